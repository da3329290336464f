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
from students.forms.handover import HandoverForm
from students.forms.imports import FileForm, MapForm
from students.forms.learning import ColumnsForm, DayForm, PasteForm, TableFileForm
from students.forms.moving import OFFERED_HERE, AcceptForm, AskTransferForm, DeclineForm, OfferForm
from students.forms.profile import HealthForm, RevealForm, ScholarshipForm, SiblingForm, SiblingNumberForm
from students.forms.rolling import decided_children, decided_rooms
from students.forms.walls import EmergencyForm, FindForm, LetInForm, ReviewForm, ShutOutForm, ToldForm

__all__ = [
    "PasteForm",
    "ScholarshipForm",
    "TableFileForm",
    "DayForm",
    "ColumnsForm",
    "RELATIONS",
    "OFFERED_HERE",
    "AcceptForm",
    "AddForm",
    "AskTransferForm",
    "DeclineForm",
    "HandoverForm",
    "OfferForm",
    "FileForm",
    "GuardianForm",
    "HealthForm",
    "IdentifyForm",
    "IdentityForm",
    "KnowForm",
    "LeaveForm",
    "MapForm",
    "MoveForm",
    "NumbersForm",
    "RevealForm",
    "SiblingForm",
    "SiblingNumberForm",
    "EmergencyForm",
    "FindForm",
    "LetInForm",
    "ReviewForm",
    "ShutOutForm",
    "ToldForm",
    "decided_children",
    "decided_rooms",
    "said",
]
