"""D3: the report of one case (รายงานการช่วยเหลือรายกรณี, ลับ), and the minutes of its conferences."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from cases import rules
from cases.course import course_of, looks
from cases.gaps.about import about
from cases.masking import is_unsure, without_names
from cases.models import Attendee, Case, Conference, Event, Note, Secrecy, Task, Words, carers_of, homeroom_of
from journal.papers import Pdf
from schools.models import User

# What may be left out of D3; the first part always stands.
PARTS = {
    "assessment": "ผลประเมิน",
    "plan": "แผนและเป้าหมาย",
    "notes": "บันทึกสำคัญ",
    "referrals": "การส่งต่อ",
    "outcome": "ผลลัพธ์และการติดตาม",
}
MOST_NOTES = 30


@dataclass(frozen=True)
class Told:
    """A note on paper: its words may come from behind their wall."""

    note: Note
    text: str
    child_words: str


def summary(
    user: User,
    *,
    cid: str,
    with_name: bool = False,
    notes: Sequence[str] | None = None,
    parts: Sequence[str] = tuple(PARTS),
) -> Pdf:
    """`notes`: public ids of the chosen ones, None for the team's; only those are printed that this person may read."""
    context = report_of(user, cid=cid, with_name=with_name, notes=notes, parts=parts)
    return Pdf("cases/pdf/summary.html", context, f"รายงานการช่วยเหลือรายกรณี {context['case'].code}")


def report_of(
    user: User, *, cid: str, with_name: bool, notes: Sequence[str] | None = None, parts: Sequence[str] = tuple(PARTS)
) -> dict[str, Any]:
    """What `cases/pdf/summary_body.html` is filled with.

    With the code for the name, the child's names are masked in what was typed about her, too.
    """
    case = _the_case(user, cid)
    clear = str if with_name else masked_for(case)
    course = course_of(user, case)
    return {
        "case": case,
        "who": case.student.full_name if with_name else f"นักเรียนรหัส {case.code}",
        "clear": {name: clear(getattr(case, name)) for name in TEXTS},
        "with_name": with_name,
        "parts": [part for part in PARTS if part in parts],
        "about": about(user, case),
        "tasks": [
            (task, clear(task.text), clear(task.result)) for task in case.tasks.all() if task.cancelled_at is None
        ],
        "notes": [_masked(told, clear) for told in chosen_notes(user, case, notes)],
        "looks": [(look, clear(look.check.value), clear(look.check.text)) for look in looks(case)],
        "course": course,
        "events": [
            (event, clear(event.text))
            for event in case.events.filter(kind__in=[Event.Kind.REFERRED, Event.Kind.ANSWERED]).order_by("at")
        ],
        "teacher": homeroom_of(case.student, timezone.localdate()).first(),
    }


TEXTS = ("title", "reason", "goal", "measure", "assessment", "strengths", "closing_text")


def masked_for(case: Case) -> Callable[[str], str]:
    """What takes the child's names out of a text."""
    child = case.student
    names = [child.full_name, f"{child.first_name} {child.last_name}", *called(case)]
    return lambda text: without_names(text, names)


def called(case: Case) -> list[str]:
    return [case.student.first_name, case.student.last_name, case.student.nickname]


def may_miss_names(case: Case) -> bool:
    """Should a paper with the code be read again before it is given away?"""
    return is_unsure(called(case))


def printable_notes(user: User, case: Case) -> list[Note]:
    """As they stand and as far as she may read them: a corrected note is left out, its correction is there."""
    notes = case.notes.filter(corrected_by=None).with_readers().order_by("written_at", "pk")
    return [note for note in notes if rules.may_read_note(user, case, note)]


def chosen_notes(user: User, case: Case, chosen: Sequence[str] | None) -> list[Told]:
    printable = printable_notes(user, case)
    if chosen is None:
        wanted = [note for note in printable if note.secrecy == Secrecy.TEAM][-MOST_NOTES:]
    else:
        wanted = [note for note in printable if note.public_id in chosen][:MOST_NOTES]
    secret = {
        words.note_id: words
        for words in Words.objects.visible_to(user).filter(note__in=[n for n in wanted if n.secrecy != Secrecy.TEAM])
    }
    found = ((note, note if note.secrecy == Secrecy.TEAM else secret.get(note.pk)) for note in wanted)
    return [Told(note, words.text, words.child_words) for note, words in found if words is not None]


def _masked(told: Told, clear: Callable[[str], str]) -> Told:
    return Told(told.note, clear(told.text), clear(told.child_words))


@dataclass(frozen=True)
class Decision:
    """One thing that was decided: of a draft, or the task that it became."""

    text: str
    responsible: str
    due_on: date
    done_at: object = None


def minutes(user: User, *, cid: str, fid: str, with_name: bool = False) -> Pdf:
    """With a line for each who was at the table to sign."""
    case = _the_case(user, cid)
    conference = Conference.objects.visible_to(user).get(case=case, public_id=fid)
    clear = str if with_name else masked_for(case)
    texts = {name: clear(getattr(conference, name)) for name in ("summary", "strengths", "problems", "resolution")}
    context = {
        "case": case,
        "conference": conference,
        "who": case.student.full_name if with_name else f"นักเรียนรหัส {case.code}",
        "title": clear(case.title),
        "clear": texts,
        "attendees": [seated(one, with_name) for one in conference.attendees.order_by("place", "pk")],
        "decisions": [(one, clear(one.text)) for one in decisions_of(conference)],
    }
    return Pdf("cases/pdf/minutes.html", context, f"รายงานการประชุมปรึกษารายกรณี {case.code}")


def seated(attendee: Attendee, with_name: bool) -> tuple[str, str]:
    """(name, position). Where a code stands nobody from outside is named: a mother bears the name of the child."""
    if attendee.user_id is None and not with_name:
        return "", attendee.position or "ผู้เข้าร่วมอื่น"
    return attendee.name, attendee.position


def decisions_of(conference: Conference) -> list[Decision]:
    if conference.state == Conference.State.DONE:
        tasks = conference.decisions.select_related("responsible").order_by("due_on", "pk")
        return [Decision(task.text, task.responsible.call_name, task.due_on, task.done_at) for task in tasks]
    names = {person.public_id: person.call_name for person in named_in(conference)}
    return [
        Decision(row["text"], names.get(row["responsible"], "–"), date.fromisoformat(row["due_on"]))
        for row in conference.decided
    ]


def named_in(conference: Conference) -> list[User]:
    """Who is to do something by a draft's decisions."""
    ids = {row["responsible"] for row in conference.decided}
    return list(carers_of(conference.case.student, timezone.localdate()).filter(public_id__in=ids))


def _the_case(user: User, cid: str) -> Case:
    seen = Case.objects.visible_to(user).select_related(
        "student__classroom", "school", "owner", "row__round__year", "plan_approved_by", "closed_by"
    )
    case = seen.get(public_id=cid)
    prefetch_related_objects([case], Prefetch("tasks", Task.objects.visible_to(user).in_order()))
    return case
