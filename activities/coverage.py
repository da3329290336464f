"""Which children took part in what: counts of a term by child and kind, and the share of a room that was reached."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count

from activities.models import Kind, Participation
from activities.models.activity import ParticipationQuerySet
from schools.models import Classroom, User
from students.figures import seated
from students.models import Student

PRESENT = Participation.Mark.PRESENT
# Of a meeting the row tells who came for the child, so it is no part that she took.
KINDS = tuple(kind for kind in Kind if kind != Kind.MEETING)
# Over the columns of a table that is read on a telephone.
HEADS = dict(zip(KINDS, ("โฮมรูม", "พัฒนา", "ชุมนุม", "ซ่อมเสริม", "อบรม"), strict=True))


def counts_of(rows: ParticipationQuerySet) -> dict[int, dict[str, int]]:
    """Activity → mark → children; one statement."""
    found: dict[int, dict[str, int]] = {}
    for activity, mark, number in rows.values_list("activity", "mark").annotate(all=Count("pk")).order_by():
        found.setdefault(activity, {})[mark] = number
    return found


@dataclass
class Line:
    """A child and how often she took part, by kind."""

    student: Student
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def cells(self) -> list[int]:
        return [self.counts.get(kind, 0) for kind in KINDS]

    @property
    def total(self) -> int:
        return sum(self.cells)


def of_room(user: User, classroom: Classroom, *, year: int, term: int) -> list[Line]:
    """Every child of the room by her number, also who took part in nothing; two statements."""
    children = Student.objects.visible_to(user).in_room(classroom).by_number()
    lines = {child.pk: Line(child) for child in children}
    rows = in_term(lines, year=year, term=term)
    for student, kind, number in rows.values_list("student", "activity__kind").annotate(all=Count("pk")).order_by():
        lines[student].counts[kind] = number
    return list(lines.values())


def taken_part(*, year: int, term: int) -> ParticipationQuerySet:
    """Of everybody: being there counts, what was taken back does not."""
    rows: ParticipationQuerySet = Participation.objects.filter(
        mark=PRESENT, activity__year=year, activity__term=term, activity__kind__in=KINDS, activity__removed_at=None
    )
    return rows


def in_term(students: Iterable[int], *, year: int, term: int) -> ParticipationQuerySet:
    return taken_part(year=year, term=term).filter(student__in=list(students))


def never(lines: Sequence[Line]) -> list[tuple[Kind, int]]:
    """(kind, children who took part in none of it)"""
    return [(kind, sum(not line.counts.get(kind) for line in lines)) for kind in KINDS]


@dataclass
class Reached:
    """A room: how many children of how many took part in each kind at least once."""

    classroom: Classroom
    enrolled: int
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def cells(self) -> list[tuple[int, int]]:
        """(children, percent) by kind."""
        return [(self.counts.get(kind, 0), share(self.counts.get(kind, 0), self.enrolled)) for kind in KINDS]

    @property
    def any(self) -> int:
        return self.counts.get("", 0)

    @property
    def any_share(self) -> int:
        return share(self.any, self.enrolled)


def reached(classroom: Classroom, *, year: int, term: int) -> int:
    """Children of the room who took part in anything in the term; one statement."""
    rows = taken_part(year=year, term=term).filter(student__classroom=classroom)
    return rows.aggregate(all=Count("student", distinct=True))["all"] or 0


def share(part: int, whole: int) -> int:
    return min(part * 100 // whole, 100) if whole else 0


def of_rooms(rooms: Sequence[Classroom], *, year: int, term: int) -> list[Reached]:
    """In the order given; three statements for any number of rooms. No child's name leaves here."""
    enrolled = seated(room.pk for room in rooms)
    lines = {room.pk: Reached(room, enrolled.get(room.pk, 0)) for room in rooms}
    rows = taken_part(year=year, term=term).filter(student__classroom__in=lines)
    children = Count("student", distinct=True)
    by_kind = rows.values_list("student__classroom", "activity__kind").annotate(all=children).order_by()
    for room, kind, number in by_kind:
        lines[room].counts[kind] = number
    for room, number in rows.values_list("student__classroom").annotate(all=children).order_by():
        lines[room].counts[""] = number
    return list(lines.values())
