"""What was known before this school year began here: the teacher before, the school before (W4)."""

from dataclasses import dataclass

from schools.models import User
from students import rules
from students.models import Handover, Student, Transfer
from students.packet import Part


@dataclass(frozen=True)
class Before:
    """`words` were passed on by the counselor; `parts` are the packet of the school she came from."""

    words: tuple[Handover, ...]
    transfer: Transfer | None
    parts: tuple[Part, ...]


def before_of(user: User, student: Student) -> Before | None:
    """Two statements; None when there is nothing for this person to read."""
    words: tuple[Handover, ...] = ()
    if rules.may_read_handover(user, student):
        passed = Handover.objects.visible_to(user).filter(student=student, state=Handover.State.PASSED)
        running = student.classroom.year_id if student.classroom else None
        words = tuple(passed.exclude(year=running).select_related("year", "classroom", "by").order_by("-year__year"))
    transfer, parts = came_from(user, student)
    return Before(words, transfer, parts) if words or parts else None


def came_from(user: User, student: Student) -> tuple[Transfer | None, tuple[Part, ...]]:
    """The latest move to the school where she is, with the parts this person reads."""
    moves = Transfer.objects.filter(
        student__in=Student.objects.visible_to(user).filter(pk=student.pk),
        to_school=student.school_id,
        state=Transfer.State.ACCEPTED,
    )
    found = moves.select_related("from_school").order_by("-decided_at").first()
    if found is None:
        return None, ()
    kept: list[Part] = found.packet.get("parts", [])
    return found, tuple(
        part
        for part in kept
        if rules.may_read_part(
            user, found, part["key"], is_sensitive=part.get("is_sensitive", False), room=student.classroom_id
        )
    )
