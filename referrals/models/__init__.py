"""Asking an outside agency for help: who is asked, what it may know, what it answered."""

from referrals.models.agency import Agency, AgencyType
from referrals.models.referral import NEXT, Consent, ConsentHow, Ground, Referral, Reply, State

__all__ = ["NEXT", "Agency", "AgencyType", "Consent", "ConsentHow", "Ground", "Referral", "Reply", "State"]
