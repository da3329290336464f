"""Strings into values: the drafting steps, signing, replies, agencies. Field names are the actions' keywords."""

from referrals.forms.agency import AgencyForm
from referrals.forms.answering import CloseForm, ReplyForm, ReturnForm, SignForm
from referrals.forms.drafting import (
    ChooseAgencyForm,
    ConsentForm,
    LetterForm,
    ReasonForm,
    ReferForm,
    SectionsForm,
    VersionForm,
)

__all__ = [
    "AgencyForm",
    "ChooseAgencyForm",
    "CloseForm",
    "ConsentForm",
    "LetterForm",
    "ReasonForm",
    "ReferForm",
    "ReplyForm",
    "ReturnForm",
    "SectionsForm",
    "SignForm",
    "VersionForm",
]
