"""A case from step to step: accepted, handed over, planned, closed, opened again."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cases import actions, rules
from cases.forms import AssignForm, CloseForm, PlanForm, ReopenForm, VersionedForm
from cases.models import Case
from cases.views.answers import act_once, refused, the_case
from schools.http import StaffRequest

PAGE = ["GET", "HEAD", "POST"]


@require_POST
def accept(request: StaffRequest, cid: str) -> HttpResponse:
    case = the_case(request, cid)
    if not rules.may_accept(request.user, case):
        raise PermissionDenied
    form = VersionedForm(request.POST)
    if not form.is_valid():
        return redirect("cases:case", case.public_id)
    return act_once(request, case, lambda: actions.accept(case, **form.cleaned_data, by=request.user))


@require_http_methods(PAGE)
def assign(request: StaffRequest, cid: str) -> HttpResponse:
    case = the_case(request, cid)
    if not rules.may_assign(request.user, case):
        raise PermissionDenied
    now = {"owner": case.owner and case.owner.public_id, "version": case.version}
    form = AssignForm(request.POST or None, initial=now, student=case.student, today=timezone.localdate())
    if form.is_valid():
        return act_once(request, case, lambda: actions.assign(case, **form.cleaned_data, by=request.user), form=form)
    return refused(request, "cases/assign.html", {"case": case, "form": form})


@require_http_methods(PAGE)
def plan(request: StaffRequest, cid: str) -> HttpResponse:
    case = the_case(request, cid)
    if not rules.may_plan(request.user, case):
        raise PermissionDenied
    form = PlanForm(request.POST or None, initial=planned(case))
    if form.is_valid():
        return act_once(request, case, lambda: actions.plan(case, **form.cleaned_data, by=request.user), form=form)
    return refused(request, "cases/plan.html", {"case": case, "form": form})


def planned(case: Case) -> dict[str, object]:
    """The plan as it stands; a new one is reviewed after its weeks."""
    review_on = case.review_on or timezone.localdate() + timedelta(weeks=case.weeks)
    return {
        "goal": case.goal,
        "measure": case.measure,
        "weeks": case.weeks,
        "review_on": review_on,
        "version": case.version,
    }


@require_http_methods(PAGE)
def close(request: StaffRequest, cid: str) -> HttpResponse:
    case = the_case(request, cid)
    if not rules.may_close(request.user, case):
        raise PermissionDenied
    form = CloseForm(request.POST or None, initial={"version": case.version})
    if form.is_valid():
        return act_once(
            request, case, lambda: actions.close_case(case, **form.cleaned_data, by=request.user), form=form
        )
    return refused(request, "cases/close.html", {"case": case, "form": form, "undone": case.tasks.undone()})


@require_http_methods(PAGE)
def reopen(request: StaffRequest, cid: str) -> HttpResponse:
    case = the_case(request, cid)
    if not rules.may_reopen(request.user, case):
        raise PermissionDenied
    form = ReopenForm(request.POST or None, initial={"version": case.version})
    if form.is_valid():
        return act_once(request, case, lambda: actions.reopen(case, **form.cleaned_data, by=request.user), form=form)
    return refused(request, "cases/reopen.html", {"case": case, "form": form})
