"""A list of cases: its order, the place in it that an address names, and what a row says beside its case."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from cases import rules
from cases.caseload import LEADERS, seen_cases
from cases.gaps.about import aspects_for
from cases.models import Case, Event, State, Task
from schools.models import User
from schools.thai import fold, to_arabic_digits
from students.models import Student

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cases.models.case import CaseQuerySet
    from screening.models import Aspect

PAGE = 50
LEAST = 2  # letters, below which the answer would be everybody
_CODE = re.compile(r"(?:C\s*-?\s*(25\d\d)\s*-?\s*)?0*(\d{1,6})", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """A case on a list. `next_word` says what is due on `case.due_on`; who may not write is not asked to."""

    case: Case
    next_word: str
    is_referred: bool
    is_silent: bool
    may_write: bool


@dataclass(frozen=True)
class AspectChoice:
    """An aspect by which she may filter. `scope`: of which children she may know its letter (decisions C2)."""

    slug: str
    name: str
    scope: Q


def in_order(cases: "CaseQuerySet", *, is_closed: bool = False) -> "CaseQuerySet":
    """What is due first, then what nothing is due in, the oldest first; of the closed ones the latest."""
    if is_closed:
        return cases.order_by("-closed_at", "-pk")
    return cases.order_by(F("due_on").asc(nulls_last=True), "pk")


def page_of(cases: "CaseQuerySet", *, is_closed: bool = False) -> list[Case]:
    """The first fifty of a list in order and one more: who stands in a row is asked about these alone."""
    chosen = Case.objects.filter(pk__in=cases.values("pk")[: PAGE + 1])
    return list(in_order(chosen, is_closed=is_closed).select_related("student__classroom", "owner"))


def after(cases: "CaseQuerySet", public_id: str) -> "CaseQuerySet":
    """Of a list in order what follows this case; from the beginning when it is not in it."""
    last = cases.filter(public_id=public_id).first() if len(public_id) == 8 and public_id.isalnum() else None
    if last is None:
        return cases
    if last.closed_at is not None:
        return cases.filter(Q(closed_at__lt=last.closed_at) | Q(closed_at=last.closed_at, pk__lt=last.pk))
    if last.due_on is None:
        return cases.filter(due_on=None, pk__gt=last.pk)
    return cases.filter(Q(due_on__gt=last.due_on) | Q(due_on=last.due_on, pk__gt=last.pk) | Q(due_on=None))


def found(user: User, typed: str) -> "CaseQuerySet":
    """Open and closed cases by C-2568-0042, by 42, or by the child's name; 50 at most, open ones first."""
    seen = seen_cases(user)
    code = _CODE.fullmatch(to_arabic_digits(typed))
    if code:
        cases = seen.filter(number=int(code[2]), **({"year": int(code[1])} if code[1] else {}))
    elif len(fold(typed)) < LEAST:
        cases = seen.none()
    else:
        asked = Q()
        for part in filter(None, map(fold, typed.split())):
            asked &= Q(search_key__contains=part)
        cases = seen.filter(student__in=Student.objects.visible_to(user).filter(asked))
    return cases.select_related("student__classroom", "owner").order_by(F("closed_at").desc(nulls_first=True), "-pk")[
        :PAGE
    ]


def rows_of(cases: "Sequence[Case]", user: User) -> list[Row]:
    """Two statements for any number of cases, which she sees: what is in them is asked by their keys alone."""
    now, keys = timezone.now(), [case.pk for case in cases]
    first: dict[int, Task] = {}
    hers = set()
    for task in Task.objects.undone().filter(case__in=keys).order_by("due_on", "pk"):
        first.setdefault(task.case_id, task)
        if task.responsible_id == user.pk:
            hers.add(task.case_id)
    sent = Event.objects.filter(case__in=keys, kind=Event.Kind.REFERRED)
    referred = set(sent.values_list("case", flat=True))
    return [
        Row(
            case,
            next_word(case, first.get(case.pk)),
            is_referred=case.pk in referred,
            is_silent=case.is_silent(now),
            may_write=case.pk in hers or rules.is_near(user, case),
        )
        for case in cases
    ]


def next_word(case: Case, task: Task | None) -> str:
    """What has to be done on the day the case is due: a task, the review of the plan, or the next look."""
    if case.due_on is None:
        return ""
    if task is not None and task.due_on == case.due_on:
        return task.text
    return "ตรวจครั้งถัดไป" if case.state == State.MONITORING else "ทบทวนแผน"


def owners_for(user: User) -> list[User]:
    """Who looks after an open case at the schools she leads; whoever leads none has few cases to tell apart."""
    led = user.rights.schools(*LEADERS)
    owned = Case.objects.open().filter(owner=OuterRef("pk"), school__in=led)
    staff = User.objects.visible_to(user).filter(Exists(owned), school__in=led)
    return list(staff.order_by("first_name", "pk")) if led else []


def aspects_shown(user: User) -> list[AspectChoice]:
    """The aspects of her schools' criteria whose letter she may see for at least some children."""
    schools = {held.school.pk: held.school for held in user.rights.held if held.school and held.school_id}
    shown: dict[str, AspectChoice] = {}
    for pk in sorted(user.rights.care_schools):
        for aspect in aspects_for(schools[pk]):
            scope = scope_of(user, aspect)
            if aspect.slug not in shown and scope is not None:
                shown[aspect.slug] = AspectChoice(aspect.slug, aspect.name, scope)
    return list(shown.values())


def scope_of(user: User, aspect: "Aspect") -> Q | None:
    """`screening.rules.may_see_level` for many children at once; None: for nobody."""
    rights = user.rights
    leads = () if aspect.is_sensitive else ("head",)
    schools = rights.schools("counselor", *aspect.also_read_by, *leads)
    scope = Q(student__school__in=schools) | Q(student__classroom__in=rights.rooms)
    levels = [] if aspect.is_sensitive else rights.levels
    for school, level in levels:
        scope |= Q(student__school=school, student__level=level)
    return scope if schools or rights.rooms or levels else None
