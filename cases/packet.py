"""What goes along with a case to the child's next school: the chosen sections as plain values, frozen when chosen."""

from collections.abc import Callable, Collection
from typing import TypedDict

from django.utils import timezone

from cases.course import course_of
from cases.gaps.about import about
from cases.models import Case, CheckIn, Note, Secrecy, Task
from schools import calendar
from schools.models import User
from schools.thai import nbsp
from screening.models import Aspect, Group
from students.packet import Item, Part

# In the order of the page; notes are ticked one by one. Nothing is chosen before somebody chooses it.
SECTIONS = {
    "reason": "เหตุที่เปิดเคส",
    "assessment": "สรุปสภาพปัญหา",
    "strengths": "จุดแข็งและสิ่งที่มีอยู่แล้ว",
    "plan": "เป้าหมายและแผน",
    "tasks": "งานที่ทำแล้วและงานที่ค้าง",
    "course": "ผลก่อนและหลัง",
}
HEADER, SENSITIVE, NOTES = "header", "sensitive", "notes"
MOST_TASKS, MOST_LOOKS, MOST_NOTES = 30, 5, 30
FLAG_WORDS = ("", "ไม่มี", "มี")
EMPTY: Item = {"label": "ยังไม่มีข้อมูล", "value": "–"}


class Packet(TypedDict):
    """JSON as it stands in `Passing.packet`. What `is_sensitive` only the other counselors read (decisions C2).

    `aspects`, `urgency` and `reason` are what the new school's case begins with.
    """

    parts: list[Part]
    notes: list[str]
    aspects: list[str]
    urgency: str
    reason: str


Lines = list[tuple[str, str]]


def build(user: User, case: Case, *, sections: Collection[str], notes: Collection[str]) -> Packet:
    """As it would be passed on now, as far as `user` may read it. `notes`: public ids out of `offered_notes`."""
    chosen = [note for note in offered_notes(case) if note.public_id in notes]
    parts = [_part(HEADER, "เคส", _header(user, case))]
    parts += [_part(key, SECTIONS[key], MAKERS[key](user, case)) for key in SECTIONS if key in sections]
    if chosen:
        parts.append(_part(NOTES, "บันทึกของทีม", [(_when(note), _words(note)) for note in chosen]))
    closed = _sensitive(user, case, is_compared="course" in sections)
    if closed:
        parts.append({**_part(SENSITIVE, "ด้านที่ละเอียดอ่อน", closed), "is_sensitive": True})
    return {
        "parts": parts,
        "notes": [note.public_id for note in chosen],
        "aspects": list(case.aspects),
        "urgency": case.urgency,
        "reason": case.reason if "reason" in sections else "",
    }


def offered_notes(case: Case) -> list[Note]:
    """The team's as they stand, newest first: what only counselors or named people read never goes along."""
    notes = Note.objects.filter(case=case, secrecy=Secrecy.TEAM, corrected_by=None).select_related("written_by")
    return list(notes.order_by("-written_at", "-pk")[:MOST_NOTES])


def _part(key: str, label: str, lines: Lines) -> Part:
    entries: list[Item] = [{"label": name, "value": value} for name, value in lines if value]
    return {"key": key, "label": label, "entries": entries or [EMPTY]}


def _header(user: User, case: Case) -> Lines:
    """Always: what it is about, and that something of it is closed to other eyes."""
    named = [aspect.name for aspect, _ in about(user, case).shown if not aspect.is_sensitive]
    is_more = len(named) < len(case.aspects)
    return [
        ("เลขเคสเดิม", f"{case.code} รร.{case.school.name}"),
        ("เรื่อง", case.title),
        ("ด้าน", " · ".join([*named, *(["ด้านที่จำกัดสิทธิ์"] if is_more else [])])),
        ("ความเร่งด่วน", str(case.get_urgency_display())),
        ("ขั้นล่าสุด", str(case.get_state_display())),
    ]


def _reason(_user: User, case: Case) -> Lines:
    return [("เหตุที่เปิด", case.reason)]


def _assessment(_user: User, case: Case) -> Lines:
    return [("สภาพปัญหา", case.assessment)]


def _strengths(_user: User, case: Case) -> Lines:
    return [("จุดแข็ง", case.strengths)]


def _plan(_user: User, case: Case) -> Lines:
    return [
        ("อยากให้เกิดอะไรขึ้น", case.goal),
        ("รู้ได้จากอะไร", case.measure),
        ("เริ่ม", calendar.format_long(case.starts_on) if case.starts_on else ""),
        ("ใช้เวลา", nbsp(case.weeks, "สัปดาห์") if case.goal else ""),
        ("กำหนดทบทวน", calendar.format_long(case.review_on) if case.review_on else ""),
    ]


def _tasks(_user: User, case: Case) -> Lines:
    """Who was to do it stays behind."""
    tasks = Task.objects.filter(case=case, cancelled_at=None).order_by("done_at", "due_on", "pk")[:MOST_TASKS]
    return [(_task_when(task), f"{task.text} · {task.result}" if task.result else task.text) for task in tasks]


def _task_when(task: Task) -> str:
    if task.done_at is not None:
        return f"ทำแล้ว {calendar.format_short(timezone.localdate(task.done_at))}"
    return f"ค้าง กำหนด {calendar.format_short(task.due_on)}"


def _course(user: User, case: Case) -> Lines:
    """Aspects that are not sensitive before and now, and the latest looks."""
    compared = _compared(user, case, is_sensitive=False)
    looks = case.check_ins.order_by("-on", "-pk")[:MOST_LOOKS]
    return [*compared, *((f"ติดตาม {calendar.format_short(look.on)}", _look(look)) for look in looks)]


def _look(look: CheckIn) -> str:
    return " · ".join(filter(None, (str(look.get_progress_display()), look.value, look.text)))


def _sensitive(user: User, case: Case, *, is_compared: bool) -> Lines:
    """That these are among the aspects is itself closed (decisions C2): in a part of their own."""
    if is_compared:
        return _compared(user, case, is_sensitive=True)
    return [("ด้าน", aspect.name) for aspect, _ in about(user, case).shown if aspect.is_sensitive]


def _compared(user: User, case: Case, *, is_sensitive: bool) -> Lines:
    return [
        (one.aspect.name, f"ก่อน {_word(one.aspect, one.before)} · ล่าสุด {_word(one.aspect, one.now or 0)}")
        for one in course_of(user, case).aspects
        if one.aspect.is_sensitive == is_sensitive
    ]


def _word(aspect: Aspect, level: int) -> str:
    if not level:
        return "ยังไม่ได้ดู"
    return FLAG_WORDS[level] if aspect.kind == Aspect.Kind.FLAG else str(Group(level).label)


def _when(note: Note) -> str:
    return f"{note.get_kind_display()} {calendar.format_short(note.on)}"


def _words(note: Note) -> str:
    return "\n".join(filter(None, (note.text, f"คำพูดของเด็ก: {note.child_words}" if note.child_words else "")))


MAKERS: dict[str, Callable[[User, Case], Lines]] = {
    "reason": _reason,
    "assessment": _assessment,
    "strengths": _strengths,
    "plan": _plan,
    "tasks": _tasks,
    "course": _course,
}
