"""Pages of screening: rounds, filling in, one child, handing in, papers."""

from screening.views.assess import assess
from screening.views.bands import paste_bands
from screening.views.child import finding, override, urgency
from screening.views.class_sheet import class_instruments, class_sheet, instrument_pdf, save_paper
from screening.views.closing import ask_to_reopen, reopen, submit
from screening.views.entry import aspect, fill_rest, grid, undo_fill
from screening.views.instruments import (
    choose_version,
    instrument,
    instrument_file,
    instruments,
    load_instrument,
    load_wording,
    withdraw_wording,
)
from screening.views.moving import transfer_letters
from screening.views.papers import blank_pdf, summary_pdf, summary_xlsx
from screening.views.pasting import paste_column
from screening.views.results import results
from screening.views.rounds import edit_round, open_round, round_progress, rounds
from screening.views.row import save_row
from screening.views.watching import child_warnings, warning_rules, warnings, warnings_xlsx
from screening.views.wizard import wizard

__all__ = [
    "ask_to_reopen",
    "aspect",
    "assess",
    "blank_pdf",
    "child_warnings",
    "choose_version",
    "class_instruments",
    "class_sheet",
    "edit_round",
    "fill_rest",
    "finding",
    "grid",
    "instrument",
    "instrument_file",
    "instrument_pdf",
    "instruments",
    "load_instrument",
    "load_wording",
    "open_round",
    "override",
    "paste_bands",
    "paste_column",
    "reopen",
    "results",
    "round_progress",
    "rounds",
    "save_paper",
    "save_row",
    "submit",
    "summary_pdf",
    "summary_xlsx",
    "transfer_letters",
    "undo_fill",
    "urgency",
    "warning_rules",
    "warnings",
    "warnings_xlsx",
    "withdraw_wording",
    "wizard",
]
