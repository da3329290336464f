"""A head's answers: yes in one tap, no with a reason."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from cases import actions, rules
from cases.forms import ReturnForm, VersionedForm
from cases.models import Case
from cases.views.answers import act_once, refused, the_case
from schools.http import StaffRequest

PAGE = ["GET", "HEAD", "POST"]
Act = Callable[..., Case]


@require_POST
def approve_plan(request: StaffRequest, cid: str) -> HttpResponse:
    case = the_case(request, cid)
    if not rules.may_approve_plan(request.user, case):
        raise PermissionDenied
    return _yes(request, case, actions.approve_plan)


@require_http_methods(PAGE)
def return_plan(request: StaffRequest, cid: str) -> HttpResponse:
    case = the_case(request, cid)
    if not rules.may_approve_plan(request.user, case):
        raise PermissionDenied
    return _no(request, case, actions.return_plan, "cases/return_plan.html")


@require_POST
def approve_closing(request: StaffRequest, cid: str) -> HttpResponse:
    case = the_case(request, cid)
    if not rules.may_approve_closing(request.user, case):
        raise PermissionDenied
    return _yes(request, case, actions.approve_closing)


@require_http_methods(PAGE)
def return_closing(request: StaffRequest, cid: str) -> HttpResponse:
    case = the_case(request, cid)
    if not rules.may_approve_closing(request.user, case):
        raise PermissionDenied
    return _no(request, case, actions.return_closing, "cases/return_closing.html")


def _yes(request: StaffRequest, case: Case, act: Act) -> HttpResponse:
    form = VersionedForm(request.POST)
    if not form.is_valid():
        return redirect("cases:case", case.public_id)
    return act_once(request, case, lambda: act(case, **form.cleaned_data, by=request.user))


def _no(request: StaffRequest, case: Case, act: Act, template: str) -> HttpResponse:
    form = ReturnForm(request.POST or None, initial={"version": case.version})
    if form.is_valid():
        return act_once(request, case, lambda: act(case, **form.cleaned_data, by=request.user), form=form)
    return refused(request, template, {"case": case, "form": form})
