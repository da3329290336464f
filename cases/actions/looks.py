"""The weekly look at how it goes: asked from the first week of a plan until its review, and as the plan changes."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from cases.actions.tasks import add_task, cancel_task, school_days
from cases.models import Case, Task, carers_of
from schools.models import User

if TYPE_CHECKING:
    from datetime import date

    from cases.models.work import TaskQuerySet

WEEK = timedelta(weeks=1)


def look_every_week(case: Case, *, by: User) -> None:
    """Who looks after the child is asked once a week how it goes, on school days. What is asked already follows the
    plan as it stands now.
    """
    asked, today = list(_asked(case)), timezone.localdate()
    if asked:
        for task in asked:
            _follow(task, case, by=by)
        return
    first = school_days(case.school).first_from(max(case.starts_on or today, today) + WEEK)
    owner = case.owner
    if owner is None or case.review_on is None or first > case.review_on:
        return
    is_asked = case.tasks.undone().filter(kind=Task.Kind.CHECK).exists()
    if is_asked or not carers_of(case.student, today).filter(pk=owner.pk).exists():
        return
    add_task(
        case,
        text="ติดตามผลตามแผน",
        responsible=owner,
        due_on=first,
        kind=Task.Kind.CHECK,
        repeats=Task.Repeats.WEEKLY,
        repeats_until=case.review_on,
        by=by,
    )


def stop_looking_every_week(case: Case, *, by: User) -> None:
    """The case is watched from now on: its next look has a day of its own."""
    for task in _asked(case):
        cancel_task(task, by=by)


def _asked(case: Case) -> "TaskQuerySet":
    """What the plan itself asks for, not a strategy, a conference or a colleague."""
    asked = Task.objects.undone().filter(case=case, kind=Task.Kind.CHECK, repeats=Task.Repeats.WEEKLY)
    return asked.filter(strategy=None, conference=None)


def _follow(task: Task, case: Case, *, by: User) -> None:
    """Until the plan's review; the first not before the plan's first week is over. None is left after a review."""
    due_on = _moved(task, case)
    if case.review_on is None or due_on > case.review_on:
        cancel_task(task, by=by)
    elif (task.due_on, task.repeats_until) != (due_on, case.review_on):
        task.due_on, task.repeats_until = due_on, case.review_on
        task.save(update_fields=["due_on", "repeats_until"])


def _moved(task: Task, case: Case) -> "date":
    """A look that is due already stays so, and so does the week's rhythm of a plan that runs."""
    today = timezone.localdate()
    if case.starts_on is None or (case.starts_on <= today and task.due_on <= today + WEEK):
        return task.due_on
    return school_days(case.school).first_from(max(case.starts_on, today) + WEEK)
