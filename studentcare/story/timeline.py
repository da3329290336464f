"""What happened around a child, newest first, and only as much of it as one person may read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone

from activities.models import Kind, Observation, Participation
from cases import rules as case_rules
from cases.models import Event, Note, Secrecy
from schools.models import User
from screening.models import Row
from studentcare.story.known import Known
from studentcare.story.schooling import schooling
from students.models import Student, Visit

MOST = 30
MOST_DONE = 10  # a homeroom a week would push everything else off the page
WORDS = 160  # of a note; the rest stands on the case
HIDDEN = {
    Secrecy.TEAM: "ของทีมเคส เห็นถ้อยคำได้เฉพาะทีมเคส",
    Secrecy.COUNSELORS: "จำกัดสิทธิ์ เห็นได้เฉพาะครูแนะแนว",
    Secrecy.NAMED: "จำกัดสิทธิ์ เห็นได้เฉพาะผู้มีชื่อ",
}
SHOWS = {
    "screening": "คัดกรอง",
    "visits": "เยี่ยมบ้าน",
    "observations": "สิ่งที่เห็น",
    "activities": "กิจกรรม",
    "notes": "บันทึก",
    "cases": "เคส",
    "referrals": "ส่งต่อ",
}
ICONS = {
    Event.Kind.REFERRED: "refer",
    Event.Kind.ANSWERED: "refer",
    Event.Kind.TASK_ADDED: "plus",
    Event.Kind.TASK_DONE: "check",
    Event.Kind.PLANNED: "flag",
    Event.Kind.ASSIGNED: "swap",
}
SEEN_ICONS = {Observation.Tone.PRAISE: "sprout", Observation.Tone.NEUTRAL: "eye", Observation.Tone.CONCERN: "flag"}
REFERRALS = {Event.Kind.REFERRED, Event.Kind.ANSWERED}


@dataclass(frozen=True)
class Moment:
    """`group` (0: none) is drawn as a chip; `url` leads to where it stands in full. `is_day`: no hour is known.

    `is_locked`: that something was written is told, its words are not; `url` then opens them for who may.
    """

    show: str
    at: datetime
    icon: str
    who: str
    text: str
    group: int = 0
    code: str = ""
    url: str = ""
    is_day: bool = False
    is_locked: bool = False


@dataclass(frozen=True)
class Filter:
    """One chip over the timeline."""

    word: str
    query: str
    is_chosen: bool


def asked(text: str) -> frozenset[str]:
    """`?show=visits,notes`; nothing known is everything."""
    return frozenset(text[:200].split(",")) & frozenset(SHOWS)


def filters(chosen: frozenset[str], found: Sequence[Moment]) -> list[Filter]:
    """Only kinds that occur; none when there is nothing to choose between."""
    there = {moment.show for moment in found}
    kinds = [Filter(word, f"?show={show}", show in chosen) for show, word in SHOWS.items() if show in there]
    return [Filter("ทั้งหมด", "", not chosen), *kinds] if len(there) > 1 else []


def shown(found: Sequence[Moment], chosen: frozenset[str]) -> list[Moment]:
    return [moment for moment in found if not chosen or moment.show in chosen][:MOST]


def moments(known: Known, rows: Iterable[Row], case_urls: dict[int, tuple[str, str]]) -> list[Moment]:
    """Five statements. `case_urls`: case → (code, address)."""
    user, student = known.user, known.student
    found = [screened(row) for row in rows if any(row.levels) or row.final_group]
    found += [visited(visit) for visit in known.visits]
    found += [observed(one) for one in known.observations]
    found += [took_part(row) for row in participations_of(user, student)]
    found += [happened(event, case_urls) for event in events_of(user, student)]
    found += [noted(user, student, note, case_urls) for note in notes_of(user, student)]
    found += [
        Moment("school", midnight(step.on), "swap", "ระบบ", step.text, is_day=True) for step in schooling(user, student)
    ]
    return sorted(found, key=lambda moment: moment.at, reverse=True)


def screened(row: Row) -> Moment:
    text = f"คัดกรอง {row.round.name}"
    return Moment("screening", row.recorded_at, "class", row.recorded_by.call_name, text, group=row.final_group)


def visited(visit: Visit) -> Moment:
    """That somebody went there, and how it went; what was told stands on its own page."""
    pictures = getattr(visit, "pictures", 0)
    text = "เยี่ยมบ้าน" if visit.way in (Visit.Way.HOME, Visit.Way.NOT_DONE) else "เยี่ยมบ้านแบบอื่น"
    how = "" if visit.way == Visit.Way.HOME else f" {visit.get_way_display()}"
    seen = f" · {pictures}\u00a0ภาพ" if pictures else ""
    on = visit.visited_on or timezone.localtime(visit.saved_at).date()
    page = reverse("students:visit", args=[visit.public_id])
    return Moment("visits", midnight(on), "visit", visit.by.call_name, f"{text}{how}{seen}", url=page, is_day=True)


def observed(one: Observation) -> Moment:
    """In its own words; the points of the school's list beside it."""
    points = f" ({one.points:+d}\u00a0คะแนน)" if one.points else ""
    page = reverse("activities:observations_of", args=[one.student.public_id])
    text = f"{one.get_tone_display()} {one.text}{points}"
    icon = SEEN_ICONS[Observation.Tone(one.tone)]
    return Moment("observations", midnight(one.seen_on), icon, one.by.call_name, text, url=page, is_day=True)


def participations_of(user: User, student: Student) -> list[Participation]:
    """What she was at; of a meeting with parents the child herself was no part."""
    rows = Participation.objects.visible_to(user).filter(student=student, activity__removed_at=None)
    rows = rows.exclude(activity__kind=Kind.MEETING).select_related("activity__led_by")
    return list(rows.order_by("-activity__held_on", "-activity__pk")[:MOST_DONE])


def took_part(row: Participation) -> Moment:
    """Kind and title; that she was away is said beside it."""
    done = row.activity
    mark = "" if row.mark == Participation.Mark.PRESENT else f" ({row.get_mark_display()})"
    page = reverse("activities:activity", args=[done.public_id])
    text = f"{done.get_kind_display()} {done.title}{mark}"
    return Moment("activities", midnight(done.held_on), "sprout", done.led_by.call_name, text, url=page, is_day=True)


def events_of(user: User, student: Student) -> list[Event]:
    events = Event.objects.visible_to(user).filter(student=student).select_related("by").order_by("-at", "-pk")
    return list(events[:MOST])


def happened(event: Event, case_urls: dict[int, tuple[str, str]]) -> Moment:
    code, url = case_urls.get(event.case_id, ("", ""))
    kind = Event.Kind(event.kind)
    who = event.by.call_name if event.by else "ระบบ"
    show = "referrals" if kind in REFERRALS else "cases"
    return Moment(show, event.at, ICONS.get(kind, "case"), who, said(event), code=code, url=url)


def said(event: Event) -> str:
    kind = event.get_kind_display()
    return f"{kind} {event.text}" if event.text else kind


def notes_of(user: User, student: Student) -> list[Note]:
    """As they stand: of a corrected note its correction."""
    notes = Note.objects.visible_to(user).filter(student=student, corrected_by=None)
    found = notes.with_readers().select_related("case__student").prefetch_related("case__tasks")
    return list(found.order_by("-written_at", "-pk")[:MOST])


def noted(user: User, student: Student, note: Note, case_urls: dict[int, tuple[str, str]]) -> Moment:
    """The team's words to the team; of the rest only that it was written, opened by a link that leaves a line."""
    code, url = case_urls.get(note.case_id, ("", ""))
    who, may_read = note.author, case_rules.may_read_note(user, note.case, note)
    if may_read and note.secrecy == Secrecy.TEAM:
        said = note.text or f"“{note.child_words}”"
        words = said if len(said) <= WORDS else f"{said[:WORDS].rstrip()}…"
        return Moment("notes", note.written_at, "note", who, f"{note.get_kind_display()} {words}", code=code, url=url)
    hidden = HIDDEN[Secrecy(note.secrecy)]
    opens = reverse("cases:read_note", args=[note.case.public_id, note.public_id]) if may_read else ""
    return Moment("notes", note.written_at, "lock", who, f"มีบันทึก{hidden}", url=opens, is_locked=True)


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
