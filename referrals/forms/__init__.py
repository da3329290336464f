"""Strings into values: the drafting steps, signing, replies, agencies. Field names are the actions' keywords."""

from referrals.forms.agency import AgencyForm
from referrals.forms.answering import AdviceForm, AnotherForm, CloseForm, ReplyForm, ReturnForm, RevokeForm, SignForm
from referrals.forms.drafting import (
    ChooseAgencyForm,
    ConsentForm,
    LadderForm,
    LetterForm,
    ReasonForm,
    ReferForm,
    SectionsForm,
    VersionForm,
)
from referrals.forms.following import (
    FollowUpForm,
    PlanFollowUpForm,
    RemindAgencyForm,
    RemindForm,
    SkipFollowUpForm,
)
from referrals.forms.sending import CheckForm

__all__ = [
    "FollowUpForm",
    "PlanFollowUpForm",
    "RemindAgencyForm",
    "RemindForm",
    "SkipFollowUpForm",
    "AdviceForm",
    "AnotherForm",
    "AgencyForm",
    "CheckForm",
    "ChooseAgencyForm",
    "CloseForm",
    "ConsentForm",
    "LadderForm",
    "LetterForm",
    "ReasonForm",
    "ReferForm",
    "ReplyForm",
    "ReturnForm",
    "RevokeForm",
    "SectionsForm",
    "SignForm",
    "VersionForm",
]
