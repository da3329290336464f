"""Agencies, and referrals in any state."""

import datetime

from referrals import packet
from referrals.models import OUT, Agency, AgencyType, Referral, Reply
from tests.make.moments import counter, now


def agency(name="โรงพยาบาลจำลองรัตน์", *, area, school=None, type="hospital", **more):
    kind, _ = AgencyType.objects.get_or_create(code=type, defaults={"name": f"ประเภท {type}", "position": 1})
    defaults = {"addressee": f"ผู้อำนวยการ{name}", "phone": "000-000-0000"}
    return Agency.objects.create(area=area, school=school, type=kind, name=name, **defaults | more)


def referral(case, *, by, state="draft", agency=None, sections=("name",), **more):
    """A referral in any state; what the state needs is filled in."""
    defaults = {
        "reason": "รายได้ครอบครัวไม่พอค่าอาหาร",
        "asked": "ประเมินสิทธิสวัสดิการ",
        "consent": "given",
        "consent_by": "นางดาวเรือง ลองเรียน",
        "consent_relation": "แม่",
        "consent_on": datetime.date(2025, 6, 20),
        "consent_how": "paper",
        "consent_age": "under_10",
        "skip_reason": "หน่วยงานรับเรื่องนี้โดยตรง โรงเรียนช่วยเองไม่ได้",
        "signer_name": "นายประพันธ์ นามสมมติ",
        "signer_position": "ผู้อำนวยการโรงเรียนบ้านสมมติวิทยา",
        "drafted_at": now(),
    }
    made = Referral(
        case=case,
        student=case.student,
        school=case.school,
        year=2568,
        number=Referral.objects.filter(school=case.school).count() + 1,
        state=state,
        agency=agency or globals()["agency"](f"รพ.จำลอง {next(counter)}", area=case.school.area),
        sections=list(sections),
        drafted_by=by,
        **defaults | more,
    )
    if state != "draft":
        made.packet = made.packet or packet.build(made, by=by)
        made.asked_to_sign_at = now()
    if state in OUT:
        made.signed_by, made.signed_at = by, now()
        made.sent_on = made.sent_on or datetime.date(2025, 6, 18)
        made.letter_number, made.letter_on = "ศธ 04000.000/12", made.sent_on
    if state in ("received", "answered", "declined"):
        made.answered_at = made.answered_at or now()
    if state == "expired":
        made.expired_at = made.expired_at or now()
    if state == "revoked":
        made.revoked_by, made.revoked_at = by, now()
        made.revoked_reason = made.revoked_reason or "ผู้ปกครองขอถอน"
    if state == "closed":
        made.closed_by, made.closed_at = by, now()
    made.save()
    return made


def reply(referral, *, by=None, result="accepted", **more):
    """What the agency answered, as staff wrote it down, or (`by` None) as it came through the link."""
    defaults = {"said_by": "พยาบาลมะลิ", "how": "phone" if by else "link", "received_on": now().date()}
    return Reply.objects.create(
        referral=referral,
        student_id=referral.student_id,
        school_id=referral.school_id,
        number=referral.replies.count() + 1,
        result=result,
        recorded_by=by,
        recorded_at=now(),
        **defaults | more,
    )
