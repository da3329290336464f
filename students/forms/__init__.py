"""What the registrar and those who know a child type."""

from students.forms.child import (
    RELATIONS,
    AddForm,
    GuardianForm,
    IdentifyForm,
    IdentityForm,
    KnowForm,
    LeaveForm,
    MoveForm,
    NumbersForm,
    said,
)
from students.forms.imports import FileForm, MapForm

__all__ = [
    "RELATIONS",
    "AddForm",
    "FileForm",
    "GuardianForm",
    "IdentifyForm",
    "IdentityForm",
    "KnowForm",
    "LeaveForm",
    "MapForm",
    "MoveForm",
    "NumbersForm",
    "said",
]
