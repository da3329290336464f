"""Things to do, each with a person and a day."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cases import actions, rules
from cases.forms import TaskForm
from cases.models import Task
from cases.views.answers import act_once, refused, the_case
from schools.http import StaffRequest


@require_http_methods(["GET", "HEAD", "POST"])
def add_task(request: StaffRequest, cid: str) -> HttpResponse:
    case = the_case(request, cid)
    if not rules.may_add_task(request.user, case):
        raise PermissionDenied
    form = TaskForm(request.POST or None, student=case.student, today=timezone.localdate())
    if form.is_valid():
        return act_once(request, case, lambda: actions.add_task(case, **form.cleaned_data, by=request.user))
    return refused(request, "cases/add_task.html", {"case": case, "form": form})


@require_POST
def mark_done(request: StaffRequest, cid: str, tid: str) -> HttpResponse:
    """`done=1` ticks the task off, `done=0` takes the tick away; sent twice it says the same."""
    case = the_case(request, cid)
    tasks = Task.objects.visible_to(request.user).filter(case=case).select_related("case")
    task = get_object_or_404(tasks, public_id=tid)
    if not rules.may_mark_done(request.user, case, task):
        raise PermissionDenied
    act = actions.undo_task if request.POST.get("done") == "0" else actions.finish_task
    return act_once(request, case, lambda: act(task, by=request.user))
