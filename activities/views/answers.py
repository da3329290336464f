"""Somebody was faster: nothing was saved, and both values stand side by side."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from schools.calendar import format_short
from schools.http import StaffRequest
from schools.models import User

OURS = ("version", "csrfmiddlewaretoken", "form_key")


def conflict(
    request: StaffRequest, *, title: str, back: str, version: int, differences: Iterable[tuple[str, Any, Any]]
) -> HttpResponse:
    """409. `differences`: (label, how it stands now, what she typed); her words can be sent again as they are."""
    told = [(label, said(now), said(mine)) for label, now, mine in differences]
    kept = [(name, value) for name in request.POST for value in request.POST.getlist(name) if name not in OURS]
    context = {"title": title, "back": back, "version": version, "differences": told, "kept": kept}
    return render(request, "activities/conflict.html", context, status=409)


def said(value: Any) -> str:
    if isinstance(value, date):
        return format_short(value)
    if isinstance(value, User):
        return value.display_name
    if isinstance(value, list):
        return ", ".join(value) or "–"
    return str(value) if value not in (None, "") else "–"
