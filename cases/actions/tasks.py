"""Things to do in a case: each with a person and a day, some of them again and again."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cases.actions.timeline import locked, must_be_open, must_care_for, tell
from cases.models import TAKEN, Case, Event, IllegalMove, State, Task, carers_of
from cases.repeating import SchoolDays, next_due
from journal.actions import record
from journal.models import Verb
from schools import calendar
from schools.actions import notify
from schools.models import Holiday, Notice, School, Term, User

if TYPE_CHECKING:
    from datetime import date


@transaction.atomic
def add_task(
    case: Case,
    *,
    text: str,
    responsible: User,
    due_on: "date",
    kind: str = Task.Kind.OTHER,
    repeats: str = Task.Repeats.ONCE,
    repeats_until: "date | None" = None,
    by: User,
    **origin: Any,
) -> Task:
    """Something one person will do by a day. From then on she sees the case, and is told.

    `origin`: the `strategy` or `conference` it came from. What repeats needs `repeats_until`.
    """
    case = locked(case)
    must_be_taken(case)
    must_care_for(responsible, case)
    task = Task.objects.create(
        case=case,
        student_id=case.student_id,
        school_id=case.school_id,
        kind=kind,
        text=text,
        responsible=responsible,
        due_on=due_on,
        repeats=repeats,
        repeats_until=repeats_until if repeats else None,
        added_by=by,
        added_at=timezone.now(),
        **origin,
    )
    _is_another_plan(case)
    tell(case, Event.Kind.TASK_ADDED, text, by=by)
    record(Verb.RECORDED, task, by=by, case=case.code, responsible=responsible.pk)
    tell_whose_turn(task, by=by)
    return task


@transaction.atomic
def finish_task(task: Task, *, result: str = "", by: User) -> Task:
    """Done, and how it went. What repeats is due again. What is done already stays as it was (a form sent twice)."""
    case, task = _held(task)
    if task.done_at is not None:
        return task
    if task.cancelled_at is not None:
        raise IllegalMove("งานนี้ยกเลิกแล้ว เปิดงานอีกครั้งก่อน")
    task.done_at, task.done_by, task.result = timezone.now(), by, result
    task.save(update_fields=["done_at", "done_by", "result"])
    _make_next(task, case)
    tell(case, Event.Kind.TASK_DONE, f"{task.text} · {result}" if result else task.text, by=by)
    record(Verb.DONE, task, by=by, case=case.code)
    return task


@transaction.atomic
def undo_task(task: Task, *, by: User) -> Task:
    """Not done, or not cancelled after all. What it was to be followed by goes, unless somebody has touched it."""
    case, task = _held(task)
    if task.done_at is None and task.cancelled_at is None:
        return task
    following = Task.objects.filter(previous=task).first()
    if following is not None and is_untouched(following, after=task, days=school_days(case.school)):
        following.delete()
    task.done_at, task.done_by, task.result = None, None, ""
    task.cancelled_at, task.cancelled_by = None, None
    task.save(update_fields=["done_at", "done_by", "result", "cancelled_at", "cancelled_by"])
    _is_another_plan(case)
    tell(case, Event.Kind.TASK_UNDONE, task.text, by=by)
    record(Verb.UNDONE, task, by=by, case=case.code)
    return task


@transaction.atomic
def change_task(task: Task, *, due_on: "date", responsible: User, by: User) -> Task:
    """Another day, another person, or both."""
    case, task = _held(task)
    _must_be_undone(task)
    if responsible.pk != task.responsible_id or due_on != task.due_on:
        _is_another_plan(case)
    if responsible.pk != task.responsible_id:
        must_care_for(responsible, case)
        task.responsible = responsible
        task.save(update_fields=["responsible"])
        tell(case, Event.Kind.TASK_HANDED, f"{task.text} · {responsible.call_name}", by=by)
        record(Verb.HANDED_OVER, task, by=by, case=case.code, responsible=responsible.pk)
        tell_whose_turn(task, by=by)
    if due_on != task.due_on:
        task.due_on = due_on
        task.save(update_fields=["due_on"])
        tell(case, Event.Kind.TASK_MOVED, f"{task.text} · {calendar.format_tiny(due_on)}", by=by)
        record(Verb.RECORDED, task, by=by, case=case.code, due_on=due_on)
    return task


@transaction.atomic
def cancel_task(task: Task, *, by: User) -> Task:
    """Not to be done any more, nor again. Taken back by `undo_task`."""
    case, task = _held(task)
    if task.cancelled_at is not None:
        return task
    _must_be_undone(task)
    task.cancelled_at, task.cancelled_by = timezone.now(), by
    task.save(update_fields=["cancelled_at", "cancelled_by"])
    _is_another_plan(case)
    page = reverse("cases:task", args=[case.public_id, task.public_id])  # from the timeline it is opened again
    tell(case, Event.Kind.TASK_CANCELLED, task.text, url=page, by=by)
    record(Verb.CANCELLED, task, by=by, case=case.code)
    return task


def tell_whose_turn(task: Task, *, by: User) -> None:
    """To who has to do it, unless she gave it to herself: where, not what nor about whom."""
    notify([task.responsible], kind=Notice.Kind.TASK, url=reverse("cases:case", args=[task.case.public_id]), by=by)


def school_days(school: School) -> SchoolDays:
    holidays = Holiday.objects.filter(area=school.area_id).values_list("on", flat=True)
    terms = Term.objects.filter(year__area=school.area_id).values_list("starts_on", "until_on")
    return SchoolDays(frozenset(holidays), tuple(terms))


def is_untouched(task: Task, *, after: Task, days: SchoolDays) -> bool:
    """Nobody has done, cancelled, moved or handed over what was made when `after` was done."""
    if task.done_at or task.cancelled_at or task.responsible_id != after.responsible_id:
        return False
    return task.due_on == _due_again(after, days)


def must_be_taken(case: Case) -> None:
    """Somebody looks after the child: before that nothing is asked of anybody, afterwards nothing is added."""
    if case.state not in TAKEN:
        raise IllegalMove(f"เคสนี้อยู่ในขั้น “{case.get_state_display()}” เพิ่มงานได้ตั้งแต่รับเรื่องจนถึงก่อนปิด")


def _is_another_plan(case: Case) -> None:
    """While a head reads the plan, its tasks are part of it: she does not approve others than she has seen."""
    if case.state == State.PLAN_REVIEW:
        case.version += 1
        case.save(update_fields=["version"])


def _make_next(task: Task, case: Case) -> None:
    """For the same person, as long as she looks after the child; else for who looks after the case, or who did it.

    When none of them may see the child, the timeline says that nobody does it the next time.
    """
    due_on = _due_again(task, school_days(case.school)) if task.repeats else None
    if due_on is None or case.owner is None or Task.objects.filter(previous=task).exists():
        return
    offered = [task.responsible, case.owner, task.done_by]
    caring = set(carers_of(case.student, timezone.localdate()).values_list("pk", flat=True))
    person = next((one for one in offered if one is not None and one.pk in caring), None)
    if person is None:
        tell(case, Event.Kind.TASK_HANDED, f"{task.text} · ครั้งต่อไปยังไม่มีผู้ทำ", by=None)
        return
    Task.objects.create(
        case=case,
        student_id=case.student_id,
        school_id=case.school_id,
        kind=task.kind,
        text=task.text,
        responsible=person,
        due_on=due_on,
        repeats=task.repeats,
        repeats_until=task.repeats_until,
        strategy_id=task.strategy_id,
        conference_id=task.conference_id,
        previous=task,
        added_by_id=task.added_by_id,
        added_at=timezone.now(),
    )


def _due_again(task: Task, days: SchoolDays) -> "date | None":
    if not (task.repeats and task.repeats_until and task.done_at):
        return None
    done_on = timezone.localtime(task.done_at).date()
    return next_due(task.due_on, repeats=task.repeats, until=task.repeats_until, done_on=done_on, days=days)


def _held(task: Task) -> tuple[Case, Task]:
    """The task as it stands now; its case is locked, so that nobody else marks it meanwhile."""
    case = locked(task.case)
    must_be_open(case)
    return case, Task.objects.select_related("case", "responsible").get(pk=task.pk)


def _must_be_undone(task: Task) -> None:
    if task.done_at is not None:
        raise IllegalMove("งานนี้ทำเสร็จแล้ว เอาเครื่องหมายออกก่อนถ้าจะแก้")
    if task.cancelled_at is not None:
        raise IllegalMove("งานนี้ยกเลิกแล้ว เปิดงานอีกครั้งก่อน")
