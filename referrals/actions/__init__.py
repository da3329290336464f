"""Everything that can happen to a referral and to the list of agencies."""

from referrals.actions.agencies import SameName, add_agency, edit_agency
from referrals.actions.answering import add_reply, close, record_reply
from referrals.actions.drafting import (
    choose_agency,
    choose_sections,
    give_reason,
    number_letter,
    record_consent,
    refer,
)
from referrals.actions.linking import issue_link, renew_link, shut_link
from referrals.actions.locked import Stale
from referrals.actions.signing import Incomplete, ask_signature, return_to_draft, sign

__all__ = [
    "Incomplete",
    "SameName",
    "Stale",
    "add_agency",
    "add_reply",
    "ask_signature",
    "choose_agency",
    "choose_sections",
    "close",
    "edit_agency",
    "give_reason",
    "issue_link",
    "number_letter",
    "record_consent",
    "record_reply",
    "refer",
    "renew_link",
    "return_to_draft",
    "shut_link",
    "sign",
]
