"""The ways out of a referral: closed with how it ended, called back, or begun again with another agency (W8)."""

from django.db import transaction
from django.utils import timezone

from cases.models import IllegalMove
from journal.actions import record
from journal.models import Verb
from referrals.actions.drafting import refer
from referrals.actions.linking import shut_link
from referrals.actions.locked import hold_case, keep, take, tell_case
from referrals.models import SIDE_EXITS, Agency, Outcome, Referral, State
from schools.models import User

# What was written for one agency serves the next; number and date of the letter, and its consent, do not.
COPIED = ("reason", "tried", "asked", "sections", "sensitive_reason", "is_urgent", "skip_reason")
OF_CONSENT = (
    "consent",
    "consent_by",
    "consent_relation",
    "consent_on",
    "consent_how",
    "consent_evidence",
    "consent_version",
    "consent_age",
    "child_wish",
    "ground",
    "ground_reason",
    "head_informed_on",
)


@transaction.atomic
def close(referral: Referral, *, reason: str, outcome: str = "", version: int, by: User) -> Referral:
    """Nothing more is expected of it. `outcome` says how it ended; what was never sent is closed as that."""
    referral = take(referral, version=version)
    return _close(referral, reason=reason, outcome=outcome if referral.is_sent else Outcome.UNSENT, by=by)


def _close(referral: Referral, *, reason: str, outcome: str, by: User) -> Referral:
    referral.move(State.CLOSED)
    keep(referral, closed_by=by, closed_at=timezone.now(), closing_reason=reason, outcome=outcome)
    shut_link(referral, by=by)
    record(Verb.CLOSED, referral, by=by, outcome=outcome)
    how = f" · {Outcome(outcome).label}" if outcome else ""
    tell_case(referral, f"ปิดการส่งต่อ{how}", by=by)
    return referral


@transaction.atomic
def revoke(referral: Referral, *, reason: str, version: int, by: User) -> Referral:
    """Call back what was sent: from this moment the agency's address says only that it was called back."""
    referral = take(referral, version=version)
    referral.move(State.REVOKED)
    keep(referral, revoked_by=by, revoked_at=timezone.now(), revoked_reason=reason)
    shut_link(referral, by=by)
    record(Verb.REVOKED, referral, by=by)
    tell_case(referral, f"เพิกถอนการส่งต่อถึง{referral.agency}", by=by)
    return referral


@transaction.atomic
def send_to_another(referral: Referral, *, agency: Agency, by: User) -> Referral:
    """A new draft that follows one on a side exit, with its words and items.

    A consent names the agency's purpose: it is copied only when the same agency is asked again, and never from a
    letter that was called back, where the family may have withdrawn it. Raises IllegalMove when there is nothing to
    follow, or another draft follows it already.
    """
    hold_case(referral.case_id)
    referral = Referral.objects.select_for_update(of=("self",)).select_related("case").get(pk=referral.pk)
    if referral.state not in SIDE_EXITS:
        raise IllegalMove(f"การส่งต่อนี้อยู่ในขั้น “{referral.get_state_display()}” ยังไม่ต้องส่งหน่วยงานอื่น")
    if (other := referral.followed_by.exclude(state=State.CLOSED).first()) is not None:
        raise IllegalMove(f"เริ่มส่งหน่วยงานอื่นไว้แล้วใน {other.code}")
    draft = refer(referral.case, agency=agency, by=by)
    holds = agency.pk == referral.agency_id and referral.state != State.REVOKED
    names = (*COPIED, *OF_CONSENT) if holds else COPIED
    keep(draft, follows=referral, **{name: getattr(referral, name) for name in names})
    return draft


def close_followed(referral: Referral, *, by: User) -> None:
    """Once the next letter is out, the one it follows is ended: elsewhere."""
    if referral.follows_id is None:
        return
    before = Referral.objects.select_for_update(of=("self",)).select_related("case", "agency")
    followed = before.get(pk=referral.follows_id)
    if followed.state != State.CLOSED:
        _close(followed, reason=f"ส่งต่อใหม่ใน {referral.code}", outcome=Outcome.ELSEWHERE, by=by)
