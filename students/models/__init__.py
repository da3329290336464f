"""Every child known: who she is, where she is enrolled, who cares for her at home, who may see her."""

from students.models.figures import RoomCount
from students.models.importing import Import, ImportedChange
from students.models.sharing import Alert, Exclusion, Share
from students.models.student import Enrolment, Guardian, Identifier, Student

__all__ = [
    "Alert",
    "Enrolment",
    "Exclusion",
    "Guardian",
    "Identifier",
    "Import",
    "ImportedChange",
    "RoomCount",
    "Share",
    "Student",
]
