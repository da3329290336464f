"""What is typed in cases. Field names are the acts' keywords."""

from cases.forms.conference import ConferenceForm, EditConferenceForm, as_it_stands
from cases.forms.course import CheckInForm, HelpAgainForm, LinkForm, LookAgainForm, MonitorForm
from cases.forms.fields import CHOOSE_PERSON, LONG, PersonField, Sentence, VersionedForm
from cases.forms.notes import CorrectionForm, NoteForm
from cases.forms.opening import OpenForm, SettleForm
from cases.forms.passing import PassForm
from cases.forms.steps import AssessForm, AssignForm, CloseForm, PlanForm, ReopenForm, ReturnForm
from cases.forms.strategies import StrategyForm, TakeForm
from cases.forms.tasks import AssignManyForm, ChangeTaskForm, HandOverForm, ResultForm, TaskForm, VisitManyForm

__all__ = [
    "AssessForm",
    "AssignForm",
    "AssignManyForm",
    "CHOOSE_PERSON",
    "ChangeTaskForm",
    "CheckInForm",
    "CloseForm",
    "ConferenceForm",
    "CorrectionForm",
    "EditConferenceForm",
    "HandOverForm",
    "HelpAgainForm",
    "LONG",
    "LinkForm",
    "LookAgainForm",
    "MonitorForm",
    "NoteForm",
    "OpenForm",
    "PassForm",
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
    "as_it_stands",
]
