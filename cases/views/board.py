"""The caseload: whose turn it is. Urgent alerts first, then one's cases by what is due next."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases import rules
from cases.models import SILENCE, Case, State
from cases.models.case import CaseQuerySet
from schools.http import StaffRequest
from schools.models import Classroom, User
from students.models import Alert

PAGE = 50


@dataclass(frozen=True)
class Tab:
    key: str
    word: str
    only: Q
    count: int = 0


@require_safe
def caseload(request: StaffRequest) -> HttpResponse:
    user = request.user
    if not rules.may_list_cases(user):
        raise PermissionDenied
    seen = Case.objects.visible_to(user)
    tabs = counted(tabs_of(user), seen)
    tab = next((tab for tab in tabs if tab.key == request.GET.get("tab")), tabs[0])
    used = seen.filter(tab.only).values("student__classroom")
    rooms = Classroom.objects.visible_to(user).filter(pk__in=used).in_order()
    room = next((room for room in rooms if room.public_id == request.GET.get("room")), None)
    is_silent = request.GET.get("silent") == "1"
    found = seen.filter(tab.only)
    if room:
        found = found.filter(student__classroom=room)
    if is_silent:
        found = found.silent(timezone.now())
    context = {
        "tabs": tabs,
        "tab": tab,
        "rooms": rooms,
        "room": room,
        "is_silent": is_silent,
        "page": Paginator(in_order(found, tab), PAGE).get_page(request.GET.get("page")),
        "alerts": alerts_of(user),
        "silent_before": timezone.now() - SILENCE,
        "may_list_gaps": rules.may_list_gaps(user),
    }
    return render(request, "cases/caseload.html", context)


def tabs_of(user: User) -> list[Tab]:
    """Counselors sort requests; everybody else has cases to look after and things to do."""
    is_open = ~Q(state=State.CLOSED)
    closed = Tab("closed", "ปิดแล้ว", Q(state=State.CLOSED))
    if user.rights.has("counselor"):
        asked = Q(state=State.INTAKE, school__in=user.rights.schools("counselor"))
        return [
            Tab("mine", "ของฉัน", is_open & Q(owner=user)),
            Tab("intake", "คำขอใหม่", asked),
            Tab("all", "ที่เปิดอยู่ทั้งหมด", is_open),
            closed,
        ]
    mine = Q(owner=user) | Q(pk__in=user.tasks.undone().values("case"))
    return [Tab("all", "ที่เปิดอยู่", is_open), Tab("mine", "ที่ฉันต้องทำ", is_open & mine), closed]


def counted(tabs: list[Tab], seen: CaseQuerySet) -> list[Tab]:
    counts = seen.aggregate(**{tab.key: Count("pk", filter=tab.only) for tab in tabs})
    return [Tab(tab.key, tab.word, tab.only, counts[tab.key]) for tab in tabs]


def in_order(cases: CaseQuerySet, tab: Tab) -> CaseQuerySet:
    """What is due first; of the closed ones the latest."""
    cases = cases.select_related("student__classroom", "school", "owner", "opened_by")
    if tab.key == "closed":
        return cases.order_by("-closed_at", "-pk")
    return cases.order_by(F("due_on").asc(nulls_last=True), "pk")


def alerts_of(user: User) -> list[tuple[Alert, bool, bool]]:
    """The urgent queue: (alert, may open a case, may settle). What raised it never stands here (decisions A2)."""
    rights = user.rights
    mine = Q(school__in=rights.schools("counselor", "head")) | Q(student__classroom__in=rights.rooms)
    alerts = Alert.objects.visible_to(user).unsettled().filter(mine).select_related("student__classroom")
    return [
        (alert, rules.may_open(user, alert.student), rules.may_settle_alert(user, alert))
        for alert in alerts.order_by("due_at", "pk")
    ]
