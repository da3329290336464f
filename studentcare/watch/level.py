"""The level head's rooms side by side: how far each is in the five steps. She reads, and types nothing."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from activities.models import Activity, Kind
from cases.gaps import current_rows, rounds_of
from cases.gaps.waiting import teachers_of
from schools.models import Classroom, School, User
from screening.models import Round
from screening.warned import warned
from studentcare import steps
from students import coverage


@dataclass(frozen=True)
class Room:
    """`homerooms`: how many have been recorded this month; `visited` None: no campaign runs."""

    classroom: Classroom
    teachers: str
    far: steps.Steps
    homerooms: int
    visited: int | None
    warned: int


@dataclass(frozen=True)
class Level:
    school: School
    round: Round | None
    rooms: list[Room]

    @property
    def enrolled(self) -> int:
        return sum(room.far.enrolled for room in self.rooms)

    @property
    def uncared(self) -> int:
        return sum(room.far.uncared for room in self.rooms)


def taught(user: User, schools: Collection[School], today: date) -> set[tuple[School, int]]:
    """Every level that a room of this academic year holds."""
    rooms = Classroom.objects.visible_to(user).filter(
        school__in=schools, year__starts_on__lte=today, year__ends_on__gte=today
    )
    return {
        (room.school, value)
        for room in rooms.select_related("school")
        for value in range(room.level, room.to_level + 1)
    }


def rooms_of(user: User, school: School, level: int, today: date) -> Level:
    """The rooms of this academic year that hold the level; the same statements for one room or eight."""
    rooms = list(
        Classroom.objects.visible_to(user)
        .filter(
            school=school, level__lte=level, to_level__gte=level, year__starts_on__lte=today, year__ends_on__gte=today
        )
        .in_order()
    )
    keys = [room.pk for room in rooms]
    rounds = rounds_of(school)
    far = steps.of_rooms(user, rooms, rounds.current, current_rows(user, known={school.pk: rounds}))
    names = teachers_of(keys, today)
    held = homerooms(user, keys, today)
    campaign = coverage.current(school, today)
    visited = coverage.counted(campaign) if campaign else None
    signs = Counter(one.student.classroom_id for one in warned(user, today))
    return Level(
        school,
        rounds.current,
        [
            Room(
                classroom=room,
                teachers=" ".join(teacher.call_name for teacher in names[room.pk]),
                far=far[room.pk],
                homerooms=held.get(room.pk, 0),
                visited=visited.get(room.pk, 0) if visited is not None else None,
                warned=signs[room.pk],
            )
            for room in rooms
        ],
    )


def homerooms(user: User, rooms: list[int], today: date) -> dict[int, int]:
    """Room → homerooms recorded since the first of the month."""
    held = Activity.objects.visible_to(user).standing().filter(classroom__in=rooms, kind=Kind.HOMEROOM)
    counts = (
        held.filter(held_on__gte=today.replace(day=1)).values_list("classroom").annotate(all=Count("pk", distinct=True))
    )
    return dict(counts.order_by())
