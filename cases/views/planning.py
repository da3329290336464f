"""What is known, what is planned, and beginning with it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import actions, rules
from cases.course import course_of
from cases.forms import AssessForm, PlanForm, TakeForm, VersionedForm
from cases.gaps.about import about
from cases.models import TAKEN, Case, Strategy
from cases.views.answers import act_once, conflict, refused, the_case
from schools.http import StaffRequest
from schools.models import User
from screening.models import Group

PAGE = ["GET", "HEAD", "POST"]
SAY_TAKEN = "ใช้แนวทางได้ตั้งแต่รับเรื่องจนถึงก่อนปิด"


@require_http_methods(PAGE)
def assess(request: StaffRequest, cid: str) -> HttpResponse:
    case = the_case(request, cid)
    if not rules.may_assess(request.user, case):
        raise PermissionDenied
    form = AssessForm(request.POST or None, initial=assessed(case))
    if form.is_valid():
        return act_once(
            request,
            case,
            lambda: actions.assess(case, **form.cleaned_data, by=request.user),
            form=form,
            stored=assessed,
        )
    return refused(request, "cases/assess.html", {"case": case, "form": form, "about": about(request.user, case)})


def assessed(case: Case) -> dict[str, object]:
    return {"assessment": case.assessment, "strengths": case.strengths, "version": case.version}


@require_http_methods(PAGE)
def plan(request: StaffRequest, cid: str) -> HttpResponse:
    case = the_case(request, cid)
    if not rules.may_plan(request.user, case):
        raise PermissionDenied
    form = PlanForm(request.POST or None, initial=planned(case), today=timezone.localdate())
    if form.is_valid():
        return act_once(
            request, case, lambda: actions.plan(case, **form.cleaned_data, by=request.user), form=form, stored=planned
        )
    return refused(request, "cases/plan.html", {"case": case, "form": form})


def planned(case: Case) -> dict[str, object]:
    """The plan as it stands. A new one begins today; its review follows from its weeks."""
    return {
        "goal": case.goal,
        "measure": case.measure,
        "starts_on": case.starts_on or timezone.localdate(),
        "weeks": case.weeks,
        "review_on": case.review_on,
        "version": case.version,
    }


@require_POST
def submit_plan(request: StaffRequest, cid: str) -> HttpResponse:
    case = the_case(request, cid)
    if not rules.may_submit_plan(request.user, case):
        raise PermissionDenied
    form = VersionedForm(request.POST)
    if not form.is_valid():
        return redirect("cases:case", case.public_id)
    return act_once(request, case, lambda: actions.submit_plan(case, **form.cleaned_data, by=request.user))


@require_safe
def choose_strategy(request: StaffRequest, cid: str) -> HttpResponse:
    """The area's ways to help with this case's aspects, those for the levels of this child first."""
    case = the_case(request, cid)
    if not rules.may_add_task(request.user, case):
        raise PermissionDenied
    context = {"case": case, "about": about(request.user, case), "fitting": fitting(request.user, case)}
    return render(request, "cases/choose_strategy.html", context)


def fitting(user: User, case: Case) -> list[Strategy]:
    """Of the aspects she may see. One that is meant for another level than the child's is left out."""
    levels = {one.aspect.slug: one.before for one in course_of(user, case).aspects}
    found = Strategy.objects.visible_to(user).in_use().filter(area=case.school.area_id, aspects__overlap=list(levels))
    return [strategy for strategy in found if any(_fits(strategy, slug, level) for slug, level in levels.items())]


def _fits(strategy: Strategy, slug: str, level: int) -> bool:
    if slug not in strategy.aspects:
        return False
    return {Group.RISK: strategy.for_risk, Group.PROBLEM: strategy.for_problem}.get(Group(level), True)


@require_http_methods(PAGE)
def take_strategy(request: StaffRequest, cid: str, sid: str) -> HttpResponse:
    """Its tasks with a day and a person each; those that are ticked become tasks of the case."""
    case = the_case(request, cid)
    library = Strategy.objects.visible_to(request.user).in_use().filter(area=case.school.area_id)
    strategy = get_object_or_404(library, public_id=sid)
    if not rules.may_add_task(request.user, case):
        raise PermissionDenied
    if case.state not in TAKEN:
        return conflict(request, case, None, why=f"เคสนี้อยู่ในขั้น “{case.get_state_display()}” {SAY_TAKEN}")
    since = max(case.starts_on or timezone.localdate(), timezone.localdate())
    form = TakeForm(request.POST or None, strategy=strategy, student=case.student, owner=case.owner, since=since)
    if form.is_valid():
        return act_once(request, case, lambda: _take(request, case, strategy, form))
    return refused(request, "cases/take_strategy.html", {"case": case, "form": form, "strategy": strategy})


def _take(request: StaffRequest, case: Case, strategy: Strategy, form: TakeForm) -> str:
    taken = actions.take_strategy(case, strategy=strategy, tasks=form.told(), by=request.user)
    messages.success(request, f"เพิ่ม {len(taken)}\u00a0งานจาก “{strategy.title}” แล้ว")
    return reverse("cases:case", args=[case.public_id])
