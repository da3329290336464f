"""Somebody leaves or falls ill: everything she was to do and to look after, on one page."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases import actions, rules
from cases import caseload as queues
from cases.actions.bulk import MOST
from cases.forms import HandOverForm
from cases.models import Case, IllegalMove, Task, carers_of_each
from cases.views.answers import refused
from schools.http import StaffRequest, once
from schools.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_work(request: StaffRequest, uid: str) -> HttpResponse:
    """The new person of each row out of those who look after its child, or one for all."""
    person = get_object_or_404(User.objects.visible_to(request.user), public_id=uid)
    if not rules.may_hand_over_work(request.user, person):
        raise PermissionDenied
    tasks, cases, left = work_of(request.user, person)
    children = [task.student for task in tasks] + [case.student for case in cases]
    carers = carers_of_each(children, timezone.localdate())
    others = {key: [one for one in people if one.pk != person.pk] for key, people in carers.items()}
    typed = request.POST if request.method == "POST" else None
    form = HandOverForm(typed, tasks=tasks, cases=cases, carers=others)
    context = {
        "person": person,
        "form": form,
        "tasks": [(task, form[f"t_{task.public_id}"]) for task in tasks],
        "cases": [(case, form[f"c_{case.public_id}"]) for case in cases],
        "left": left,
        "most": MOST,
    }
    if request.method == "POST":
        try:
            return once(request, lambda: _hand_over(request, person, form))
        except _Incomplete:
            return refused(request, "cases/hand_over_work.html", context)
        except IllegalMove as illegal:
            return render(request, "cases/hand_over_work.html", context | {"why": str(illegal)}, status=409)
    return render(request, "cases/hand_over_work.html", context)


class _Incomplete(Exception):
    """What was sent names no new person. Asked inside `once`: sent twice, the second finds nothing left to give."""


def _hand_over(request: StaffRequest, person: User, form: HandOverForm) -> str:
    if not form.is_valid():
        raise _Incomplete
    chosen = form.chosen()
    tasks = {row: to for row, to in chosen.items() if isinstance(row, Task)}
    cases = {row: to for row, to in chosen.items() if isinstance(row, Case)}
    bulk = actions.hand_over_work(person, tasks=tasks, cases=cases, by=request.user)
    return reverse("cases:bulk", args=[bulk.public_id])


def work_of(user: User, person: User) -> tuple[list[Task], list[Case], int]:
    """Her open tasks and cases as far as `user` sees them: as many as go at once, and how many are left."""
    undone = queues.work_of(user, person)
    tasks = list(undone.select_related("student__classroom", "case").order_by("due_on", "pk")[:MOST])
    owned = Case.objects.visible_to(user).open().filter(owner=person, school=person.school_id)
    cases = list(owned.select_related("student__classroom").order_by("opened_at", "pk")[: MOST - len(tasks)])
    return tasks, cases, undone.count() + owned.count() - len(tasks) - len(cases)
