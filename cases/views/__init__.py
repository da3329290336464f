"""The pages of step 4: who waits, the cases, and one case."""

from cases.views.alert import alert, suspect_home
from cases.views.board import caseload
from cases.views.gaps import class_gaps, gap_list
from cases.views.incidents import (
    edit_incident,
    incident,
    incident_pdf,
    incidents,
    incidents_xlsx,
    new_incident,
    settle_incident,
    take_incident,
)
from cases.views.involved import involve, uninvolve
from cases.views.notes import correct_note, read_note, write_note
from cases.views.opening import open_case
from cases.views.page import case, summary_pdf
from cases.views.protection import (
    add_report,
    new_protection,
    protection,
    protection_pdf,
    protections,
    settle_protection,
)
from cases.views.reporting import my_report, report
from cases.views.steps import accept, assign, close, plan, reopen
from cases.views.tasks import add_task, mark_done

__all__ = [
    "accept",
    "add_report",
    "add_task",
    "alert",
    "assign",
    "case",
    "caseload",
    "class_gaps",
    "close",
    "correct_note",
    "edit_incident",
    "gap_list",
    "incident",
    "incident_pdf",
    "incidents",
    "incidents_xlsx",
    "involve",
    "mark_done",
    "my_report",
    "new_incident",
    "new_protection",
    "open_case",
    "plan",
    "protection",
    "protection_pdf",
    "protections",
    "read_note",
    "reopen",
    "report",
    "settle_incident",
    "settle_protection",
    "summary_pdf",
    "suspect_home",
    "take_incident",
    "uninvolve",
    "write_note",
]
