"""Things to do in a case: each with a person and a day."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from cases.actions.timeline import locked, must_be_open, must_care_for, tell
from cases.models import TAKEN, Case, Event, IllegalMove, Task
from journal.actions import record
from journal.models import Verb
from schools.models import User

if TYPE_CHECKING:
    from datetime import date


@transaction.atomic
def add_task(case: Case, *, text: str, responsible: User, due_on: "date", by: User) -> Task:
    """Something one person will do by a day. From then on she sees the case."""
    case = locked(case)
    must_be_taken(case)
    must_care_for(responsible, case)
    task = Task.objects.create(
        case=case,
        student_id=case.student_id,
        school_id=case.school_id,
        text=text,
        responsible=responsible,
        due_on=due_on,
        added_by=by,
        added_at=timezone.now(),
    )
    tell(case, Event.Kind.TASK_ADDED, text, by=by)
    record(Verb.RECORDED, task, by=by, case=case.code, responsible=responsible.pk)
    return task


@transaction.atomic
def finish_task(task: Task, *, by: User) -> Task:
    """Done. What is done already stays as it was (a form sent twice)."""
    case, task = _held(task)
    if task.done_at is not None:
        return task
    task.done_at, task.done_by = timezone.now(), by
    task.save(update_fields=["done_at", "done_by"])
    tell(case, Event.Kind.TASK_DONE, task.text, by=by)
    record(Verb.DONE, task, by=by, case=case.code)
    return task


@transaction.atomic
def undo_task(task: Task, *, by: User) -> Task:
    """Not done after all."""
    case, task = _held(task)
    if task.done_at is None:
        return task
    task.done_at, task.done_by = None, None
    task.save(update_fields=["done_at", "done_by"])
    tell(case, Event.Kind.TASK_UNDONE, task.text, by=by)
    record(Verb.UNDONE, task, by=by, case=case.code)
    return task


def _held(task: Task) -> tuple[Case, Task]:
    """The task as it stands now; its case is locked, so that nobody else marks it meanwhile."""
    case = locked(task.case)
    must_be_open(case)
    return case, Task.objects.get(pk=task.pk)


def must_be_taken(case: Case) -> None:
    """Somebody looks after the child: before that nothing is asked of anybody, afterwards nothing is added."""
    if case.state not in TAKEN:
        raise IllegalMove(f"เคสนี้อยู่ในขั้น “{case.get_state_display()}” เพิ่มงานได้ตั้งแต่รับเรื่องจนถึงก่อนปิด")
