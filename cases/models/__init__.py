"""A case is the school's promise to look after one child until it is closed."""

from cases.models.case import NEXT, Case, Event, IllegalMove, Outcome, State, Urgency
from cases.models.work import Note, Secrecy, Task

__all__ = [
    "NEXT",
    "Case",
    "Event",
    "IllegalMove",
    "Note",
    "Outcome",
    "Secrecy",
    "State",
    "Task",
    "Urgency",
]
