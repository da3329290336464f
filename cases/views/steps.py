"""A case from step to step: accepted, handed over, closed, opened again."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cases import actions, rules
from cases.course import course_of
from cases.forms import AssignForm, CloseForm, ReopenForm, VersionedForm
from cases.models import Case, Event, State
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
        return act_once(
            request,
            case,
            lambda: actions.assign(case, **form.cleaned_data, by=request.user),
            form=form,
            stored=lambda case: {"owner": case.owner},
        )
    return refused(request, "cases/assign.html", {"case": case, "form": form})


@require_http_methods(PAGE)
def close(request: StaffRequest, cid: str) -> HttpResponse:
    """An ordinary case is closed; an urgent one is asked to be, and a head answers."""
    case = the_case(request, cid)
    if not rules.may_close(request.user, case):
        raise PermissionDenied
    course = course_of(request.user, case)
    form = CloseForm(request.POST or None, initial={"version": case.version}, is_better=course.is_better)
    if form.is_valid():
        act = actions.ask_to_close if case.needs_head else actions.close_case
        return act_once(
            request, case, lambda: act(case, **form.cleaned_data, by=request.user), form=form, stored=closing_of
        )
    asked_others = case.events.filter(kind__in=[Event.Kind.REFERRED, Event.Kind.INSIDE]).exists()
    context = {"case": case, "form": form, "undone": case.tasks.undone(), "course": course, "asked": asked_others}
    context["is_helped"] = case.state in (State.HELPING, State.MONITORING)
    return refused(request, "cases/close.html", context)


def closing_of(case: Case) -> dict[str, str]:
    """As it was closed, or as somebody asks to close it."""
    return {"outcome": case.outcome or case.asked_outcome, "text": case.closing_text or case.asked_text}


@require_http_methods(PAGE)
def reopen(request: StaffRequest, cid: str) -> HttpResponse:
    case = the_case(request, cid)
    if not rules.may_reopen(request.user, case):
        raise PermissionDenied
    form = ReopenForm(request.POST or None, initial={"version": case.version})
    if form.is_valid():
        return act_once(request, case, lambda: actions.reopen(case, **form.cleaned_data, by=request.user), form=form)
    return refused(request, "cases/reopen.html", {"case": case, "form": form})
