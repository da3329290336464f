"""Everything that can happen in screening."""

from screening.actions.findings import NotShown, Rewritten, explain
from screening.actions.rounds import ask_to_reopen, edit_round, open_round, reopen, submit
from screening.actions.rows import Closed, Conflict, Stale, fill_rest, override_group, record_rows, undo_fill

__all__ = [
    "Closed",
    "Conflict",
    "NotShown",
    "Rewritten",
    "Stale",
    "ask_to_reopen",
    "edit_round",
    "explain",
    "fill_rest",
    "open_round",
    "override_group",
    "record_rows",
    "reopen",
    "submit",
    "undo_fill",
]
