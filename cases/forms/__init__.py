"""What is typed in cases. Field names are the acts' keywords."""

from cases.forms.course import CheckInForm, HelpAgainForm, LinkForm, LookAgainForm, MonitorForm
from cases.forms.fields import CHOOSE_PERSON, LONG, PersonField, Sentence, VersionedForm
from cases.forms.notes import CorrectionForm, NoteForm
from cases.forms.opening import OpenForm, SettleForm
from cases.forms.steps import AssessForm, AssignForm, CloseForm, PlanForm, ReopenForm, ReturnForm
from cases.forms.strategies import StrategyForm, TakeForm
from cases.forms.tasks import AssignManyForm, ChangeTaskForm, HandOverForm, ResultForm, TaskForm, VisitManyForm

__all__ = [
    "AssessForm",
    "AssignForm",
    "AssignManyForm",
    "ChangeTaskForm",
    "CHOOSE_PERSON",
    "CheckInForm",
    "CloseForm",
    "CorrectionForm",
    "HelpAgainForm",
    "HandOverForm",
    "LONG",
    "LinkForm",
    "LookAgainForm",
    "MonitorForm",
    "NoteForm",
    "OpenForm",
    "PersonField",
    "PlanForm",
    "ReopenForm",
    "ResultForm",
    "ReturnForm",
    "Sentence",
    "SettleForm",
    "StrategyForm",
    "TakeForm",
    "TaskForm",
    "VersionedForm",
    "VisitManyForm",
]
