"""A meeting with the parents of a room (ประชุมผู้ปกครองชั้นเรียน): what was said, and who came for which child."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from activities.actions.activities import Stale, correct_activity, record_activity
from activities.actions.locked import standing
from activities.models import Activity, Kind, Participation
from journal.actions import record
from journal.models import Verb
from schools.models import Classroom, User
from students.models import Student

Came = tuple[Student, str]  # the child and who came for her, "" for nobody


@transaction.atomic
def record_meeting(classroom: Classroom, *, held_on: date, came: Sequence[Came], by: User, **told: Any) -> Activity:
    """With a line for every child of the room who was asked.  Raises ValidationError."""
    meeting = record_activity(classroom.school, kind=Kind.MEETING, classroom=classroom, held_on=held_on, by=by, **told)
    write_came(meeting, came)
    asked = [child.pk for child, _ in came]
    record(Verb.RECORDED, meeting, by=by, students=asked, came=sum(bool(who) for _, who in came))
    return meeting


@transaction.atomic
def correct_meeting(
    meeting: Activity, *, version: int, held_on: date, came: Sequence[Came], by: User, **told: Any
) -> Activity:
    """Other words, or somebody else who came. The same again changes nothing.  Raises Stale, Over.

    A child nobody was asked about then, and for whom nobody is told now, stays without a line.
    """
    meeting = standing(meeting)
    if meeting.version != version:
        raise Stale(meeting)
    held = dict(meeting.participations.values_list("student", "who"))
    changed = [(child, who) for child, who in came if held.get(child.pk, "") != who]
    write_came(meeting, changed)
    meeting = correct_activity(meeting, version=version, held_on=held_on, by=by, **told)
    if changed and meeting.version == version:
        meeting.version += 1
        meeting.save(update_fields=["version"])
    if changed:
        record(Verb.RECORDED, meeting, by=by, students=[child.pk for child, _ in changed], corrected=True)
    return meeting


def write_came(meeting: Activity, came: Sequence[Came]) -> None:
    """One statement."""
    rows = [
        Participation(
            activity=meeting,
            student=child,
            school_id=meeting.school_id,
            classroom_id=meeting.classroom_id,
            mark=Participation.Mark.PRESENT if who else Participation.Mark.ABSENT,
            who=who,
        )
        for child, who in sorted(came, key=lambda told: told[0].pk)
    ]
    Participation.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["activity", "student"], update_fields=["mark", "who"]
    )
