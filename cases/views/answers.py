"""What several pages of a case begin and end with: finding it, a form refused, somebody was faster."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from cases.models import AlreadyOpen, Case, Event, IllegalMove, Stale, Task
from cases.views.beside import differing, typed
from schools.http import StaffRequest, once
from schools.models import User
from students.suspicion import home_suspected

Stored = Callable[[Case], Mapping[str, Any]]  # field of a form → how the case has it now


def the_case(request: StaffRequest, cid: str, *, by_share: bool = False) -> Case:
    """The case of the address, as far as this person may see it; 404 otherwise.

    `by_share`: also to whom a share opens it: the page of the case and the forms of its notes, nothing else behind it.
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
    if not by_share:
        seen = seen.filter(school__in=request.user.rights.care_schools)
    return get_object_or_404(seen.annotate(suspects_home=home_suspected("student")), public_id=cid)


def load_tasks(case: Case, user: User) -> None:
    """`case.tasks.all()` in one query: the page shows them, and who has one is in the team."""
    prefetch_related_objects([case], Prefetch("tasks", Task.objects.visible_to(user).in_order()))


def nothing(case: Case) -> Mapping[str, Any]:
    """What she types stands nowhere in the case: a reason, an answer."""
    return {}


def act_once(
    request: StaffRequest,
    case: Case,
    act: Callable[[], object],
    *,
    form: forms.Form | None = None,
    stored: Stored = nothing,
    to: str = "",
) -> HttpResponse:
    """Do it unless this very form was sent before, and go back to the case; or say why it cannot be (409)."""

    def done() -> str:
        act()
        return to or reverse("cases:case", args=[case.public_id])

    try:
        return once(request, done)
    except Stale as stale:
        return conflict(request, stale.case, form, stored=stored)
    except IllegalMove as illegal:
        return conflict(request, case, form, stored=stored, why=str(illegal))
    except AlreadyOpen as already:
        why = f"นักเรียนมีเคส {already.case.code} เรื่องเดียวกันเปิดอยู่แล้ว เขียนต่อในเคสนั้น"
        return conflict(request, already.case, form, stored=stored, why=why)


def conflict(
    request: StaffRequest, case: Case, form: forms.Form | None, *, stored: Stored = nothing, why: str = ""
) -> HttpResponse:
    """409: nothing was saved. Both values stand side by side, and what was typed can be sent again or copied.

    Who only said yes (`form` None) looks at the case first: what she said it to has changed.
    """
    last = case.events.exclude(kind=Event.Kind.PROTECTED).select_related("by").order_by("-at", "-pk").first()
    context = {
        "case": case,
        "why": why,
        "last": last,
        "form": form,
        "differences": differing(form, stored(case)) if form else [],
        "kept": typed(request),
    }
    return render(request, "cases/conflict.html", context, status=409)


def refused(request: StaffRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A form with mistakes: 422 where htmx asked, else 200; nothing typed is lost."""
    form: forms.Form = context["form"]
    return render(request, template, context, status=422 if request.htmx and form.errors else 200)
