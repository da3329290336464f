"""What a roll-over would do to a school now: its rooms, its children, what was decided, laid side by side."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from schools.models import AcademicYear, Classroom, School, User
from students import rolling
from students.models import RollOver, Student
from students.rolling import Pupil, Room, Step


@dataclass(frozen=True)
class Group:
    """The children of one level in one room: where they go, and what else they could do."""

    classroom: Classroom
    level: int
    children: int
    goes: str
    options: list[tuple[str, str]]
    exceptions: int

    @property
    def key(self) -> str:
        return rolling.group_key(room_of(self.classroom), self.level)

    @property
    def is_mixed(self) -> bool:
        return self.classroom.level != self.classroom.to_level


@dataclass(frozen=True)
class NextYear:
    """`students` by key, with their rooms; `made` are the rooms that stand in the new year already."""

    school: School
    year: AcademicYear
    students: Mapping[int, Student]
    rooms: tuple[Room, ...]
    made: Mapping[Room, Classroom]
    kept: RollOver | None
    steps: tuple[Step, ...]

    @cached_property
    def counts(self) -> dict[str, int]:
        return rolling.counts(self.steps)

    @property
    def rooms_to_make(self) -> list[Room]:
        return sorted({step.room for step in self.steps if step.room} - set(self.made))

    @property
    def exceptions(self) -> list[tuple[Student, Step]]:
        """Children for whom something else was decided than for their room."""
        said = self.kept.children if self.kept else {}
        return [(self.students[s.pupil.ref], s) for s in self.steps if s.pupil.public_id in said]

    @cached_property
    def signature(self) -> str:
        """What was looked at: it changes when confirming would do anything else."""
        told = [(s.pupil.ref, str(s.outcome), s.room, s.level, s.number) for s in self.steps]
        return hashlib.sha256(repr((self.year.pk, told)).encode()).hexdigest()[:16]

    @cached_property
    def groups(self) -> list[Group]:
        """In the order of the rooms; a multi-grade room once for each level."""
        seated: dict[tuple[int, int], list[Step]] = {}
        for step in self.steps:
            classroom = self.students[step.pupil.ref].classroom_id or 0
            seated.setdefault((classroom, step.pupil.level), []).append(step)
        return [self._group(level, together) for (_, level), together in seated.items()]

    def _group(self, level: int, together: list[Step]) -> Group:
        first = together[0].pupil
        classroom = self.students[first.ref].classroom
        if classroom is None:
            raise ValueError("who rolls over sits in a room")
        decided = self.kept.rooms.get(rolling.group_key(first.room, level), "") if self.kept else ""
        said = self.kept.children if self.kept else {}
        return Group(
            classroom=classroom,
            level=level,
            children=len(together),
            goes=decided or rolling.proposed(first.room, level, self.rooms),
            options=rolling.options(self.rooms, level),
            exceptions=sum(step.pupil.public_id in said for step in together),
        )


def room_of(classroom: Classroom) -> Room:
    return Room(classroom.level, classroom.to_level, classroom.number)


def draw(school: School, *, year: AcademicYear, by: User) -> NextYear:
    """Who still sits in a room of the year before, and where she goes. Four queries for any number of children."""
    before = Classroom.objects.filter(school=school, year__year=year.year - 1)
    sitting = Student.objects.visible_to(by).filter(classroom__in=before).values("pk")
    children = list(
        Student.objects.filter(pk__in=sitting)
        .select_related("classroom")
        .order_by("classroom__level", "classroom__to_level", "classroom__number", "level", "number", "sort_key", "pk")
    )
    made = {room_of(one): one for one in Classroom.objects.filter(school=school, year=year)}
    rooms = tuple(sorted({*made, *(room_of(one) for one in before)}))
    kept = RollOver.objects.filter(school=school, year=year).select_related("run").first()
    taken = Student.objects.filter(classroom__in=made.values(), number__isnull=False).values_list(
        "classroom__level", "classroom__to_level", "classroom__number", "number"
    )
    pupils = [
        Pupil(child.pk, child.public_id, room_of(child.classroom), child.level, child.number)
        for child in children
        if child.classroom
    ]
    steps = rolling.steps(
        pupils,
        rooms=rooms,
        groups=kept.rooms if kept else {},
        children=kept.children if kept else {},
        taken={(Room(level, to_level, number).key, seat or 0) for level, to_level, number, seat in taken},
    )
    return NextYear(school, year, {child.pk: child for child in children}, rooms, made, kept, tuple(steps))
