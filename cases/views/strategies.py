"""The area's library of strategies, and its list of cases that were approved by who asked."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import actions, rules
from cases.forms import StrategyForm
from cases.gaps.about import aspect_names
from cases.models import Strategy
from cases.views.answers import refused
from schools.http import StaffRequest, once
from schools.models import Area, School

PAGE = ["GET", "HEAD", "POST"]
WHAT = {"plan": "แผนช่วยเหลือ", "closing": "การปิดเคส"}


@dataclass(frozen=True)
class SelfApproved:
    """`code`: the case's printed number; nothing of the child."""

    school: School
    code: str
    what: str
    on: date


def the_area(request: StaffRequest, aid: str) -> Area:
    return get_object_or_404(Area.objects.visible_to(request.user), public_id=aid)


def _kept_area(request: StaffRequest, aid: str) -> Area:
    area = the_area(request, aid)
    if not rules.may_keep_strategies(request.user, area):
        raise PermissionDenied
    return area


def _strategy(request: StaffRequest, area: Area, sid: str) -> Strategy:
    return get_object_or_404(Strategy.objects.visible_to(request.user).filter(area=area), public_id=sid)


@require_safe
def strategies(request: StaffRequest, aid: str) -> HttpResponse:
    area = _kept_area(request, aid)
    names = aspect_names(area)
    kept = Strategy.objects.visible_to(request.user).filter(area=area).order_by("position", "title", "pk")
    context = {
        "area": area,
        "rows": [(one, [names.get(slug, slug) for slug in one.aspects]) for one in kept],
        "may_see_self_approved": rules.may_see_self_approved(request.user, area),
    }
    return render(request, "cases/strategies.html", context)


@require_POST
def fill_strategies(request: StaffRequest, aid: str) -> HttpResponse:
    area = _kept_area(request, aid)
    new = actions.fill_strategies(area, by=request.user)
    messages.success(request, f"เติม {new}\u00a0แนวทางแล้ว" if new else "มีชุดตั้งต้นครบแล้ว")
    return redirect("cases:strategies", area.public_id)


@require_http_methods(PAGE)
def add_strategy(request: StaffRequest, aid: str) -> HttpResponse:
    area = _kept_area(request, aid)
    first = {"for_risk": True, "for_problem": True, "weeks": 6}
    form = StrategyForm(request.POST or None, initial=first, aspects=list(aspect_names(area).items()))
    if form.is_valid():
        try:
            return once(request, lambda: _added(request, area, form))
        except ValidationError as wrong:
            form.add_error("title", wrong.messages[0])
    return refused(request, "cases/add_strategy.html", {"area": area, "form": form})


def _added(request: StaffRequest, area: Area, form: StrategyForm) -> str:
    actions.add_strategy(area, by=request.user, **form.told())
    messages.success(request, "เพิ่มแนวทางแล้ว")
    return reverse("cases:strategies", args=[area.public_id])


@require_http_methods(PAGE)
def change_strategy(request: StaffRequest, aid: str, sid: str) -> HttpResponse:
    """Somebody was faster: the page comes back (409) with how it stands now above what was typed."""
    area = _kept_area(request, aid)
    strategy = _strategy(request, area, sid)
    choices = list(aspect_names(area).items())
    form = StrategyForm(request.POST or None, initial=StrategyForm.initial_of(strategy), aspects=choices)
    is_stale = False
    if form.is_valid():
        try:
            return once(request, lambda: _changed(request, area, strategy, form))
        except ValidationError as wrong:
            is_stale = getattr(wrong, "code", None) == "stale"
            form.add_error(None if is_stale else "title", wrong.messages[0])
    if is_stale:
        typed = request.POST.copy()
        typed["version"] = str(strategy.version)
        form.data = typed
    context = {"area": area, "form": form, "strategy": strategy, "is_stale": is_stale}
    if is_stale:
        return render(request, "cases/change_strategy.html", context, status=409)
    return refused(request, "cases/change_strategy.html", context)


def _changed(request: StaffRequest, area: Area, strategy: Strategy, form: StrategyForm) -> str:
    version = form.cleaned_data["version"] or 0
    actions.change_strategy(strategy, version=version, by=request.user, **form.told())
    messages.success(request, "บันทึกแนวทางแล้ว")
    return reverse("cases:strategies", args=[area.public_id])


@require_POST
def use_strategy(request: StaffRequest, aid: str, sid: str) -> HttpResponse:
    """`use=0`: offered no more. `use=1`: offered again."""
    area = _kept_area(request, aid)
    strategy = _strategy(request, area, sid)
    actions.use_strategy(strategy, is_active=request.POST.get("use") == "1", by=request.user)
    return redirect("cases:strategies", area.public_id)


@require_POST
def move_strategy(request: StaffRequest, aid: str, sid: str) -> HttpResponse:
    """`to=up` or `to=down`, one place."""
    area = _kept_area(request, aid)
    strategy = _strategy(request, area, sid)
    actions.move_strategy(strategy, up=request.POST.get("to") == "up", by=request.user)
    return redirect("cases:strategies", area.public_id)


@require_safe
def self_approved(request: StaffRequest, aid: str) -> HttpResponse:
    """Plans and closings of urgent cases that were approved by who asked (decisions A4): school, code, day."""
    area = the_area(request, aid)
    if not rules.may_see_self_approved(request.user, area):
        raise PermissionDenied
    return render(request, "cases/self_approved.html", {"area": area, "rows": self_approved_in(request, area)})


def self_approved_in(request: StaffRequest, area: Area) -> list[SelfApproved]:
    schools = {school.pk: school for school in School.objects.visible_to(request.user).filter(area=area)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT school, code, what, on_day FROM self_approved_cases() ORDER BY on_day DESC, code")
        found = cursor.fetchall()
    return [
        SelfApproved(schools[school], code, WHAT[what], on) for school, code, what, on in found if school in schools
    ]
