"""One act for chosen rows: answered row by row, kept as one thing, and taken back within a day."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from cases import rules
from cases.actions.opening import accept, assign
from cases.actions.tasks import add_task, cancel_task, change_task
from cases.actions.timeline import locked
from cases.models import Bulk, Case, IllegalMove, State, Task, homeroom_of
from journal.actions import record
from journal.models import Verb
from schools.models import User

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

MOST = 100
UNDO = timedelta(hours=24)
VISIT = "เยี่ยมบ้าน"
NOT_YOURS = "คุณไม่มีสิทธิทำกับเคสนี้"
ONE_SCHOOL = "เป็นเคสของอีกโรงเรียนหนึ่ง ทำทีละโรงเรียน"

Item = dict[str, Any]
Row = tuple[Item, Callable[[], Item]]  # what the row is about, and the act


@transaction.atomic
def assign_cases(cases: Iterable[Case], *, owner: User, seen: Mapping[str, str] | None = None, by: User) -> Bulk:
    """One person looks after all of them; a request is accepted for her by the same act.

    `seen`: case → its owner (public ids) as the page showed them; who has changed meanwhile is not overwritten.
    """

    def hand(case: Case) -> Item:
        was = case.owner.public_id if case.owner else ""
        if seen is not None and seen.get(case.public_id, was) != was:
            raise IllegalMove(f"มีคนมอบหมายให้ {case.owner.call_name if case.owner else 'คนอื่น'} ไปแล้วระหว่างนี้")
        asked = case.state == State.INTAKE
        may(rules.may_accept(by, case) if asked else rules.may_assign(by, case))
        hand_on = accept if asked else assign
        hand_on(case, owner=owner, by=by)
        return {"was": was, "to": owner.public_id}

    rows: list[Row] = [({"case": case.public_id}, partial(hand, case)) for case in cases]
    return _each(Bulk.Kind.ASSIGN, rows, school=school_of(cases), by=by)


@transaction.atomic
def plan_visits(cases: Iterable[Case], *, due_on: "date", by: User) -> Bulk:
    """The homeroom teacher of each child visits the home by a day: one task in each case."""

    def ask(case: Case) -> Item:
        may(rules.may_add_task(by, case))
        teacher = homeroom_of(case.student, timezone.localdate()).first()
        if teacher is None:
            raise IllegalMove("ยังไม่มีครูประจำชั้นที่จะเยี่ยมบ้านได้")
        if case.tasks.undone().filter(kind=Task.Kind.VISIT).exists():
            raise IllegalMove("มีงานเยี่ยมบ้านที่ยังไม่ทำอยู่แล้ว")
        task = add_task(case, text=VISIT, kind=Task.Kind.VISIT, responsible=teacher, due_on=due_on, by=by)
        return {"task": task.public_id, "to": teacher.public_id, "due": due_on.isoformat()}

    rows: list[Row] = [({"case": case.public_id}, partial(ask, case)) for case in cases]
    return _each(Bulk.Kind.VISIT, rows, school=school_of(cases), by=by)


@transaction.atomic
def hand_over_work(person: User, *, tasks: Mapping[Task, User], cases: Mapping[Case, User], by: User) -> Bulk:
    """What somebody who leaves was to do and to look after, each to its new person."""

    def hand_task(task: Task, to: User) -> Item:
        may(rules.may_assign(by, task.case))
        must_still_be_hers(Task.objects.filter(pk=task.pk, responsible=person, case=locked(task.case)))
        change_task(task, due_on=task.due_on, responsible=to, by=by)
        return {"was": person.public_id, "to": to.public_id}

    def hand_case(case: Case, to: User) -> Item:
        may(rules.may_assign(by, case))
        must_still_be_hers(Case.objects.filter(pk=locked(case).pk, owner=person))
        assign(case, owner=to, by=by)
        return {"was": person.public_id, "to": to.public_id}

    rows: list[Row] = [
        ({"case": task.case.public_id, "task": task.public_id}, partial(hand_task, task, to))
        for task, to in tasks.items()
    ]
    rows += [({"case": case.public_id}, partial(hand_case, case, to)) for case, to in cases.items()]
    return _each(Bulk.Kind.TASKS, rows, school=school_of([*cases, *(task.case for task in tasks)]), by=by)


@transaction.atomic
def undo_bulk(bulk: Bulk, *, by: User) -> Bulk:
    """Take back what nobody has touched since; each row that stays says why. Once, and within 24 hours."""
    bulk = Bulk.objects.select_for_update(of=("self",)).get(pk=bulk.pk)
    if bulk.undone_at is not None:
        return bulk
    if timezone.now() > bulk.at + UNDO:
        raise IllegalMove("เกิน 24 ชั่วโมงแล้ว เลิกทำพร้อมกันไม่ได้ แก้ทีละเคส")
    back = {Bulk.Kind.ASSIGN: _give_back, Bulk.Kind.VISIT: _cancel, Bulk.Kind.TASKS: _give_back}[Bulk.Kind(bulk.kind)]
    for item in bulk.items:
        if "why" not in item:
            why = _tried(partial(back, item, by=by))[1]
            item["kept" if why else "undone"] = why or True
    bulk.undone_at = timezone.now()
    bulk.save(update_fields=["items", "undone_at"])
    record(Verb.UNDONE, bulk, by=by, kind=bulk.kind)
    return bulk


def school_of(cases: Iterable[Case]) -> int:
    """One act is for one school: that of the first row."""
    first = next(iter(cases), None)
    if first is None:
        raise IllegalMove("เลือกอย่างน้อยหนึ่งเคส")
    return first.school_id


def may(is_allowed: bool) -> None:
    """A row that is not hers to change is answered like any other that cannot be done."""
    if not is_allowed:
        raise IllegalMove(NOT_YOURS)


def must_still_be_hers(rows: "QuerySet[Any]") -> None:
    """Asked while the case is held: what a colleague has handed on meanwhile goes to nobody else."""
    if not rows.exists():
        raise IllegalMove("มีคนส่งมอบให้คนอื่นไปแล้วระหว่างนี้")


def _each(kind: str, rows: list[Row], *, school: int, by: User) -> Bulk:
    """Every row by itself: `items` hold what was done, or under "why" what stood in the way."""
    if len(rows) > MOST:
        raise IllegalMove(f"เลือกได้ครั้งละไม่เกิน {MOST} รายการ ตอนนี้เลือก {len(rows)}")
    items = []
    for about, act in rows:
        done, why = _tried(act)
        items.append(about | ({"why": why} if why else done))
    bulk = Bulk.objects.create(school_id=school, kind=kind, items=items, by=by, at=timezone.now())
    refused = sum("why" in item for item in items)
    record(Verb.RECORDED, bulk, by=by, kind=kind, done=len(items) - refused, refused=refused)
    return bulk


def _tried(act: Callable[[], Any]) -> tuple[Item, str]:
    """(what was done, "") or ({}, why it was not)."""
    try:
        with transaction.atomic():
            return act() or {}, ""
    except IllegalMove as illegal:
        return {}, str(illegal)


def _give_back(item: Item, *, by: User) -> None:
    """To whom it was before, as long as it is still with whom it was given to."""
    case = _seen(item, by)
    may(rules.may_assign(by, case))
    if item.get("task"):
        task = case.tasks.select_related("case", "responsible").get(public_id=item["task"])
        if task.responsible.public_id != item["to"]:
            raise IllegalMove("มีคนเปลี่ยนผู้ทำหลังจากนั้น")
        change_task(task, due_on=task.due_on, responsible=User.objects.get(public_id=item["was"]), by=by)
        return
    if not item["was"]:
        raise IllegalMove("รับเรื่องแล้ว กลับไปเป็นคำขอไม่ได้ เปลี่ยนผู้รับผิดชอบได้ที่หน้าเคส")
    if case.owner is None or case.owner.public_id != item["to"]:
        raise IllegalMove("มีคนเปลี่ยนผู้รับผิดชอบหลังจากนั้น")
    assign(case, owner=User.objects.get(public_id=item["was"]), by=by)


def _cancel(item: Item, *, by: User) -> None:
    case = _seen(item, by)
    may(rules.may_change_task(by, case))
    task = case.tasks.select_related("case", "responsible").get(public_id=item["task"])
    told = {"to": task.responsible.public_id, "due": task.due_on.isoformat()}
    if any(item.get(key, now) != now for key, now in told.items()):
        raise IllegalMove("มีคนเปลี่ยนงานหลังจากนั้น")
    cancel_task(task, by=by)


def _seen(item: Item, by: User) -> Case:
    """The row's case, unless it is closed to her by now."""
    seen = Case.objects.visible_to(by).select_related("owner", "student")
    case = seen.filter(public_id=item["case"]).first()
    if case is None:
        raise IllegalMove("คุณไม่เห็นเคสนี้แล้ว")
    return case
