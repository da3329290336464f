"""Strings into values."""

from screening.forms.instruments import InstrumentFileForm, ItemEntryForm, TextFile, WordingForm
from screening.forms.papers import PasteForm, SourceForm
from screening.forms.rounds import AskForm, DeadlineForm, MindForm, RoundForm, SubmitForm
from screening.forms.rows import FindingForm, OverrideForm, RemarkForm, UrgencyForm

__all__ = [
    "AskForm",
    "DeadlineForm",
    "FindingForm",
    "InstrumentFileForm",
    "ItemEntryForm",
    "MindForm",
    "OverrideForm",
    "PasteForm",
    "RemarkForm",
    "RoundForm",
    "SourceForm",
    "SubmitForm",
    "TextFile",
    "UrgencyForm",
    "WordingForm",
]
