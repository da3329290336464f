"""Whose turn it is: the queues of cases and tasks that pages list and the cards of "วันนี้" count.

A number and the list it leads to come from one function here.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cases.models import Case, Event, State, Task, counted_due
from schools.models import Appointment, Role, User
from students.models import Exclusion

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cases.models.case import CaseQuerySet
    from cases.models.work import TaskQuerySet

    Seen = CaseQuerySet | None

SOON = timedelta(days=7)
LATELY = timedelta(days=7)
LEADERS = ("counselor", "head")  # sort requests, and see all that is due at their school


def seen_cases(user: User) -> "CaseQuerySet":
    """The cases she may see: `visible_to`, and for whom it is all of her schools' said in a way that an index orders.

    A counselor or head without a duty elsewhere and without a child shared with her sees her schools' cases and no
    other: whoever opened, owns or has a task in a case can see its child only by a duty or a share.
    """
    seen = Case.objects.visible_to(user)
    led = user.rights.schools(*LEADERS)
    if led and user.rights.care_schools <= led and not user.shares_received.running(timezone.localdate()).exists():
        return seen.filter(school__in=led)
    return seen


def open_cases(user: User, seen: "Seen" = None) -> "CaseQuerySet":
    """Here and below `seen` is `seen_cases(user)` when the caller has asked that already."""
    return (seen_cases(user) if seen is None else seen).open()


def own_cases(user: User, seen: "Seen" = None) -> "CaseQuerySet":
    """Open ones that she looks after, or in which something is hers to do."""
    return open_cases(user, seen).filter(Q(owner=user) | Q(pk__in=user.tasks.undone().values("case")))


def intake_cases(user: User, seen: "Seen" = None) -> "CaseQuerySet":
    """Requests that nobody has taken, for those who sort them."""
    led = user.rights.schools(*LEADERS)
    return (seen_cases(user) if seen is None else seen).filter(state=State.INTAKE, school__in=led)


def silent_cases(user: User, seen: "Seen" = None) -> "CaseQuerySet":
    """Open, and nobody has done anything in them for 14 days."""
    return (seen_cases(user) if seen is None else seen).silent(timezone.now())


def late_cases(user: User, seen: "Seen" = None) -> "CaseQuerySet":
    """Open, and the day of the plan's review or of the next look has passed."""
    today = timezone.localdate()
    review = Q(state__in=[State.ASSESSMENT, State.HELPING], review_on__lt=today)
    return open_cases(user, seen).filter(review | Q(state=State.MONITORING, check_on__lt=today))


def closed_cases(user: User, seen: "Seen" = None) -> "CaseQuerySet":
    return (seen_cases(user) if seen is None else seen).filter(state=State.CLOSED)


def awaiting_approval(user: User, seen: "Seen" = None) -> "CaseQuerySet":
    """A plan or a closing that a head decides: not what she asked for herself, unless nobody else can (`heads_of`)."""
    plan, closing, heads = Q(state=State.PLAN_REVIEW), Q(closing_asked_at__isnull=False), other_heads(user)
    for_her = heads.filter(
        ~Exists(Exclusion.objects.filter(user=OuterRef("user"), student=OuterRef(OuterRef("student")))),
        school=OuterRef("school"),
    )
    is_alone = ~Q(school__in=heads.values("school")) | ~Exists(for_her)  # the first is asked once, not of each case
    hers = plan & (~Q(plan_asked_by=user) | is_alone) | closing & (~Q(closing_asked_by=user) | is_alone)
    return open_cases(user, seen).filter(hers, school__in=user.rights.schools("head"))


def other_heads(user: User) -> "QuerySet[Appointment]":
    """Who else heads a school that she heads today."""
    heads = Appointment.objects.on(timezone.localdate()).filter(role=Role.HEAD, user__is_active=True)
    return heads.filter(school__in=user.rights.schools("head")).exclude(user=user)


def referred(cases: "CaseQuerySet") -> "CaseQuerySet":
    """Those that were handed on to somebody outside at least once."""
    return cases.filter(Exists(Event.objects.filter(case=OuterRef("pk"), kind=Event.Kind.REFERRED)))


def undone_tasks(user: User, *, of_school: bool = False) -> "TaskQuerySet":
    """What is to do in open cases: hers, or with `of_school` everybody's at the schools she leads."""
    tasks = Task.objects.visible_to(user).undone().exclude(case__state=State.CLOSED)
    if of_school:
        return tasks.filter(school__in=user.rights.schools(*LEADERS))
    return tasks.filter(responsible=user)


def overdue_tasks(user: User, *, of_school: bool = False) -> "TaskQuerySet":
    return undone_tasks(user, of_school=of_school).filter(due_on__lt=timezone.localdate())


def due_today(user: User, *, of_school: bool = False) -> "TaskQuerySet":
    return undone_tasks(user, of_school=of_school).filter(due_on=timezone.localdate())


def due_soon(user: User, *, of_school: bool = False) -> "TaskQuerySet":
    """Due today or within the next seven days."""
    today = timezone.localdate()
    return undone_tasks(user, of_school=of_school).filter(due_on__gte=today, due_on__lte=today + SOON)


def done_lately(user: User, *, of_school: bool = False) -> "TaskQuerySet":
    """Done in the last seven days: hers are those she was to do or has ticked off."""
    since = timezone.now() - LATELY
    tasks = Task.objects.visible_to(user).filter(done_at__gte=since).exclude(case__state=State.CLOSED)
    if of_school:
        return tasks.filter(school__in=user.rights.schools(*LEADERS))
    return tasks.filter(Q(responsible=user) | Q(done_by=user))


def work_of(user: User, person: User) -> "TaskQuerySet":
    """What a colleague has to do at her school, as far as `user` sees it."""
    tasks = Task.objects.visible_to(user).undone().exclude(case__state=State.CLOSED)
    return tasks.filter(responsible=person, school=person.school_id)


def due_differences() -> list[tuple[str, object, object]]:
    """(id, kept, counted) where `Case.due_on` is not what its tasks, review and next look say. Should be none."""
    cases = Case.objects.annotate(counted=counted_due()).order_by("pk").values_list("public_id", "due_on", "counted")
    return [(case, kept, counted) for case, kept, counted in cases if kept != counted]
