"""Who took part: the ticks of a room or a circle, written together."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import transaction

from activities.actions.locked import standing
from activities.models import Activity, Participation
from journal.actions import record
from journal.models import Verb
from schools.models import User
from students.models import Student

Told = tuple[Student, str, str]  # the child, her mark ("" for none), a note
SAID = ("mark", "note")


class StaleMarks(Exception):
    """Somebody else ticked some of these children after the page was made. `stored` is what she said."""

    def __init__(self, stored: Mapping[int, Participation]) -> None:
        super().__init__("marks")
        self.stored = stored


def seen(rows: Iterable[Participation]) -> str:
    """What a page of ticks was made from: equal as long as nobody has changed one of them."""
    told = sorted((row.student_id, row.mark, row.note) for row in rows)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def write_marks(activity: Activity, marks: Sequence[Told]) -> None:
    """One statement: new rows, and other marks on old ones. Who came to a meeting for a child stays as told."""
    rows = [
        Participation(
            activity=activity,
            student=student,
            school_id=activity.school_id,
            classroom_id=student.classroom_id,
            mark=mark,
            note=note,
        )
        for student, mark, note in marks
    ]
    Participation.objects.bulk_create(
        sorted(rows, key=lambda row: row.student_id),
        update_conflicts=True,
        unique_fields=["activity", "student"],
        update_fields=list(SAID),
    )


@transaction.atomic
def mark_participation(activity: Activity, *, marks: Sequence[Told], was: str, by: User) -> int:
    """How many children are told otherwise than before. A child without a mark has no row.  Raises StaleMarks, Over.

    `was`: `seen` of the rows of the same children when the page was made.
    """
    activity = standing(activity)
    stored = stored_of(activity, [student.pk for student, _, _ in marks])
    if was != seen(stored.values()):
        raise StaleMarks(stored)
    changed = [told for told in marks if is_other(told, stored.get(told[0].pk))]
    write_marks(activity, [told for told in changed if told[1]])
    cleared = [student.pk for student, mark, _ in changed if not mark]
    if cleared:
        Participation.objects.filter(activity=activity, student__in=cleared).delete()
    if changed:
        record(Verb.RECORDED, activity, by=by, students=[student.pk for student, _, _ in changed], marks=len(changed))
    return len(changed)


def stored_of(activity: Activity, students: Collection[int]) -> dict[int, Participation]:
    rows = Participation.objects.filter(activity=activity, student__in=students)
    return {row.student_id: row for row in rows}


def is_other(told: Told, row: Participation | None) -> bool:
    _, mark, note = told
    return bool(mark) if row is None else (mark, note) != (row.mark, row.note)
