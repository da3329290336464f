"""How it goes: the weekly look, the time of watching, the aspects looked at again."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases import actions, rules
from cases.course import course_of
from cases.forms import CheckInForm, HelpAgainForm, LookAgainForm, MonitorForm
from cases.views.answers import act_once, load_tasks, refused, the_case
from schools.http import StaffRequest

PAGE = ["GET", "HEAD", "POST"]
MONITORED = timedelta(days=30)


@require_http_methods(PAGE)
def check_in(request: StaffRequest, cid: str) -> HttpResponse:
    case = the_case(request, cid)
    load_tasks(case, request.user)
    if not rules.may_check_in(request.user, case):
        raise PermissionDenied
    form = CheckInForm(request.POST or None)
    if form.is_valid():
        return act_once(request, case, lambda: actions.check_in(case, **form.cleaned_data, by=request.user))
    return refused(request, "cases/check_in.html", {"case": case, "form": form})


@require_http_methods(PAGE)
def start_monitoring(request: StaffRequest, cid: str) -> HttpResponse:
    case = the_case(request, cid)
    if not rules.may_plan(request.user, case):
        raise PermissionDenied
    today = timezone.localdate()
    now = {"check_on": today + MONITORED, "version": case.version}
    form = MonitorForm(request.POST or None, initial=now, today=today)
    if form.is_valid():
        return act_once(
            request,
            case,
            lambda: actions.start_monitoring(case, **form.cleaned_data, by=request.user),
            form=form,
            stored=lambda case: {"check_on": case.check_on},
        )
    return refused(request, "cases/start_monitoring.html", {"case": case, "form": form})


@require_http_methods(PAGE)
def help_again(request: StaffRequest, cid: str) -> HttpResponse:
    case = the_case(request, cid)
    if not rules.may_plan(request.user, case):
        raise PermissionDenied
    form = HelpAgainForm(request.POST or None, initial={"version": case.version})
    if form.is_valid():
        return act_once(
            request, case, lambda: actions.help_again(case, **form.cleaned_data, by=request.user), form=form
        )
    return refused(request, "cases/help_again.html", {"case": case, "form": form})


@require_http_methods(PAGE)
def look_again(request: StaffRequest, cid: str) -> HttpResponse:
    """Each concerned aspect as it is now, of those whose level she may see."""
    case = the_case(request, cid)
    if not rules.may_look_again(request.user, case):
        raise PermissionDenied
    course = course_of(request.user, case)
    aspects = [one.aspect for one in course.aspects]
    form = LookAgainForm(request.POST or None, initial={"version": case.version}, aspects=aspects)
    if form.is_valid():
        before = {one.aspect.slug: one.before for one in course.aspects}
        told = {"levels": form.levels, "before": before, "version": form.cleaned_data["version"]}
        now = {f"level-{one.aspect.slug}": str(one.now or "") for one in course.aspects}
        return act_once(
            request,
            case,
            lambda: actions.look_again(case, **told, by=request.user),
            form=form,
            stored=lambda case: now,
        )
    rows = [(one, form[f"level-{one.aspect.slug}"]) for one in course.aspects]
    return refused(request, "cases/look_again.html", {"case": case, "form": form, "rows": rows, "course": course})
