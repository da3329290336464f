"""The memo that goes with an internal referral (D4c)."""

from django.utils import timezone

from journal.papers import Pdf
from referrals.memo import Facts, compose_memo
from referrals.models import OUTSIDE_SCHOOL, Inside, To
from schools.models import User
from students.models import Student

SEALED = "ผู้อำนวยการโรงเรียน"


def inside_memo(user: User, *, inside_id: int) -> Pdf:
    """ครูประจำชั้น → ครูแนะแนว; what a counselor sends goes past the head."""
    rows = Inside.objects.visible_to(user).select_related("school__area", "student__classroom", "sent_by", "case")
    inside = rows.get(pk=inside_id)
    context = {"inside": inside, "memo": compose_memo(facts_of(inside))}
    return Pdf("referrals/pdf/inside_memo.html", context, f"บันทึกข้อความส่งต่อภายใน {inside.code}")


def facts_of(inside: Inside) -> Facts:
    school, student, sender = inside.school, inside.student, inside.sent_by
    is_to_area = inside.to in OUTSIDE_SCHOOL
    by_counselor = sender.rights.has("counselor", "head", school=school.pk)
    return Facts(
        school=school.full_name,
        area=school.area.name,
        phone=school.phone,
        code=inside.code,
        child="" if is_to_area else student.full_name,
        room=f"ชั้น {student.classroom.name}" if student.classroom and not is_to_area else "",
        to=SEALED if inside.to == To.HEAD else inside.get_to_display(),
        is_to_area=is_to_area,
        reason=inside.reason,
        tried=inside.tried,
        asked=inside.asked,
        due_on=inside.due_on,
        number=inside.memo_number,
        on=timezone.localdate(inside.sent_at),
        sender=sender.display_name,
        position=_position(sender, student, by_counselor=by_counselor),
        second=SEALED if by_counselor else "ครูแนะแนว",
        thai_numerals=school.thai_numerals,
    )


def _position(sender: User, student: Student, *, by_counselor: bool) -> str:
    """The duty for which she sends it: homeroom teachers by their room, else her own position."""
    if student.classroom is not None and student.classroom_id in sender.rights.rooms and not by_counselor:
        return f"ครูประจำชั้น {student.classroom.name}"
    return sender.position or ("ครูแนะแนว" if by_counselor else "ครู")
