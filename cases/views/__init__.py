"""The pages of step 4: who waits, the cases, and one case."""

from cases.views.alert import alert, suspect_home
from cases.views.board import caseload
from cases.views.gaps import class_gaps, gap_list
from cases.views.notes import correct_note, read_note, write_note
from cases.views.opening import open_case
from cases.views.page import case, summary_pdf
from cases.views.steps import accept, assign, close, plan, reopen
from cases.views.tasks import add_task, mark_done

__all__ = [
    "accept",
    "add_task",
    "alert",
    "assign",
    "case",
    "caseload",
    "class_gaps",
    "close",
    "correct_note",
    "gap_list",
    "mark_done",
    "open_case",
    "plan",
    "read_note",
    "reopen",
    "summary_pdf",
    "suspect_home",
    "write_note",
]
