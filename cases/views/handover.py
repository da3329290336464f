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
    carers = carers_of_each([row.student for row in (*tasks, *cases)], timezone.localdate())
    others = {key: [one for one in people if one.pk != person.pk] for key, people in carers.items()}
    form = HandOverForm(request.POST or None, tasks=tasks, cases=cases, carers=others)
    context = {
        "person": person,
        "form": form,
        "tasks": [(task, form[f"t_{task.public_id}"]) for task in tasks],
        "cases": [(case, form[f"c_{case.public_id}"]) for case in cases],
        "left": left,
        "most": MOST,
    }
    if (tasks or cases) and form.is_valid():
        try:
            return once(request, lambda: reverse("cases:bulk", args=[_hand_over(request, person, form)]))
        except IllegalMove as illegal:
            return render(request, "cases/hand_over_work.html", context | {"why": str(illegal)}, status=409)
    return refused(request, "cases/hand_over_work.html", context)


def _hand_over(request: StaffRequest, person: User, form: HandOverForm) -> str:
    chosen = form.chosen()
    tasks = {row: to for row, to in chosen.items() if isinstance(row, Task)}
    cases = {row: to for row, to in chosen.items() if isinstance(row, Case)}
    return actions.hand_over_work(person, tasks=tasks, cases=cases, by=request.user).public_id


def work_of(user: User, person: User) -> tuple[list[Task], list[Case], int]:
    """Her open tasks and cases as far as `user` sees them: as many as go at once, and how many are left."""
    undone = queues.work_of(user, person)
    tasks = list(undone.select_related("student__classroom", "case").order_by("due_on", "pk")[:MOST])
    owned = Case.objects.visible_to(user).open().filter(owner=person, school=person.school_id)
    cases = list(owned.select_related("student__classroom").order_by("opened_at", "pk")[: MOST - len(tasks)])
    return tasks, cases, undone.count() + owned.count() - len(tasks) - len(cases)
