"""Pages of screening: rounds, filling in, one child, handing in, papers."""

from screening.views.child import finding, override
from screening.views.closing import ask_to_reopen, reopen, submit
from screening.views.entry import aspect, fill_rest, grid, save_row, undo_fill
from screening.views.papers import blank_pdf, summary_pdf, summary_xlsx
from screening.views.rounds import edit_round, open_round, round_progress, rounds

__all__ = [
    "ask_to_reopen",
    "aspect",
    "blank_pdf",
    "edit_round",
    "fill_rest",
    "finding",
    "grid",
    "open_round",
    "override",
    "reopen",
    "round_progress",
    "rounds",
    "save_row",
    "submit",
    "summary_pdf",
    "summary_xlsx",
    "undo_fill",
]
