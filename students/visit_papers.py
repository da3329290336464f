"""Papers of home visits: the record of one visit (D10), a room's summary, and the small forms to carry along."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from journal.papers import Pdf
from schools.models import Classroom, User
from students import actions, coverage, rules, visit_form
from students.models import Student, Visit
from students.visit_form import QUESTIONS, SECTIONS, Kind, Question, Section

# Which sections stand on which page of the four; the photographs and signatures are the last.
PAGES = (("visit", "family", "guardian"), ("household", "house"), ("travel", "life", "risk", "wishes"))
MEMBERS = 8  # rows of the table of the household, filled or empty
ON_A_SHEET = 4
SUMMED = ("lives_with", "parents", "tenure", "state", "travel", "burden")


@dataclass(frozen=True)
class Item:
    """A question on paper: boxes with or without a tick, or what was written."""

    question: Question
    boxes: list[tuple[str, bool]]
    text: str


def visit_record(user: User, *, visit_id: int) -> Pdf:
    """D10. Sensitive answers are printed only for who may read them; nobody's national ID is printed at all."""
    visit = (
        Visit.objects.visible_to(user)
        .select_related("student__classroom__year", "school__area", "classroom__year", "campaign", "by")
        .get(pk=visit_id)
    )
    sees_all = rules.may_read_sensitive(user, visit)
    photos = list(visit.photos.order_by("added_at", "pk"))
    money = visit_form.income(visit.answers)
    members = visit.answers.get("people", [])
    limit = coverage.limit_of(visit.school.area_id, visit.classroom.year.year)
    return Pdf(
        template="students/pdf/visit_record.html",
        title=f"แบบบันทึกการเยี่ยมบ้าน {visit.student.full_name}",
        context={
            "visit": visit,
            "student": visit.student,
            "pages": [[printed(visit, section_of(code), sees_all=sees_all) for code in page] for page in PAGES],
            "members": [*members, *[{} for _ in range(len(members), MEMBERS)]],
            "columns": visit_form.PEOPLE_COLUMNS,
            "income": money,
            "limit": limit,
            "photos": [(f"asset:photo-{number}", photo) for number, photo in enumerate(photos, 1)],
            "sees_all": sees_all,
            "full": sees_all,
        },
        pictures={f"asset:photo-{number}": actions.open_photo(photo) for number, photo in enumerate(photos, 1)},
    )


def section_of(code: str) -> Section:
    return next(section for section in SECTIONS if section.code == code)


def printed(visit: Visit, section: Section, *, sees_all: bool) -> tuple[Section, list[Item], bool]:
    """(section, its questions, whether some may not be read by who prints)."""
    ours = [question for question in section.questions if question.kind != Kind.PEOPLE]
    shown = [question for question in ours if sees_all or not question.is_sensitive]
    return section, [item(question, visit.answers.get(question.code)) for question in shown], len(shown) < len(ours)


def item(question: Question, value: Any) -> Item:
    if question.kind in (Kind.CHOICE, Kind.MANY):
        chosen = value if isinstance(value, list) else [value]
        return Item(question, [(label, code in chosen) for code, label in question.choices], "")
    return Item(question, [], visit_form.said(question, value))


@dataclass(frozen=True)
class Line:
    student: Student
    visit: Visit | None
    cells: list[str]


def room_summary(user: User, *, classroom_id: int) -> Pdf:
    """One page: who was visited when and how, and what the room's homes have in common, as counts."""
    room = room_of(user, classroom_id)
    campaign = coverage.current(room.school, timezone.localdate())
    seen = Visit.objects.visible_to(user).filter(student__classroom=room)
    counted = seen.counted_for(campaign) if campaign else seen.done().filter(visited_on__gte=room.year.starts_on)
    done = {visit.student_id: visit for visit in counted.order_by("visited_on", "pk")}
    children = list(Student.objects.visible_to(user).in_room(room).by_number())
    limit = coverage.limit_of(room.school.area_id, room.year.year)
    return Pdf(
        template="students/pdf/room_summary.html",
        title=f"สรุปการเยี่ยมบ้าน {room.name}",
        context={
            "room": room,
            "campaign": campaign,
            "lines": [line(child, done.get(child.pk)) for child in children],
            "visited": len(done),
            "enrolled": len(children),
            "ways": Counter(visit.get_way_display() for visit in done.values()).most_common(),
            "sums": [(QUESTIONS[code].label, common(QUESTIONS[code], list(done.values()))) for code in SUMMED],
            "limit": limit,
            "within": sum(visit_form.income(visit.answers).is_within(limit) for visit in done.values()),
            "is_dense": len(children) > 40,
            "teachers": coverage.teachers_of([room.pk], timezone.localdate()).get(room.pk, []),
        },
    )


def line(child: Student, visit: Visit | None) -> Line:
    if visit is None:
        return Line(child, None, ["", "", ""])
    asked = (QUESTIONS["met"], QUESTIONS["lives_with"], QUESTIONS["travel"])
    return Line(child, visit, [visit_form.said(question, visit.answers.get(question.code)) for question in asked])


def common(question: Question, visits: list[Visit]) -> list[tuple[str, int]]:
    """(answer in words, children) for each answer that was given, in the form's order."""
    found: Counter[str] = Counter()
    for visit in visits:
        value = visit.answers.get(question.code)
        found.update(value if isinstance(value, list) else [value] if value else [])
    return [(label, found[code]) for code, label in question.choices if found[code]]


def small_forms(user: User, *, classroom_id: int, children: list[int]) -> Pdf:
    """Four on a sheet, the name of one of these children on each."""
    room = room_of(user, classroom_id)
    listed = list(Student.objects.visible_to(user).in_room(room).filter(pk__in=children).by_number())
    questions = [item(question, None) for question in QUESTIONS.values() if question.is_short]
    return Pdf(
        template="students/pdf/small_forms.html",
        title=f"แบบเยี่ยมบ้านย่อ {room.name}",
        context={
            "room": room,
            "sheets": [listed[at : at + ON_A_SHEET] for at in range(0, len(listed), ON_A_SHEET)],
            "questions": questions,
            "ways": Visit.Way.choices,
        },
    )


def room_of(user: User, classroom_id: int) -> Classroom:
    return Classroom.objects.visible_to(user).select_related("school", "year").get(pk=classroom_id)
