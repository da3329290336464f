"""A case is the school's promise to look after one child until it is closed."""

from cases.models.care import InCare, carers_of, carers_of_each, heads_of, homeroom_and, homeroom_of
from cases.models.case import (
    NEXT,
    SILENCE,
    TAKEN,
    AlreadyOpen,
    Case,
    IllegalMove,
    Outcome,
    Series,
    Source,
    Stale,
    State,
    Urgency,
)
from cases.models.conference import Attendee, Conference
from cases.models.event import HELP_BEGINS, Event
from cases.models.incident import Incident, Involved, Protection, Report
from cases.models.passing import Passing, SharedCase
from cases.models.plan import Bulk, CaseLink, CheckIn, Rescreen, Strategy
from cases.models.work import Note, Secrecy, Task, Words, counted_due

__all__ = [
    "HELP_BEGINS",
    "NEXT",
    "SILENCE",
    "TAKEN",
    "AlreadyOpen",
    "Attendee",
    "Bulk",
    "Case",
    "CaseLink",
    "CheckIn",
    "Conference",
    "Event",
    "IllegalMove",
    "InCare",
    "Incident",
    "Involved",
    "Note",
    "Outcome",
    "Passing",
    "Protection",
    "Report",
    "Rescreen",
    "Secrecy",
    "Series",
    "SharedCase",
    "Source",
    "Stale",
    "State",
    "Strategy",
    "Task",
    "Urgency",
    "Words",
    "carers_of",
    "carers_of_each",
    "heads_of",
    "homeroom_and",
    "homeroom_of",
    "counted_due",
]
