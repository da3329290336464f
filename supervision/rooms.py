"""A school's rooms beside each other: who sits there, how far the screening is, who has nobody yet."""

from dataclasses import dataclass

from django.db.models import Count as CountRows

from cases.gaps import current_rows, needing_care
from schools.models import Classroom, School, User
from screening.figures import Sums, sums_of
from screening.models import Round, Submission
from students.figures import seated


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
    rooms = list(Classroom.objects.visible_to(user).filter(school=school, count__enrolled__gt=0).in_order())
    keys = [room.pk for room in rooms]
    enrolled = seated(keys)
    sums = sums_of(round_, keys) if round_ else {}
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
            enrolled.get(room.pk, 0),
            sums.get(room.pk, Sums()).grouped,
            sums.get(room.pk, Sums()).at_risk,
            uncared.get(room.pk, 0),
            submissions.get(room.pk),
        )
        for room in rooms
    ]
