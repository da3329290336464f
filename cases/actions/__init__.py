"""Everything that can happen in a case."""

from cases.actions.closing import close_case, reopen
from cases.actions.notes import correct_note, reveal_note, write_note
from cases.actions.opening import accept, assign, open_case
from cases.actions.tasks import add_task, finish_task, undo_task
from cases.actions.timeline import note_event
from cases.actions.working import plan

__all__ = [
    "accept",
    "add_task",
    "assign",
    "close_case",
    "correct_note",
    "finish_task",
    "note_event",
    "open_case",
    "plan",
    "reopen",
    "reveal_note",
    "undo_task",
    "write_note",
]
