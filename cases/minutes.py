"""What a conference begins with: the facts of the case as everybody in it may read them, and who sits at the table."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cases.course import looks
from cases.gaps.about import about
from cases.models import Case
from schools.calendar import format_short
from schools.models import Appointment, Role, User
from screening.models import Group

if TYPE_CHECKING:
    from datetime import date

DUTIES = [Role.HEAD, Role.COUNSELOR, Role.HOMEROOM, Role.LEVEL_HEAD, Role.NURSE, Role.DISCIPLINE]


def facts(user: User, case: Case) -> str:
    """Letters, plan, tasks and looks, a line each. Sensitive aspects stay out: minutes are read by more people."""
    lines = [_letters(user, case), _plan(case), *_tasks(case)]
    lines += [f"ติดตามผล {format_short(look.check.on)} {look.check.get_progress_display()}" for look in looks(case)[-3:]]
    return "\n".join(line for line in lines if line)


def _letters(user: User, case: Case) -> str:
    if case.row is None:
        return ""
    shown = [(aspect, level) for aspect, level in about(user, case).shown if not aspect.is_sensitive and level]
    said = [f"{aspect.name} {Group(level).label}" for aspect, level in shown if aspect.kind == "level"]
    return f"ผลคัดกรอง {case.row.round.name} {' · '.join(said)}".strip()


def _plan(case: Case) -> str:
    if not case.goal:
        return ""
    measure = f" รู้ได้จาก {case.measure}" if case.measure else ""
    return f"เป้าหมาย {case.goal}{measure}"


def _tasks(case: Case) -> list[str]:
    counted = [task for task in case.tasks.all() if task.cancelled_at is None]
    done = [task.text for task in counted if task.done_at]
    left = [
        f"{task.text} ({task.responsible.call_name} {format_short(task.due_on)})"
        for task in counted
        if not task.done_at
    ]
    return [f"{word} {' · '.join(texts)}" for word, texts in (("ทำแล้ว", done), ("ยังไม่เสร็จ", left)) if texts]


def positions(people: Sequence[User], case: Case, on: "date") -> dict[int, str]:
    """User key -> the duty that brings her to the table."""
    duties = Appointment.objects.on(on).filter(user__in=people, role__in=DUTIES)
    held: dict[int, str] = {}
    for duty in sorted(duties, key=lambda duty: DUTIES.index(Role(duty.role))):
        held.setdefault(duty.user_id, duty.get_role_display())
    return held
