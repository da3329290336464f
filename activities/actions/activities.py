"""Writing an activity down, correcting it, taking it back."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.actions.locked import going, standing
from activities.actions.marks import Told, write_marks
from activities.models import Activity, Circle
from activities.terms import term_of
from journal.actions import record
from journal.models import Verb
from schools.models import Classroom, School, User

TOLD = frozenset({"title", "minutes", "place", "agenda", "detail", "result", "proposals", "tags", "led_by"})


class Stale(Exception):
    """Somebody saved the activity after the page was made. `activity` is as it stands now."""

    def __init__(self, activity: Activity) -> None:
        super().__init__(str(activity))
        self.activity = activity


@transaction.atomic
def record_activity(
    school: School,
    *,
    kind: str,
    held_on: date,
    classroom: Classroom | None = None,
    circle: Circle | None = None,
    marks: Sequence[Told] = (),
    by: User,
    **told: Any,
) -> Activity:
    """Of a room, of a circle, or of the whole school, with who took part.  Raises ValidationError, Over."""
    if circle is not None:
        going(circle)
    year, term = term_of(held_on)
    activity = Activity(
        school=school,
        kind=kind,
        held_on=held_on,
        year=year,
        term=term,
        classroom=classroom,
        circle=circle,
        recorded_by=by,
        recorded_at=timezone.now(),
        **{"led_by": by, **only_known(told)},
    )
    activity.validate_constraints()
    activity.save()
    write_marks(activity, marks)
    record(Verb.RECORDED, activity, by=by, students=[student.pk for student, _, _ in marks], kind=kind)
    return activity


@transaction.atomic
def correct_activity(activity: Activity, *, version: int, held_on: date, by: User, **told: Any) -> Activity:
    """Other words about it; the same again changes nothing and leaves no line.  Raises Stale, Over."""
    activity = standing(activity)
    if activity.version != version:
        raise Stale(activity)
    year, term = term_of(held_on)
    known = {**only_known(told), "held_on": held_on, "year": year, "term": term}
    if all(getattr(activity, name) == value for name, value in known.items()):
        return activity
    for name, value in known.items():
        setattr(activity, name, value)
    activity.version += 1
    activity.save(update_fields=[*known, "version"])
    record(Verb.RECORDED, activity, by=by, corrected=True, version=activity.version)
    return activity


@transaction.atomic
def remove_activity(activity: Activity, *, by: User) -> None:
    """It counts no more and stays to be brought back; removed twice it stays removed by the first."""
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if activity.removed_at:
        return
    activity.removed_at, activity.removed_by = timezone.now(), by
    activity.save(update_fields=["removed_at", "removed_by"])
    record(Verb.UNDONE, activity, by=by)


@transaction.atomic
def restore_activity(activity: Activity, *, by: User) -> None:
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if activity.removed_at is None:
        return
    activity.removed_at, activity.removed_by = None, None
    activity.save(update_fields=["removed_at", "removed_by"])
    record(Verb.RECORDED, activity, by=by, restored=True)


def only_known(told: dict[str, Any]) -> dict[str, Any]:
    if not set(told) <= TOLD:
        raise TypeError(f"an activity has no {sorted(set(told) - TOLD)}")
    return dict(told)
