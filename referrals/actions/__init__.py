"""Everything that can happen to a referral and to the list of agencies."""

from referrals.actions.agencies import SameName, add_agency, edit_agency
from referrals.actions.answering import close, record_reply
from referrals.actions.drafting import (
    choose_agency,
    choose_sections,
    give_reason,
    number_letter,
    record_consent,
    refer,
)
from referrals.actions.locked import Stale
from referrals.actions.signing import Incomplete, ask_signature, return_to_draft, sign

__all__ = [
    "Incomplete",
    "SameName",
    "Stale",
    "add_agency",
    "ask_signature",
    "choose_agency",
    "choose_sections",
    "close",
    "edit_agency",
    "give_reason",
    "number_letter",
    "record_consent",
    "record_reply",
    "refer",
    "return_to_draft",
    "sign",
]
