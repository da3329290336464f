"""Who works where: area, quality group, school, classroom; year and term; staff and their appointments."""

from schools.models.calendar import AcademicYear, Holiday, Term
from schools.models.drafts import Draft
from schools.models.notices import Notice
from schools.models.people import Appointment, OneTimeCode, Role, Submitted, User
from schools.models.places import Area, Classroom, Letterhead, QualityGroup, School
from schools.models.rights import Rights

__all__ = [
    "AcademicYear",
    "Appointment",
    "Area",
    "Classroom",
    "Draft",
    "Holiday",
    "Letterhead",
    "Notice",
    "OneTimeCode",
    "QualityGroup",
    "Rights",
    "Role",
    "School",
    "Submitted",
    "Term",
    "User",
]
