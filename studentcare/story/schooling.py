"""Where a child sat from year to year, and what the teacher before passed on."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from schools.models import User
from students import rules
from students.models import Enrolment, Handover, Student

MOVES = {
    Enrolment.Ended.PROMOTED: "ขึ้นชั้น",
    Enrolment.Ended.REPEATED: "เรียนซ้ำชั้น",
    Enrolment.Ended.MOVED_ROOM: "ย้ายห้องมา",
    Enrolment.Ended.TRANSFERRED: "ย้ายโรงเรียนมา",
}


@dataclass(frozen=True)
class Step:
    on: date
    who: str
    text: str


def schooling(user: User, student: Student) -> list[Step]:
    """Two statements."""
    steps, before = [], None
    for enrolment in sittings(user, student):
        steps.append(Step(enrolment.from_on, "ระบบ", entered(enrolment, before)))
        before = enrolment
    if before and before.until_on and before.ended in (Enrolment.Ended.LEFT, Enrolment.Ended.GRADUATED):
        steps.append(Step(before.until_on, "ระบบ", before.get_ended_display()))
    return steps + [passed_on(handover) for handover in handed_over(user, student)]


def sittings(user: User, student: Student) -> list[Enrolment]:
    found = Enrolment.objects.visible_to(user).filter(student=student).exclude(ended=Enrolment.Ended.UNDONE)
    return list(found.select_related("classroom", "school").order_by("from_on", "pk"))


def entered(enrolment: Enrolment, before: Enrolment | None) -> str:
    room = enrolment.classroom.name
    if before is None:
        return f"เข้าเรียน {room} รร.{enrolment.school.name}"
    move = MOVES.get(Enrolment.Ended(before.ended), "เข้าเรียน") if before.ended else "เข้าเรียน"
    school = "" if before.school_id == enrolment.school_id else f" รร.{before.school.name}"
    return f"{move} {room} จาก {before.classroom.name}{school}"


def handed_over(user: User, student: Student) -> list[Handover]:
    """What the counselor let pass, to who keeps the child now."""
    if not rules.keeps_child(user, student):
        return []
    passed = Handover.objects.visible_to(user).filter(student=student, state=Handover.State.PASSED)
    return list(passed.select_related("by").order_by("-year__starts_on")[:5])


def passed_on(handover: Handover) -> Step:
    words = " · ".join(part for part in (handover.works, f"ดูต่อ: {handover.watch}" if handover.watch else "") if part)
    at = handover.decided_at or handover.written_at
    return Step(timezone.localtime(at).date(), handover.by.call_name, f"ฝากไว้ถึงครูคนต่อไป: {words}")
