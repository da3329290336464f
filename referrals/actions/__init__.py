"""Everything that can happen to a referral and to the list of agencies."""

from referrals.actions.agencies import SameName, add_agency, edit_agency
from referrals.actions.answering import add_reply, record_reply
from referrals.actions.drafting import (
    choose_agency,
    choose_sections,
    climb_ladder,
    give_reason,
    number_letter,
    record_consent,
    refer,
)
from referrals.actions.escalating import escalate
from referrals.actions.following import follow_up, plan_follow_up, remind, skip_follow_up
from referrals.actions.leaving import close, close_followed, revoke, send_to_another
from referrals.actions.linking import RENEWABLE, expire, issue_link, renew_link, reveal_code, shut_link, unlock_link
from referrals.actions.locked import Stale
from referrals.actions.opening import Shut, Tried, answer, attach, read_letter, try_code
from referrals.actions.reading import read_reply, take_advice
from referrals.actions.signing import Incomplete, ask_signature, choose_sending, return_to_draft, sign

__all__ = [
    "RENEWABLE",
    "Shut",
    "Tried",
    "answer",
    "expire",
    "reveal_code",
    "unlock_link",
    "attach",
    "read_letter",
    "try_code",
    "escalate",
    "follow_up",
    "plan_follow_up",
    "remind",
    "skip_follow_up",
    "Incomplete",
    "SameName",
    "Stale",
    "add_agency",
    "add_reply",
    "ask_signature",
    "choose_agency",
    "choose_sections",
    "choose_sending",
    "climb_ladder",
    "close",
    "close_followed",
    "edit_agency",
    "give_reason",
    "issue_link",
    "number_letter",
    "read_reply",
    "record_consent",
    "record_reply",
    "refer",
    "renew_link",
    "return_to_draft",
    "revoke",
    "send_to_another",
    "shut_link",
    "sign",
    "take_advice",
]
