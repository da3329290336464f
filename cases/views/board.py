"""The caseload: whose turn it is. Urgent alerts first, then cases by what is due next, page after page."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Q, Value
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases import caseload as queues
from cases import rules
from cases.listing import PAGE, AspectChoice, Row, after, aspects_shown, found, in_order, owners_for, page_of, rows_of
from cases.models import State, Urgency
from cases.models.case import CaseQuerySet
from cases.passed import waiting_for
from journal.actions import line
from journal.models import Verb
from schools.http import StaffRequest
from schools.models import Classroom, User
from schools.thai import clean
from students.models import Alert

COUNTED = 200  # a tab counts as far as this: then "200+"


@dataclass(frozen=True)
class Tab:
    key: str
    word: str
    cases: Callable[[User, CaseQuerySet], CaseQuerySet]
    count: str = ""


APPROVAL = Tab("approval", "รออนุมัติ", queues.awaiting_approval)
INTAKE = Tab("intake", "ยังไม่มีคนรับ", queues.intake_cases)
LATE = Tab("late", "เลยทบทวนหรือติดตาม", queues.late_cases)
SILENT = Tab("silent", "เงียบเกิน 14 วัน", queues.silent_cases)
CLOSED = Tab("closed", "ปิดแล้ว", queues.closed_cases)


@dataclass(frozen=True)
class Filters:
    """What stands in the address; what is not on offer is not asked."""

    rooms: list[Classroom]
    owners: list[User]
    aspects: list[AspectChoice]
    room: Classroom | None
    owner: User | None
    aspect: AspectChoice | None
    state: str
    urgency: str
    is_referred: bool

    @property
    def used(self) -> int:
        return sum(map(bool, (self.room, self.owner, self.aspect, self.state, self.urgency, self.is_referred)))

    def of(self, cases: CaseQuerySet) -> CaseQuerySet:
        if self.room:
            cases = cases.filter(student__classroom=self.room)
        if self.owner:
            cases = cases.filter(owner=self.owner)
        if self.aspect:
            cases = cases.filter(self.aspect.scope, aspects__contains=[self.aspect.slug])
        if self.state:
            cases = cases.filter(state=self.state)
        if self.urgency:
            cases = cases.filter(urgency=self.urgency)
        return queues.referred(cases) if self.is_referred else cases


@require_safe
def caseload(request: StaffRequest) -> HttpResponse:
    user = request.user
    if not rules.may_list_cases(user):
        raise PermissionDenied
    seen = queues.seen_cases(user)
    tabs = counted(tabs_of(user), user, seen)
    tab = next((tab for tab in tabs if tab.key == request.GET.get("tab")), tabs[0])
    filters = filters_of(user, request.GET)
    is_closed = tab == CLOSED
    wanted = after(in_order(filters.of(tab.cases(user, seen)), is_closed=is_closed), request.GET.get("after", ""))
    page = page_of(wanted, is_closed=is_closed)
    context = {
        "tabs": tabs,
        "tab": tab,
        "filters": filters,
        "states": [state for state in State if state != State.CLOSED],
        "urgencies": Urgency,
        "rows": rows_of(page[:PAGE], user),
        "next": page[PAGE - 1].public_id if len(page) > PAGE else "",
        "is_first": "after" not in request.GET,
        "may_choose": rules.may_choose_many(user) and tab.key != "closed",
        "is_all_chosen": request.GET.get("all") == "1",
        "alerts": alerts_of(user),
        "waiting": waiting_for(user).count() if rules.may_list_passings(user) else 0,
        "may_list_passings": rules.may_list_passings(user),
        "may_list_gaps": rules.may_list_gaps(user),
        "may_list_incidents": rules.may_list_incidents(user),
        "may_list_work": rules.may_list_work(user),
    }
    return render(request, "cases/caseload.html", context)


def tabs_of(user: User) -> list[Tab]:
    """Counselors sort requests; heads approve; everybody else has cases to look after and things to do."""
    every = Tab("all", "ที่เปิดอยู่ทั้งหมด", queues.open_cases)
    if not user.rights.has("counselor", "head"):
        mine = Tab("mine", "ที่ฉันต้องทำ", queues.own_cases)
        return [Tab("all", "ที่เปิดอยู่", queues.open_cases), mine, SILENT, CLOSED]
    mine = Tab("mine", "ของฉัน", queues.own_cases)
    if not user.rights.has("counselor"):
        return [every, APPROVAL, mine, INTAKE, LATE, SILENT, CLOSED]
    return [mine, INTAKE, LATE, SILENT, *([APPROVAL] if user.rights.has("head") else []), every, CLOSED]


def counted(tabs: list[Tab], user: User, seen: CaseQuerySet) -> list[Tab]:
    """Each tab with its number in one statement. What is closed only grows and is not counted."""
    queries = [
        tab.cases(user, seen)
        .order_by()
        .annotate(tab=Value(tab.key, CharField()))
        .values_list("tab", flat=True)[: COUNTED + 1]
        for tab in tabs
        if tab.key != "closed"
    ]
    keys = list(queries[0].union(*queries[1:], all=True))
    return [Tab(tab.key, tab.word, tab.cases, number(tab.key, keys.count(tab.key))) for tab in tabs]


def number(key: str, count: int) -> str:
    if key == "closed":
        return ""
    return f"{COUNTED}+" if count > COUNTED else str(count)


def filters_of(user: User, asked: QueryDict) -> Filters:
    today = timezone.localdate()
    rooms = list(
        Classroom.objects.visible_to(user).filter(year__starts_on__lte=today, year__ends_on__gte=today).in_order()
    )
    owners = owners_for(user)
    aspects = aspects_shown(user)
    return Filters(
        rooms=rooms,
        owners=owners,
        aspects=aspects,
        room=next((room for room in rooms if room.public_id == asked.get("room")), None),
        owner=next((one for one in owners if one.public_id == asked.get("owner")), None),
        aspect=next((one for one in aspects if one.slug == asked.get("aspect")), None),
        state=asked.get("state", "") if asked.get("state") in State.values else "",
        urgency=asked.get("urgency", "") if asked.get("urgency") in Urgency.values else "",
        is_referred=asked.get("referred") == "1",
    )


def alerts_of(user: User) -> list[tuple[Alert, bool, bool]]:
    """The urgent queue: (alert, may open a case, may settle). What raised it never stands here (decisions A2)."""
    rights = user.rights
    mine = Q(school__in=rights.schools("counselor", "head")) | Q(student__classroom__in=rights.rooms)
    alerts = Alert.objects.visible_to(user).unsettled().filter(mine).select_related("student__classroom")
    return [
        (alert, rules.may_open(user, alert.student), rules.may_settle_alert(user, alert))
        for alert in alerts.order_by("due_at", "pk")
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def find_cases(request: StaffRequest) -> HttpResponse:
    """A case by its code or the child's name. What is typed travels in the body, never in an address (FZ-6)."""
    user = request.user
    if not rules.may_list_cases(user):
        raise PermissionDenied
    context: dict[str, object] = {}
    if request.method == "POST":
        typed = clean(request.POST.get("q", "")[:100])
        rows: list[Row] = rows_of(list(found(user, typed)), user)
        home = user.rights.home
        children = [row.case.student_id for row in rows]
        school = home.pk if home else None
        line(Verb.SEARCHED, "cases.search", by=user, school=school, students=children, found=len(rows))
        context = {"typed": typed, "rows": rows, "was_asked": True}
    return render(request, "cases/find_cases.html", context)
