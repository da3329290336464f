"""Everything that can happen in screening."""

from screening.actions.findings import NotShown, Rewritten, explain
from screening.actions.instruments import (
    choose_version,
    load_instrument,
    load_wording,
    permit_item_entry,
    withdraw_wording,
)
from screening.actions.rounds import ask_to_reopen, edit_round, open_round, reopen, submit
from screening.actions.rows import Closed, Conflict, Stale, fill_rest, override_group, record_rows, undo_fill

__all__ = [
    "Closed",
    "Conflict",
    "NotShown",
    "Rewritten",
    "Stale",
    "ask_to_reopen",
    "choose_version",
    "edit_round",
    "explain",
    "fill_rest",
    "load_instrument",
    "load_wording",
    "open_round",
    "override_group",
    "permit_item_entry",
    "record_rows",
    "reopen",
    "submit",
    "undo_fill",
    "withdraw_wording",
]
