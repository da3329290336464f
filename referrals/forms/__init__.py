"""Strings into values: the drafting steps, signing, replies, agencies. Field names are the actions' keywords."""

from referrals.forms.agency import (
    AgencyForm,
    ContactForm,
)
from referrals.forms.agreement import (
    AgreementForm,
    EndAgreementForm,
    NetworkForm,
    PaperForm,
)
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
from referrals.forms.imported import (
    AgencyFileForm,
)
from referrals.forms.inside import (
    ChildInsideForm,
    DeclineInsideForm,
    FinishInsideForm,
    InsideForm,
    RevokeInsideForm,
    TakeAdviceForm,
)
from referrals.forms.sending import CheckForm

__all__ = [
    "AdviceForm",
    "AgencyFileForm",
    "AgencyForm",
    "AgreementForm",
    "AnotherForm",
    "CheckForm",
    "ChildInsideForm",
    "ChooseAgencyForm",
    "CloseForm",
    "ConsentForm",
    "ContactForm",
    "DeclineInsideForm",
    "EndAgreementForm",
    "FinishInsideForm",
    "FollowUpForm",
    "InsideForm",
    "LadderForm",
    "LetterForm",
    "NetworkForm",
    "PaperForm",
    "PlanFollowUpForm",
    "ReasonForm",
    "ReferForm",
    "RemindAgencyForm",
    "RemindForm",
    "ReplyForm",
    "ReturnForm",
    "RevokeForm",
    "RevokeInsideForm",
    "SectionsForm",
    "SignForm",
    "SkipFollowUpForm",
    "TakeAdviceForm",
    "VersionForm",
]
