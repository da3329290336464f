"""Everything that can happen in screening."""

from screening.actions.assessments import check_assessments, record_assessments
from screening.actions.bands import NotWhole, record_bands
from screening.actions.findings import NotShown, Rewritten, explain
from screening.actions.instruments import (
    choose_version,
    load_instrument,
    load_wording,
    permit_item_entry,
    withdraw_wording,
)
from screening.actions.papers import Entry, Paper, Recorded, Result
from screening.actions.remarks import remark
from screening.actions.rounds import ask_to_reopen, edit_round, open_round, reopen, submit
from screening.actions.rows import Closed, Conflict, Outdated, Stale, fill_rest, override_group, record_rows, undo_fill
from screening.actions.urgency import set_urgency
from screening.actions.watching import keep_warning_rules, restore_warning_rules

__all__ = [
    "restore_warning_rules",
    "keep_warning_rules",
    "Closed",
    "Conflict",
    "Entry",
    "NotShown",
    "NotWhole",
    "Paper",
    "Outdated",
    "Recorded",
    "Result",
    "Rewritten",
    "Stale",
    "ask_to_reopen",
    "check_assessments",
    "choose_version",
    "edit_round",
    "explain",
    "fill_rest",
    "load_instrument",
    "load_wording",
    "open_round",
    "override_group",
    "permit_item_entry",
    "record_assessments",
    "record_bands",
    "record_rows",
    "remark",
    "reopen",
    "set_urgency",
    "submit",
    "undo_fill",
    "withdraw_wording",
]
