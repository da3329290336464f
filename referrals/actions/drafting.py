"""Writing the draft: who is asked, why, what it may know, on what consent, under which number."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from cases.models import TAKEN, Case, IllegalMove
from cases.models.care import heads_of
from journal.actions import record
from journal.models import Verb
from referrals.actions.locked import keep, page_of, take, tell_case
from referrals.consent import VERSION
from referrals.models import Agency, Consent, Referral
from referrals.proposed import drafted_from
from referrals.sections import in_order, sensitive
from schools import calendar
from schools.actions import notify
from schools.models import Notice, School, User

NO_CONSENT = {
    "consent_by": "",
    "consent_relation": "",
    "consent_on": None,
    "consent_how": "",
    "consent_evidence": "",
    "consent_version": "",
    "consent_age": "",
    "child_wish": "",
}
NO_GROUND = {"ground": "", "ground_reason": "", "head_informed_on": None}


@transaction.atomic
def refer(case: Case, *, agency: Agency | None = None, by: User) -> Referral:
    """Start a draft from a case that is being worked on; its first words come from the case."""
    case = Case.objects.select_for_update(of=("self",)).select_related("school").get(pk=case.pk)
    if case.state not in TAKEN:
        raise IllegalMove(f"เคสนี้อยู่ในขั้น “{case.get_state_display()}” ส่งต่อได้ตั้งแต่รับเรื่องจนถึงก่อนปิด")
    now = timezone.now()
    year = calendar.academic_year(timezone.localdate())
    signer_name, signer_position = signer_of(case.school)
    referral = Referral.objects.create(
        case=case,
        student_id=case.student_id,
        school=case.school,
        year=year,
        number=_next_number(case.school, year),
        agency=agency,
        signer_name=signer_name,
        signer_position=signer_position,
        drafted_by=by,
        drafted_at=now,
        **drafted_from(case),
    )
    record(Verb.REFERRED, referral, by=by)
    tell_case(referral, "เริ่มร่างหนังสือส่งต่อ", by=by)
    return referral


def signer_of(school: School) -> tuple[str, str]:
    """Who signs today: the acting head where the school names one, else its head."""
    if school.acting_head_name:
        return school.acting_head_name, school.acting_head_position
    return school.head_name, school.head_position or f"ผู้อำนวยการ{school.full_name}"


def _next_number(school: School, year: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT next_referral_number(%s, %s)", [school.pk, year])
        number: int = cursor.fetchone()[0]
    return number


def _write(referral: Referral, part: str, values: dict[str, Any], *, version: int, by: User) -> Referral:
    referral = take(referral, version=version)
    if not referral.is_draft:
        raise IllegalMove(f"การส่งต่อนี้อยู่ในขั้น “{referral.get_state_display()}” แก้ไขได้เฉพาะตอนเป็นร่าง")
    keep(referral, **values)
    record(Verb.RECORDED, referral, by=by, part=part)
    return referral


@transaction.atomic
def choose_agency(referral: Referral, *, agency: Agency, is_urgent: bool = False, version: int, by: User) -> Referral:
    """`is_urgent`: the letter asks for an answer within 3 working days instead of 7."""
    values = {"agency": agency, "is_urgent": is_urgent}
    return _write(referral, "agency", values, version=version, by=by)


@transaction.atomic
def climb_ladder(referral: Referral, *, skip_reason: str, version: int, by: User) -> Referral:
    """Why a rung inside the school is passed by."""
    return _write(referral, "ladder", {"skip_reason": skip_reason}, version=version, by=by)


@transaction.atomic
def give_reason(referral: Referral, *, reason: str, tried: str, asked: str, version: int, by: User) -> Referral:
    values = {"reason": reason, "tried": tried, "asked": asked}
    return _write(referral, "reason", values, version=version, by=by)


@transaction.atomic
def choose_sections(
    referral: Referral, *, sections: Collection[str], sensitive_reason: str, version: int, by: User
) -> Referral:
    """What is not ticked is not sent. The reason is kept only while something sensitive is ticked."""
    keys = in_order(sections)
    values = {"sections": keys, "sensitive_reason": sensitive_reason if sensitive(keys) else ""}
    return _write(referral, "sections", values, version=version, by=by)


@transaction.atomic
def record_consent(referral: Referral, *, consent: str, version: int, by: User, **said: Any) -> Referral:
    """Either who agreed (and nothing of a ground), or the ground (and nothing of an agreement).

    Of a ground the heads of the school hear at once, without anybody having to tell them.
    """
    kept = NO_GROUND if consent == Consent.GIVEN else NO_CONSENT
    if consent == Consent.GIVEN:
        said["consent_version"] = VERSION
    referral = _write(referral, "consent", {**said, **kept, "consent": consent}, version=version, by=by)
    if consent == Consent.GROUND:
        notify(heads_of(referral.case), kind=Notice.Kind.GROUND, url=page_of(referral), by=by)
    return referral


@transaction.atomic
def number_letter(
    referral: Referral,
    *,
    letter_number: str,
    letter_on: date | None,
    signer_name: str,
    signer_position: str,
    version: int,
    by: User,
) -> Referral:
    values = {
        "letter_number": letter_number,
        "letter_on": letter_on,
        "signer_name": signer_name,
        "signer_position": signer_position,
    }
    return _write(referral, "letter", values, version=version, by=by)
