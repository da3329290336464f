"""What several pages of a case begin and end with: finding it, a form refused, somebody was faster."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from cases.models import AlreadyOpen, Case, Event, IllegalMove, Stale, Task
from schools.http import StaffRequest, once
from schools.models import User


def the_case(request: StaffRequest, cid: str, *, is_page: bool = False) -> Case:
    """The case of the address, as far as this person may see it; 404 otherwise.

    A share opens the page of the case (`is_page`) to somebody from outside its school, and nothing behind it.
    """
    seen = Case.objects.visible_to(request.user).select_related(
        "student__classroom",
        "school",
        "owner",
        "opened_by",
        "closed_by",
        "row__round__year",
        "assessed_by",
        "plan_asked_by",
        "plan_approved_by",
        "closing_asked_by",
    )
    if not is_page:
        seen = seen.filter(school__in=request.user.rights.care_schools)
    return get_object_or_404(seen, public_id=cid)


def load_tasks(case: Case, user: User) -> None:
    """`case.tasks.all()` in one query: the page shows them, and who has one is in the team."""
    prefetch_related_objects([case], Prefetch("tasks", Task.objects.visible_to(user).in_order()))


def act_once(
    request: StaffRequest, case: Case, act: Callable[[], object], *, form: forms.Form | None = None, to: str = ""
) -> HttpResponse:
    """Do it unless this very form was sent before, and go back to the case; or say why it cannot be (409)."""

    def done() -> str:
        act()
        return to or reverse("cases:case", args=[case.public_id])

    try:
        return once(request, done)
    except Stale as stale:
        return conflict(request, stale.case, form)
    except IllegalMove as illegal:
        return conflict(request, case, form, why=str(illegal))
    except AlreadyOpen as already:
        why = f"นักเรียนมีเคส {already.case.code} เรื่องเดียวกันเปิดอยู่แล้ว เขียนต่อในเคสนั้น"
        return conflict(request, already.case, form, why=why)


def conflict(request: StaffRequest, case: Case, form: forms.Form | None, *, why: str = "") -> HttpResponse:
    """409: nothing was saved. Both values stand side by side, and what was typed can be sent again or copied."""
    last = case.events.exclude(kind=Event.Kind.PROTECTED).select_related("by").order_by("-at", "-pk").first()
    context = {
        "case": case,
        "why": why,
        "last": last,
        "form": form,
        "differences": _differences(case, form) if form else [],
        "kept": [(name, value) for name in request.POST for value in request.POST.getlist(name)],
    }
    return render(request, "cases/conflict.html", context, status=409)


def _differences(case: Case, form: forms.Form) -> list[tuple[str, Any, Any]]:
    """(label, how it stands now, what she typed) of each field."""
    return [
        (str(field.label), getattr(case, field.name, ""), form.cleaned_data.get(field.name, ""))
        for field in form
        if not field.is_hidden
    ]


def refused(request: StaffRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A form with mistakes: 422 where htmx asked, else 200; nothing typed is lost."""
    form: forms.Form = context["form"]
    return render(request, template, context, status=422 if request.htmx and form.errors else 200)
