"""Where a child sat from year to year, as lines of her timeline."""

from dataclasses import dataclass
from datetime import date

from schools.models import User
from students.models import Enrolment, Student

MOVES = {
    Enrolment.Ended.PROMOTED: "ขึ้นชั้น",
    Enrolment.Ended.REPEATED: "เรียนซ้ำชั้น",
    Enrolment.Ended.MOVED_ROOM: "ย้ายห้องมา",
    Enrolment.Ended.TRANSFERRED: "ย้ายโรงเรียนมา",
}


@dataclass(frozen=True)
class Step:
    on: date
    text: str


def schooling(user: User, student: Student) -> list[Step]:
    """One statement."""
    steps, before = [], None
    for enrolment in sittings(user, student):
        steps.append(Step(enrolment.from_on, entered(enrolment, before)))
        before = enrolment
    if before and before.until_on and before.ended in (Enrolment.Ended.LEFT, Enrolment.Ended.GRADUATED):
        steps.append(Step(before.until_on, before.get_ended_display()))
    return steps


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
