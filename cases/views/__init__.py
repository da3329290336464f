"""The pages of step 4: who waits, the cases, and one case."""

from cases.views.alert import alert, suspect_home
from cases.views.approving import approve_closing, approve_plan, return_closing, return_plan
from cases.views.board import caseload, find_cases
from cases.views.bulk import bulk, bulk_assign, bulk_visits, summaries_pdf, undo_bulk
from cases.views.checking import check_in, help_again, look_again, start_monitoring
from cases.views.conferences import conference, edit_conference, finish_conference, meeting, minutes_pdf, new_conference
from cases.views.gaps import class_gaps, gap_list
from cases.views.handover import hand_over_work
from cases.views.incidents import (
    edit_incident,
    hand_on_incident,
    incident,
    incident_pdf,
    incidents,
    incidents_xlsx,
    new_incident,
    settle_incident,
    take_incident,
)
from cases.views.involved import involve, uninvolve
from cases.views.linking import link_case, unlink_case
from cases.views.notes import correct_note, read_note, write_note
from cases.views.opening import open_case
from cases.views.page import case
from cases.views.papers import summary, summary_pdf
from cases.views.passing import (
    pass_case,
    passing,
    passings,
    take_passing,
    transfer_cases,
    withdraw_passing,
)
from cases.views.planning import assess, choose_strategy, plan, submit_plan, take_strategy
from cases.views.protection import (
    add_report,
    new_protection,
    protection,
    protection_pdf,
    protections,
    settle_protection,
)
from cases.views.reporting import my_report, report
from cases.views.steps import accept, assign, close, reopen
from cases.views.strategies import (
    add_strategy,
    change_strategy,
    fill_strategies,
    move_strategy,
    self_approved,
    strategies,
    use_strategy,
)
from cases.views.tasks import add_task, cancel_task, mark_done, task, tasks, tasks_xlsx

__all__ = [
    "accept",
    "add_report",
    "add_strategy",
    "add_task",
    "alert",
    "approve_closing",
    "approve_plan",
    "assess",
    "assign",
    "bulk",
    "bulk_assign",
    "bulk_visits",
    "cancel_task",
    "case",
    "caseload",
    "change_strategy",
    "check_in",
    "choose_strategy",
    "class_gaps",
    "close",
    "conference",
    "correct_note",
    "edit_conference",
    "edit_incident",
    "fill_strategies",
    "find_cases",
    "finish_conference",
    "gap_list",
    "hand_on_incident",
    "hand_over_work",
    "help_again",
    "incident",
    "incident_pdf",
    "incidents",
    "incidents_xlsx",
    "involve",
    "link_case",
    "look_again",
    "mark_done",
    "meeting",
    "minutes_pdf",
    "move_strategy",
    "my_report",
    "new_conference",
    "new_incident",
    "new_protection",
    "open_case",
    "pass_case",
    "passing",
    "passings",
    "plan",
    "protection",
    "protection_pdf",
    "protections",
    "read_note",
    "reopen",
    "report",
    "return_closing",
    "return_plan",
    "self_approved",
    "settle_incident",
    "settle_protection",
    "start_monitoring",
    "strategies",
    "submit_plan",
    "summaries_pdf",
    "summary",
    "summary_pdf",
    "suspect_home",
    "take_incident",
    "take_passing",
    "take_strategy",
    "task",
    "tasks",
    "tasks_xlsx",
    "transfer_cases",
    "undo_bulk",
    "uninvolve",
    "unlink_case",
    "use_strategy",
    "withdraw_passing",
    "write_note",
]
