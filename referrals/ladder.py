"""What the school did before it asks outside: teacher → counselor → committee (ขั้นการช่วยเหลือ), read from the case.

A rung is stood on when its own rows say so: something a homeroom teacher did about this case, something a counselor
did after taking it, finished minutes of a conference. Nobody ticks a rung; who goes past one says why.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from cases.models import Case, Conference
from schools import calendar
from schools.models import Appointment, Role

# Offered beside the free text; the first two are danger, where nobody should wait for a meeting.
READY_REASONS = (
    "เด็กอาจเป็นอันตราย ต้องส่งต่อทันทีเพื่อความปลอดภัย",
    "มีภาวะเร่งด่วนทางกายหรือใจ รอการประชุมไม่ได้",
    "หน่วยงานรับเรื่องนี้โดยตรง โรงเรียนช่วยเองไม่ได้",
    "ผู้ปกครองหรือนักเรียนขอให้ส่งต่อ",
)


@dataclass(frozen=True)
class Rung:
    """`on` None: not stood on. `told` says by what, or what would be the way to it."""

    key: str
    name: str
    told: str
    on: date | None = None

    @property
    def is_done(self) -> bool:
        return self.on is not None


def rungs(case: Case) -> list[Rung]:
    """The three rungs inside the school, from the ground up."""
    return [_teacher(case), _counselor(case), _committee(case)]


def skipped(case: Case) -> list[Rung]:
    return [rung for rung in rungs(case) if not rung.is_done]


def _teacher(case: Case) -> Rung:
    name = "ครูประจำชั้นดูแลเบื้องต้น"
    teachers = set(
        Appointment.objects.filter(role=Role.HOMEROOM, classroom=case.classroom_id).values_list("user", flat=True)
    )
    if case.opened_by_id in teachers:
        return Rung("teacher", name, "ครูประจำชั้นแจ้งเรื่อง", timezone.localdate(case.opened_at))
    done = case.tasks.filter(done_by__in=teachers, done_at__isnull=False).order_by("done_at").first()
    if done is not None and done.done_at is not None:
        return Rung("teacher", name, "ครูประจำชั้นทำงานช่วยเหลือแล้ว", timezone.localdate(done.done_at))
    note = case.notes.filter(written_by__in=teachers).order_by("written_at").first()
    if note is not None:
        return Rung("teacher", name, "ครูประจำชั้นบันทึกการดูแลแล้ว", timezone.localdate(note.written_at))
    return Rung("teacher", name, "ยังไม่มีงานหรือบันทึกของครูประจำชั้นในเคสนี้")


def _counselor(case: Case) -> Rung:
    """Taking the case is not yet help: a task that is done, or a note, by a counselor of the school."""
    name = "ครูแนะแนวช่วยเหลือ"
    held = Appointment.objects.filter(role=Role.COUNSELOR, school=case.school_id).values_list("user", flat=True)
    counselors = {*held, case.owner_id}
    done = case.tasks.filter(Q(done_by__in=counselors) | Q(added_by__in=counselors), done_at__isnull=False)
    if (task := done.order_by("done_at").first()) is not None and task.done_at is not None:
        return Rung("counselor", name, "มีงานช่วยเหลือที่ทำแล้ว", timezone.localdate(task.done_at))
    note = case.notes.filter(written_by__in=counselors).order_by("written_at").first()
    if note is not None:
        return Rung("counselor", name, "ครูแนะแนวบันทึกการช่วยเหลือแล้ว", timezone.localdate(note.written_at))
    return Rung("counselor", name, "ยังไม่มีงานที่ทำแล้วหรือบันทึกของครูแนะแนวในเคสนี้")


def _committee(case: Case) -> Rung:
    name = "คณะกรรมการประชุมรายกรณี"
    held = case.conferences.filter(state=Conference.State.DONE).order_by("-held_on").first()
    if held is not None:
        return Rung("committee", name, "บันทึกการประชุมรายกรณีแล้ว", held.held_on)
    return Rung("committee", name, "ยังไม่มีการประชุมรายกรณีที่บันทึกแล้ว")


def passed_line(case: Case) -> str:
    """ "ครูประจำชั้นดูแลเบื้องต้น (10 มิ.ย. 2568) · …": what was stood on, for the task list."""
    done = [f"{rung.name} ({calendar.format_short(rung.on)})" for rung in rungs(case) if rung.on]
    return " · ".join(done) or "ยังไม่มีขั้นใดในโรงเรียน"
