"""A case is the school's promise to look after one child until it is closed."""

from cases.models.care import InCare, carers_of, homeroom_of
from cases.models.case import (
    NEXT,
    SILENCE,
    AlreadyOpen,
    Case,
    Event,
    IllegalMove,
    Outcome,
    Series,
    Stale,
    State,
    Urgency,
)
from cases.models.work import Note, Secrecy, Task, with_next_task

__all__ = [
    "NEXT",
    "SILENCE",
    "AlreadyOpen",
    "Case",
    "Event",
    "IllegalMove",
    "InCare",
    "Note",
    "Outcome",
    "Secrecy",
    "Series",
    "Stale",
    "State",
    "Task",
    "Urgency",
    "carers_of",
    "homeroom_of",
    "with_next_task",
]
