"""Pages of step 5: the board, the draft's five steps, signing, answers, papers, the list of agencies."""

from referrals.views.agencies import add_agency, agencies, edit_agency
from referrals.views.board import board
from referrals.views.drafting import (
    choose_agency,
    choose_sections,
    give_reason,
    number_letter,
    record_consent,
    refer,
)
from referrals.views.papers import letter_pdf, summary_pdf
from referrals.views.referral import close, record_reply, referral
from referrals.views.signing import check, return_to_draft, sign

__all__ = [
    "add_agency",
    "agencies",
    "board",
    "check",
    "choose_agency",
    "choose_sections",
    "close",
    "edit_agency",
    "give_reason",
    "letter_pdf",
    "number_letter",
    "record_consent",
    "record_reply",
    "refer",
    "referral",
    "return_to_draft",
    "sign",
    "summary_pdf",
]
