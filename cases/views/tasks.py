"""Things to do, each with a person and a day: one's own on one page, and one task in its case."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import actions, rules, work_papers
from cases import caseload as queues
from cases.forms import ChangeTaskForm, ResultForm, TaskForm
from cases.models import TAKEN, Case, Task
from cases.models.work import TaskQuerySet
from cases.views.answers import act_once, refused, the_case
from journal.papers import disclose
from schools.http import StaffRequest
from schools.models import User
from students.rules import may_visit

MOST = 200  # of one list; the rest is reached when these are done


@dataclass(frozen=True)
class Part:
    """One part of the list. `more`: there are more than stand on the page."""

    key: str
    word: str
    tasks: list[tuple[Task, bool]]
    count: int


@require_safe
def tasks(request: StaffRequest) -> HttpResponse:
    """งานของฉัน; `?of=school` what everybody at the school has to do."""
    user = request.user
    if not rules.may_list_cases(user):
        raise PermissionDenied
    may_list_work = rules.may_list_work(user)
    of_school = may_list_work and request.GET.get("of") == "school"
    parts = parts_of(user, of_school=of_school)
    context = {
        "parts": parts,
        "has_work": any(part.tasks for part in parts),
        "of_school": of_school,
        "may_list_work": may_list_work,
        "people": people_with_work(user) if of_school else [],
        "lately": listed(queues.done_lately(user, of_school=of_school).order_by("-done_at", "-pk"), user),
    }
    return render(request, "cases/tasks.html", context)


def parts_of(user: User, *, of_school: bool) -> list[Part]:
    undone = queues.undone_tasks(user, of_school=of_school).order_by("due_on", "pk")
    today = timezone.localdate()
    parts = [
        ("overdue", "เลยกำหนด", undone.filter(due_on__lt=today)),
        ("today", "วันนี้", undone.filter(due_on=today)),
        ("soon", "ใน 7 วันข้างหน้า", undone.filter(due_on__gt=today, due_on__lte=today + queues.SOON)),
        ("later", "หลังจากนั้น", undone.filter(due_on__gt=today + queues.SOON)),
    ]
    found = [(key, word, listed(tasks, user), tasks) for key, word, tasks in parts]
    return [Part(key, word, rows, len(rows) if len(rows) < MOST else tasks.count()) for key, word, rows, tasks in found]


def listed(tasks: TaskQuerySet, user: User) -> list[tuple[Task, bool]]:
    """(task, may she say that it is done)."""
    rows = tasks.select_related("student__classroom", "case", "responsible", "done_by")[:MOST]
    return [(task, rules.may_mark_done(user, task.case, task)) for task in rows]


def people_with_work(user: User) -> list[tuple[User, int]]:
    """Who has how much to do at the school, and may be relieved of it on one page."""
    counts: dict[int, int] = {}
    for task in queues.undone_tasks(user, of_school=True).values_list("responsible", flat=True):
        counts[task] = counts.get(task, 0) + 1
    people = User.objects.visible_to(user).filter(pk__in=counts)
    return sorted(((one, counts[one.pk]) for one in people), key=lambda row: (-row[1], row[0].first_name))


@require_safe
def tasks_xlsx(request: StaffRequest) -> HttpResponse:
    user = request.user
    if not rules.may_list_cases(user):
        raise PermissionDenied
    of_school = rules.may_list_work(user) and request.GET.get("of") == "school"
    undone = queues.undone_tasks(user, of_school=of_school)
    children = list(undone.values_list("student", flat=True))
    return disclose(
        request,
        work_papers.tasks,
        about=user.rights.home or user,
        filename="งานในเคส.xlsx",
        at_once=len(children) <= 60,
        students=set(children),
        of_school=of_school,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add_task(request: StaffRequest, cid: str) -> HttpResponse:
    case = the_case(request, cid)
    if not rules.may_add_task(request.user, case):
        raise PermissionDenied
    form = TaskForm(request.POST or None, student=case.student, today=timezone.localdate())
    if form.is_valid():
        return act_once(request, case, lambda: actions.add_task(case, **form.cleaned_data, by=request.user))
    return refused(request, "cases/add_task.html", {"case": case, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def task(request: StaffRequest, cid: str, tid: str) -> HttpResponse:
    """One task: done with its result, put off, handed on, cancelled."""
    case, one = the_task(request, cid, tid)
    user = request.user
    form = ChangeTaskForm(request.POST or None, task=one, today=timezone.localdate())
    if request.method == "POST" and not rules.may_change_task(user, case):
        raise PermissionDenied
    if form.is_valid():
        return act_once(request, case, lambda: actions.change_task(one, **form.cleaned_data, by=user))
    return refused(request, "cases/task.html", about_task(user, case, one) | {"form": form})


def about_task(user: User, case: Case, one: Task) -> dict[str, Any]:
    return {
        "case": case,
        "task": one,
        "form": ChangeTaskForm(None, task=one, today=timezone.localdate()),
        "result_form": ResultForm(),
        "is_undone": is_undone(one),
        "may_change": rules.may_change_task(user, case) and is_undone(one) and case.state in TAKEN,
        "may_mark": rules.may_mark_done(user, case, one) and case.is_open(),
        "may_restore": rules.may_change_task(user, case) and case.is_open() and one.cancelled_at is not None,
        "may_visit": one.kind == Task.Kind.VISIT and may_visit(user, case.student),
    }


@require_POST
def mark_done(request: StaffRequest, cid: str, tid: str) -> HttpResponse:
    """`done=1` ticks the task off with its `result`, `done=0` takes the tick away; sent twice it says the same."""
    case, task = the_task(request, cid, tid)
    if not rules.may_mark_done(request.user, case, task):
        raise PermissionDenied
    if task.cancelled_at is not None and not rules.may_change_task(request.user, case):
        raise PermissionDenied
    to = back_to(request)
    if request.POST.get("done") == "0":
        return act_once(request, case, lambda: actions.undo_task(task, by=request.user), to=to)
    form = ResultForm(request.POST)
    if not form.is_valid():  # nothing is ticked off without the words she wrote about it
        status = 422 if request.htmx else 200
        told = about_task(request.user, case, task) | {"result_form": form}
        return render(request, "cases/task.html", told, status=status)

    def finish() -> None:
        actions.finish_task(task, **form.cleaned_data, by=request.user)
        if to:
            messages.success(request, f"ทำเสร็จแล้ว: {task.text} เลิกทำได้จากรายการด้านล่าง")

    return act_once(request, case, finish, to=to)


@require_POST
def cancel_task(request: StaffRequest, cid: str, tid: str) -> HttpResponse:
    case, task = the_task(request, cid, tid)
    if not rules.may_change_task(request.user, case):
        raise PermissionDenied
    page = reverse("cases:task", args=[case.public_id, task.public_id])  # where it can be opened again
    return act_once(request, case, lambda: actions.cancel_task(task, by=request.user), to=page)


def the_task(request: StaffRequest, cid: str, tid: str) -> tuple[Case, Task]:
    case = the_case(request, cid)
    tasks = Task.objects.visible_to(request.user).filter(case=case)
    return case, get_object_or_404(tasks.select_related("case", "responsible", "done_by", "student"), public_id=tid)


def is_undone(task: Task) -> bool:
    return task.done_at is None and task.cancelled_at is None


def back_to(request: StaffRequest) -> str:
    """To the list where the button stood; otherwise to the case."""
    lists = {"tasks": reverse("cases:tasks"), "school": f"{reverse('cases:tasks')}?of=school"}
    return lists.get(request.POST.get("back", ""), "")
