"""A school's rooms beside each other: who sits there, how far the screening is, who has nobody yet."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import Sum

from cases.gaps import current_rows, needing_care
from schools.models import Classroom, School, User
from screening.models import Count, Group, Round, Submission
from students.models import RoomCount


@dataclass(frozen=True)
class Room:
    classroom: Classroom
    enrolled: int
    screened: int
    at_risk: int
    uncared: int
    submission: Submission | None

    @property
    def left(self) -> int:
        return max(self.enrolled - self.screened, 0)

    @property
    def is_handed_in(self) -> bool:
        return self.submission is not None and self.submission.submitted_at is not None


def of_school(user: User, school: School, round_: Round | None) -> list[Room]:
    """The rooms in which children sit today. Five statements for any number of rooms."""
    enrolled = dict(
        RoomCount.objects.visible_to(user).filter(school=school, enrolled__gt=0).values_list("classroom", "enrolled")
    )
    rooms = Classroom.objects.visible_to(user).filter(pk__in=enrolled).in_order()
    groups = group_counts(user, school, round_)
    uncared = dict(
        needing_care(current_rows(user))
        .filter(school=school)
        .values_list("student__classroom")
        .annotate(children=CountRows("pk"))
        .order_by()
    )
    submissions = {
        submission.classroom_id: submission
        for submission in Submission.objects.visible_to(user).filter(school=school, round=round_)
    }
    return [
        Room(
            room,
            enrolled[room.pk],
            sum(groups.get(room.pk, {}).values()),
            sum(children for level, children in groups.get(room.pk, {}).items() if level >= Group.RISK),
            uncared.get(room.pk, 0),
            submissions.get(room.pk),
        )
        for room in rooms
    ]


def group_counts(user: User, school: School, round_: Round | None) -> dict[int, dict[int, int]]:
    """Room → final group → fully screened children."""
    found: dict[int, dict[int, int]] = {}
    rows: Any = (
        Count.objects.visible_to(user)
        .filter(school=school, round=round_, position=0, level__gt=Group.NONE)
        .values_list("classroom", "level")
        .annotate(all=Sum("children"))
        .order_by()
    )
    for room, level, children in rows:
        found.setdefault(room, {})[level] = children
    return found
