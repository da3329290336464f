"""Everything that can happen in a case."""

from cases.actions.approving import approve_plan, return_plan
from cases.actions.bulk import assign_cases, hand_over_work, plan_visits, undo_bulk
from cases.actions.checking import check_in, help_again, look_again, start_monitoring
from cases.actions.closing import approve_closing, ask_to_close, close_case, reopen, return_closing
from cases.actions.conferences import change_conference, finish_conference, hold_conference
from cases.actions.incidents import (
    add_details,
    children_of,
    edit_incident,
    hand_on_incident,
    involve,
    report_quickly,
    settle_incident,
    take_incident,
    uninvolve,
    write_incident,
)
from cases.actions.linking import link_cases, unlink_cases
from cases.actions.notes import correct_note, reveal_note, write_note
from cases.actions.opening import accept, assign, open_case
from cases.actions.passing import escalate_passings, prepare_passing, take_passing, withdraw_passing
from cases.actions.planning import assess, plan, submit_plan, take_strategy
from cases.actions.protection import add_report, escalate_protections, protect, settle_protection
from cases.actions.strategies import add_strategy, change_strategy, fill_strategies, move_strategy, use_strategy
from cases.actions.tasks import add_task, cancel_task, change_task, finish_task, undo_task
from cases.actions.timeline import note_event

__all__ = [
    "accept",
    "add_details",
    "add_report",
    "add_strategy",
    "add_task",
    "approve_closing",
    "approve_plan",
    "ask_to_close",
    "assess",
    "assign",
    "assign_cases",
    "cancel_task",
    "change_conference",
    "change_strategy",
    "change_task",
    "check_in",
    "children_of",
    "close_case",
    "correct_note",
    "edit_incident",
    "escalate_passings",
    "escalate_protections",
    "fill_strategies",
    "finish_conference",
    "finish_task",
    "hand_on_incident",
    "hand_over_work",
    "help_again",
    "hold_conference",
    "involve",
    "link_cases",
    "look_again",
    "move_strategy",
    "note_event",
    "open_case",
    "plan",
    "plan_visits",
    "prepare_passing",
    "protect",
    "reopen",
    "report_quickly",
    "return_closing",
    "return_plan",
    "reveal_note",
    "settle_incident",
    "settle_protection",
    "start_monitoring",
    "submit_plan",
    "take_incident",
    "take_passing",
    "take_strategy",
    "undo_bulk",
    "undo_task",
    "uninvolve",
    "unlink_cases",
    "use_strategy",
    "withdraw_passing",
    "write_incident",
    "write_note",
]
