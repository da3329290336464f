"""What is typed in cases. Field names are the acts' keywords."""

from cases.forms.fields import CHOOSE_PERSON, LONG, PersonField, Sentence, VersionedForm
from cases.forms.notes import CorrectionForm, NoteForm
from cases.forms.opening import OpenForm, SettleForm
from cases.forms.steps import AssignForm, CloseForm, PlanForm, ReopenForm
from cases.forms.tasks import TaskForm

__all__ = [
    "AssignForm",
    "CHOOSE_PERSON",
    "CloseForm",
    "CorrectionForm",
    "LONG",
    "NoteForm",
    "OpenForm",
    "PersonField",
    "PlanForm",
    "ReopenForm",
    "Sentence",
    "SettleForm",
    "TaskForm",
    "VersionedForm",
]
