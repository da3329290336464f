"""What `make bench` compares: each candidate with the plainest statement that could give the same."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from journal.context import acting
from schools.models import Classroom, School, User
from schools.models.places import SchoolQuerySet
from screening import figures as screening_figures
from screening import views
from screening.actions import record_rows
from screening.cells import Typed
from screening.models import Aspect, Round, Row
from students import figures as student_figures
from students.models import Student
from supervision import figures
from tools.benched_cases import of_the_cases

Ratio = tuple[float, float, float]
Measured = tuple[str, str, Ratio, str]

ROLL = "SELECT * FROM students_student WHERE classroom_id = %s ORDER BY number"
ROWS = "SELECT * FROM screening_row WHERE classroom_id = %s AND round_id = %s"
UPSERT = """
INSERT INTO screening_row AS kept (round_id, student_id, school_id, classroom_id, levels, bulk_cells, is_complete,
  computed_group, final_group, override_reason, version, recorded_by_id, recorded_at)
SELECT %s, t.student, %s, %s, t.levels::smallint[], 0, true, 2, 2, '', 1, %s, now()
FROM unnest(%s::bigint[], %s::text[]) AS t(student, levels) ORDER BY t.student
ON CONFLICT (round_id, student_id, school_id) DO UPDATE SET levels = EXCLUDED.levels, computed_group = 2,
  final_group = 2,
  version = kept.version + 1, recorded_by_id = EXCLUDED.recorded_by_id, recorded_at = EXCLUDED.recorded_at
"""
FROM_ROWS = """
SELECT r.school_id, r.final_group, count(*) FROM screening_row r
WHERE r.round_id = %s AND r.is_complete GROUP BY 1, 2
"""


def measure(ratio: Callable[..., Ratio], only: str = "") -> Iterator[Measured]:
    """P1–P4, P6, P7 and P15, one line each, or those whose name is `only`.

    The worker has counted the schools this morning.
    """
    with acting(system="bench"):
        figures.recount()
    for names, lines in GROUPS.items():
        if not only or only in names:
            yield from (line for line in lines(ratio) if only in ("", line[0]))


def of_one_room(ratio: Callable[..., Ratio]) -> Iterator[Measured]:
    teacher = User.objects.get(username="somying")
    with acting(teacher):
        yield from of_the_room(ratio, teacher, teacher.rights.classrooms[0])


def of_one_area(ratio: Callable[..., Ratio]) -> Iterator[Measured]:
    officer = User.objects.get(username="khet")
    with acting(officer):
        yield from of_the_area(ratio, officer)


def of_the_counts(ratio: Callable[..., Ratio]) -> Iterator[Measured]:
    with acting(system="bench"):
        from_rows = partial(run, FROM_ROWS, [Round.objects.latest("opens_on").pk])
        yield "P6", "area figures from rows / from counts", ratio(from_rows, figures.standings), "≥ 15×"
        differ = sum(len(kept.differences()) for kept in (screening_figures, student_figures, figures))
        yield "P7", "counts that differ from their rows", (differ, differ, differ), "0"


def of_the_room(ratio: Callable[..., Ratio], teacher: User, room: Classroom) -> Iterator[Measured]:
    round_ = current(room.school)
    children = list(Student.objects.in_room(room).by_number())
    page, raw_page = partial(ask, teacher, room, round_), partial(both, room.pk, round_.pk)
    yield "P1", f"grid of {len(children)} children: whole view / its raw SQL", ratio(page, raw_page), "≤ 10×"
    for name, some, target in (("P2", children, "≤ 3×"), ("P3", children[:1], "≤ 4×")):
        save = partial(
            record_rows, round_, classroom=room, aspects=aspects(round_), typed=typed(round_, some), by=teacher
        )
        raw = partial(upsert, teacher, room, round_, [child.pk for child in some])
        what = f"save {len(some)} rows: the whole act / one raw upsert"
        yield name, what, ratio(partial(undone, save), partial(undone, raw)), target


def of_the_area(ratio: Callable[..., Ratio], officer: User) -> Iterator[Measured]:
    schools = School.objects.visible_to(officer).order_by("name")
    dashboard = partial(of_schools, schools)
    what = f"figures of {schools.count()} schools / reading their list"
    yield "P4", what, ratio(dashboard, lambda: list(schools.all())), "≤ 2×"


def of_schools(schools: SchoolQuerySet) -> None:
    figures.of_schools(schools.all())


def current(school: School) -> Round:
    return Round.objects.of_school(school).begun(timezone.localdate()).latest_first()[0]


def aspects(round_: Round) -> list[Aspect]:
    return list(round_.criteria.aspects.order_by("position"))


def typed(round_: Round, children: list[Student]) -> dict[Student, Typed]:
    """Everything เสี่ยง, over what stands there now: every row changes."""
    stored = dict(Row.objects.filter(round=round_, student__in=children).values_list("student_id", "levels"))
    empty = [0] * len(aspects(round_))
    cells = {aspect.position: 2 for aspect in aspects(round_) if aspect.kind == Aspect.Kind.LEVEL}
    return {child: Typed(cells=cells, was=tuple(stored.get(child.pk, empty))) for child in children}


def undone(write: Callable[[], Any]) -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)


def run(sql: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[Any] = cursor.fetchall()
    return rows


def both(room: int, round_: int) -> None:
    run(ROLL, [room])
    run(ROWS, [room, round_])


def ask(user: User, room: Classroom, round_: Round) -> HttpResponse:
    request: Any = RequestFactory().get("/")
    request.user, request.session = user, SessionStore()
    request.htmx = HtmxDetails(request)
    return views.grid(request, cid=room.public_id, rid=round_.public_id)


def upsert(user: User, room: Classroom, round_: Round, children: list[int]) -> None:
    levels = ["{1,2,2,2,2,2,2,2,2,1,2}"] * len(children)
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [round_.pk, room.school_id, room.pk, user.pk, children, levels])


GROUPS: dict[tuple[str, ...], Callable[[Callable[..., Ratio]], Iterator[Measured]]] = {
    ("P1", "P2", "P3"): of_one_room,
    ("P4",): of_one_area,
    ("P6", "P7"): of_the_counts,
    ("P15",): of_the_cases,
}
