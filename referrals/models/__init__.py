"""Asking for help with a child: who is asked, what they may know, what they answered, whether it helped."""

from referrals.models.agency import Agency, AgencyType, Contact
from referrals.models.agreement import Agreement, Network, Paper
from referrals.models.following import FollowUp, Reminder, WaitingCount
from referrals.models.inside import INSIDE_NEXT, INSIDE_OPEN, OUTSIDE_SCHOOL, Addressee, Inside, InsideState, To
from referrals.models.link import Link
from referrals.models.referral import (
    NEXT,
    OUT,
    SIDE_EXITS,
    AgeBand,
    CodeBy,
    Consent,
    ConsentHow,
    Ground,
    Outcome,
    Referral,
    State,
    Wish,
)
from referrals.models.reply import Attachment, Reply

__all__ = [
    "INSIDE_NEXT",
    "INSIDE_OPEN",
    "NEXT",
    "OUT",
    "OUTSIDE_SCHOOL",
    "SIDE_EXITS",
    "Addressee",
    "AgeBand",
    "Agency",
    "AgencyType",
    "Agreement",
    "Attachment",
    "CodeBy",
    "Consent",
    "ConsentHow",
    "Contact",
    "FollowUp",
    "Ground",
    "Inside",
    "InsideState",
    "Link",
    "Network",
    "Outcome",
    "Paper",
    "Referral",
    "Reminder",
    "Reply",
    "State",
    "To",
    "WaitingCount",
    "Wish",
]
