"""Every child known: who she is, where she is enrolled, who cares for her at home, who may see her."""

from students.models.family import IncomeLimit, Scholarship, Sibling, Welfare
from students.models.figures import RoomCount
from students.models.health import Disability, Health, Measure
from students.models.importing import Import, ImportedChange, TableFile
from students.models.learning import ColumnMap, ConductStanding, MonthAttendance, Reading, Source, TermResult
from students.models.moving import Handover, RollOver, Transfer
from students.models.sharing import Alert, Emergency, Exclusion, Ground, Share
from students.models.student import Enrolment, Guardian, Identifier, Student
from students.models.visiting import Campaign, Photo, Visit

__all__ = [
    "Alert",
    "Campaign",
    "ColumnMap",
    "ConductStanding",
    "Disability",
    "Emergency",
    "Enrolment",
    "Exclusion",
    "Ground",
    "Guardian",
    "Handover",
    "Health",
    "Identifier",
    "Import",
    "ImportedChange",
    "IncomeLimit",
    "Measure",
    "MonthAttendance",
    "Photo",
    "Reading",
    "RollOver",
    "RoomCount",
    "Scholarship",
    "Share",
    "Sibling",
    "Source",
    "Student",
    "TableFile",
    "TermResult",
    "Transfer",
    "Visit",
    "Welfare",
]
