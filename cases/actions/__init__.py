"""Everything that can happen in a case."""

from cases.actions.approving import approve_plan, return_plan
from cases.actions.bulk import assign_cases, hand_over_work, plan_visits, undo_bulk
from cases.actions.checking import check_in, help_again, look_again, start_monitoring
from cases.actions.closing import approve_closing, ask_to_close, close_case, reopen, return_closing
from cases.actions.linking import link_cases, unlink_cases
from cases.actions.notes import correct_note, reveal_note, write_note
from cases.actions.opening import accept, assign, open_case
from cases.actions.planning import assess, plan, submit_plan, take_strategy
from cases.actions.strategies import add_strategy, change_strategy, fill_strategies, move_strategy, use_strategy
from cases.actions.tasks import add_task, cancel_task, change_task, finish_task, undo_task
from cases.actions.timeline import note_event

__all__ = [
    "accept",
    "add_strategy",
    "add_task",
    "approve_closing",
    "approve_plan",
    "ask_to_close",
    "assess",
    "assign",
    "assign_cases",
    "cancel_task",
    "change_strategy",
    "change_task",
    "check_in",
    "close_case",
    "correct_note",
    "fill_strategies",
    "finish_task",
    "hand_over_work",
    "help_again",
    "link_cases",
    "look_again",
    "move_strategy",
    "note_event",
    "open_case",
    "plan",
    "plan_visits",
    "reopen",
    "return_closing",
    "return_plan",
    "reveal_note",
    "start_monitoring",
    "submit_plan",
    "take_strategy",
    "undo_bulk",
    "undo_task",
    "unlink_cases",
    "use_strategy",
    "write_note",
]
