"""What every page about one referral does first and last: load it, draw a form, act, or say why it cannot be."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from cases.models import IllegalMove
from referrals.actions import Stale
from referrals.models import Referral
from referrals.sections import BY_KEY
from schools.calendar import format_short
from schools.http import StaffRequest, once


def referral_of(request: StaffRequest, rid: str) -> Referral:
    """The referral with all that its pages show, or 404."""
    rows = Referral.objects.visible_to(request.user).select_related(
        "case__owner", "student__classroom", "school__area", "agency__type", "drafted_by", "signed_by", "closed_by"
    )
    return get_object_or_404(rows, public_id=rid)


def sent(request: StaffRequest) -> QueryDict | None:
    """What was posted, be it nothing at all; None while the page is only opened."""
    return request.POST if request.method == "POST" else None


def page_of(referral: Referral) -> str:
    return reverse("referrals:referral", args=[referral.public_id])


def draw(request: StaffRequest, template: str, form: forms.Form, **context: Any) -> HttpResponse:
    """A form's page; refused input is 422 for htmx, which swaps it, and 200 for a plain form."""
    status = 422 if form.errors and request.htmx else 200
    return render(request, template, {"form": form, **context}, status=status)


def act(
    request: StaffRequest, form: forms.Form, referral: Referral, do: Callable[[], object], *, to: str = ""
) -> HttpResponse:
    """Do it once and go back to the referral, or on to the page `to`.

    What the state refuses answers 409 and shows what was typed.
    """

    def then() -> str:
        do()
        return to or page_of(referral)

    try:
        return once(request, then)
    except Stale as stale:
        return refused(request, form, stale.current, str(stale))
    except IllegalMove as illegal:
        current = Referral.objects.visible_to(request.user).select_related("agency").get(pk=referral.pk)
        return refused(request, form, current, str(illegal))


def refused(request: StaffRequest, form: forms.Form, current: Referral, message: str) -> HttpResponse:
    context = {"referral": current, "message": message, "compared": compared(form, current)}
    return render(request, "referrals/stale.html", context, status=409)


def compared(form: forms.Form, current: Referral) -> list[tuple[str, str, str]]:
    """(label, what was typed, how it stands now) of every field that was typed into; nothing typed is lost."""
    rows = []
    for field in form.visible_fields():
        typed = form.cleaned_data.get(field.name)
        now = getattr(current, field.name, None)
        choices = dict(getattr(form.fields[field.name], "choices", ()))
        rows.append((str(field.label), _shown(typed, choices), _shown(now, choices)))
    return [row for row in rows if row[1] or row[2]]


def _shown(value: Any, choices: dict[Any, Any]) -> str:
    if isinstance(value, date):
        return format_short(value)
    if isinstance(value, list):
        return " · ".join(BY_KEY[key].label for key in value if key in BY_KEY)
    if isinstance(value, str):
        return str(choices.get(value, value))
    return "" if value is None else str(value)


def back(referral: Referral) -> HttpResponse:
    return redirect(page_of(referral))
