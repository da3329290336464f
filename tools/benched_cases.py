"""The caseload of two schools alike but for their cases: the first page of 5,000 beside that of 500."""

import datetime
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.contrib.messages.storage.base import BaseStorage
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from cases import views
from cases.models import Case, Outcome, State, Task
from journal.context import acting
from schools.models import Appointment, Role, School, User
from students.models import Student

Ratio = tuple[float, float, float]
Measured = tuple[str, str, Ratio, str]

MANY, FEW = 5000, 500
YEAR = 2500  # of no real register
CLOSED = (8, 9)  # of ten cases the last two
TABS = {
    "all": "open cases",
    "mine": "one's own",
    "intake": "nobody's yet",
    "late": "past their review",
    "silent": "silent for 14 days",
    "approval": "asked to approve",
    "closed": "closed ones",
}


def of_the_cases(ratio: Callable[..., Ratio]) -> Iterator[Measured]:
    """P15: the list is read in order from an index, and what stands beside it asks about its fifty rows."""
    many, few = fill()
    for tab, what in TABS.items():
        large, small = partial(first_page, many, tab), partial(first_page, few, tab)
        yield "P15", f"first page of {what}: school with 5,000 / with 500 cases", ratio(large, small), "≤ 1.2×"


def fill() -> tuple[User, User]:
    """The counselors of the two schools, whose cases are made once (`tools.bench.build`)."""
    with acting(system="bench"):
        first, second = School.objects.filter(code8__startswith="96").order_by("code8")[:2]
        return filled(first, MANY), filled(second, FEW)


def filled(school: School, count: int) -> User:
    """The school's counselor and head in one, with `count` cases and a task in each that is open."""
    user, _ = User.objects.get_or_create(
        username=f"bench{school.code8}", defaults={"first_name": "วัดผล", "school": school, "password": "!"}
    )
    span = {"from_on": datetime.date(2024, 1, 1), "until_on": datetime.date(2099, 12, 31)}
    for role in (Role.COUNSELOR, Role.HEAD):
        Appointment.objects.get_or_create(user=user, role=role, school=school, defaults=span)
    if Case.objects.filter(school=school, year=YEAR).count() != count:
        children = list(Student.objects.filter(school=school).order_by("pk"))
        Case.objects.bulk_create(case_of(children[n % len(children)], n, user) for n in range(count))
        cases = Case.objects.filter(school=school, year=YEAR).open()
        Task.objects.bulk_create(task_of(case, user) for case in cases)
    return user


def case_of(child: Student, n: int, user: User) -> Case:
    """The n-th: of ten two are closed, one is a request, one waits for the head.

    Every list fills its first page in both schools: what is compared is the cost of finding it.
    """
    now = timezone.now()
    return Case(
        student=child,
        school_id=child.school_id,
        classroom_id=child.classroom_id,
        year=YEAR,
        number=n + 1,
        title="วัดผล",
        reason="วัดผล",
        aspects=[f"bench{n}"],
        opened_by=user,
        opened_at=now,
        touched_at=now - datetime.timedelta(days=20 if n % 5 == 0 else n % 10),
        due_on=None if n % 10 in CLOSED else timezone.localdate() + datetime.timedelta(days=n % 90),
        **standing(n, user, now),
    )


def standing(n: int, user: User, now: datetime.datetime) -> dict[str, Any]:
    taken = {"owner": user, "accepted_by": user, "accepted_at": now}
    if n % 10 in CLOSED:
        ended = {"closed_by": user, "closed_at": now - datetime.timedelta(minutes=n), "outcome": Outcome.IMPROVED}
        return {"state": State.CLOSED, **taken, **ended}
    if n % 10 == 1:
        return {"state": State.INTAKE}
    if n % 10 == 2:
        return {"state": State.PLAN_REVIEW, "plan_asked_by": user, "plan_asked_at": now, **taken}
    overdue = {"review_on": timezone.localdate() - datetime.timedelta(days=1 + n % 7)} if n % 10 == 3 else {}
    return {"state": State.HELPING, **taken, **overdue}


def task_of(case: Case, user: User) -> Task:
    return Task(
        case=case,
        student_id=case.student_id,
        school_id=case.school_id,
        text="วัดผล",
        responsible=user,
        due_on=case.due_on or timezone.localdate(),
        added_by=user,
        added_at=case.opened_at,
    )


def first_page(user: User, tab: str) -> HttpResponse:
    request: Any = RequestFactory().get("/cases/", {"tab": tab})
    request.user, request.session = user, SessionStore()
    request.htmx, request._messages = HtmxDetails(request), Silence(request)
    with acting(user):
        return views.caseload(request)


class Silence(BaseStorage):
    """No messages are kept between two looks."""

    def _get(self, *args: Any, **kwargs: Any) -> tuple[list[Any], bool]:
        return [], True

    def _store(self, messages: Any, response: Any, *args: Any, **kwargs: Any) -> list[Any]:
        return []
