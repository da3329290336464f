"""Everything that can happen to a referral and to the list of agencies."""

from referrals.actions.agencies import (
    SameName,
    add_agency,
    add_contact,
    edit_agency,
    edit_contact,
    import_agencies,
    remove_contact,
)
from referrals.actions.agreements import (
    add_agreement,
    add_network,
    edit_agreement,
    edit_network,
    end_agreement,
    keep_paper,
    take_paper,
)
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
from referrals.actions.inside import due_on, send_child_inside, send_inside
from referrals.actions.inside_answers import (
    InsideStale,
    accept_inside,
    decline_inside,
    finish_inside,
    revoke_inside,
    take_inside_advice,
)
from referrals.actions.leaving import close, close_followed, revoke, send_to_another
from referrals.actions.linking import RENEWABLE, expire, issue_link, renew_link, reveal_code, shut_link, unlock_link
from referrals.actions.locked import Stale
from referrals.actions.merging import (
    NotTwo,
    merge_agency,
)
from referrals.actions.opening import Enough, Shut, Tried, answer, attach, read_letter, try_code
from referrals.actions.reading import read_reply, take_advice
from referrals.actions.signing import Incomplete, ask_signature, choose_sending, return_to_draft, sign, take_back

__all__ = [
    "Incomplete",
    "InsideStale",
    "NotTwo",
    "Enough",
    "RENEWABLE",
    "SameName",
    "Shut",
    "Stale",
    "Tried",
    "accept_inside",
    "add_agency",
    "add_agreement",
    "add_contact",
    "add_network",
    "add_reply",
    "answer",
    "ask_signature",
    "attach",
    "choose_agency",
    "choose_sections",
    "choose_sending",
    "climb_ladder",
    "close",
    "close_followed",
    "decline_inside",
    "due_on",
    "edit_agency",
    "edit_agreement",
    "edit_contact",
    "edit_network",
    "end_agreement",
    "escalate",
    "expire",
    "finish_inside",
    "follow_up",
    "give_reason",
    "import_agencies",
    "issue_link",
    "keep_paper",
    "merge_agency",
    "number_letter",
    "plan_follow_up",
    "read_letter",
    "read_reply",
    "record_consent",
    "record_reply",
    "refer",
    "remind",
    "remove_contact",
    "renew_link",
    "return_to_draft",
    "reveal_code",
    "revoke",
    "revoke_inside",
    "send_child_inside",
    "send_inside",
    "send_to_another",
    "shut_link",
    "sign",
    "skip_follow_up",
    "take_advice",
    "take_back",
    "take_inside_advice",
    "take_paper",
    "try_code",
    "unlock_link",
]
