"""Drafts of any form: kept while it is written, thrown away when its writer says so."""

import re
import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch
from django.utils import timezone
from django.views.decorators.http import require_POST

from schools import actions, calendar
from schools.drafts import Fields, draft_of, page_of, page_sent, state_of
from schools.http import NOT_CONTENT, StaffRequest

LONGEST = 200_000  # letters of one form
LINE = 20  # letters: what is longer, or Thai, was typed; the rest is codes and numbers
SAY_LONG = "ร่างยาวเกินไป บันทึกส่วนที่เขียนแล้วก่อน"
SAY_LATER = "มีร่างที่ใหม่กว่านี้แล้ว ร่างในหน้านี้ไม่ถูกเก็บ"


@require_POST
def draft(request: StaffRequest, form: str, about: str) -> HttpResponse:
    """The page itself saves with `X-Background` and gets JSON; the button of a page without JavaScript comes back."""
    page = the_page(form, about)
    fields: Fields = {name: request.POST.getlist(name) for name in request.POST if name not in NOT_CONTENT}
    is_page = "X-Background" in request.headers or "HX-Request" in request.headers
    if sum(len(value) for values in fields.values() for value in values) > LONGEST:
        return answered(request, page, SAY_LONG, status=413 if is_page else 302)
    kept = actions.keep_draft(
        form=form,
        about=about,
        fields=fields,
        page=page_sent(request.POST),
        sequence=sequence_of(request) if is_page else None,
        key=key_of(request),
        by=request.user,
    )
    if not kept and not is_page:
        return later(request, form, about, fields)
    said = f"เก็บร่างแล้ว {calendar.format_time(timezone.localtime())}" if kept else SAY_LATER
    return answered(request, page, said, status=(200 if kept else 409) if is_page else 302)


def later(request: StaffRequest, form: str, about: str, fields: Fields) -> HttpResponse:
    """409: another page wrote the draft that waits. What was typed here stands on the page; she says which stays."""
    found = draft_of(request.user, form, about)
    pairs = [(name, value) for name, values in fields.items() for value in values]
    context = {
        "draft": found,
        "page": page_of(form, about),
        "kept": pairs,
        "words": [value for _, value in pairs if len(value) > LINE or not value.isascii()],
        "this": page_sent(request.POST).uid,
        "taken": state_of(found) if found else "",
    }
    return render(request, "schools/draft_later.html", context, status=409)


def answered(request: StaffRequest, page: str, said: str, *, status: int) -> HttpResponse:
    if status != 302:
        return JsonResponse({"said": said}, status=status)
    messages.info(request, said)
    return redirect(page)


def the_page(form: str, about: str) -> str:
    """404 for what is no form."""
    try:
        return page_of(form, about)
    except NoReverseMatch as no_form:
        raise Http404 from no_form


def sequence_of(request: StaffRequest) -> int:
    sent = request.POST.get("sequence", "")
    return int(sent) if re.fullmatch("[0-9]{1,15}", sent) else 0


def key_of(request: StaffRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None


@require_POST
def discard_draft(request: StaffRequest, form: str, about: str) -> HttpResponse:
    page = the_page(form, about)
    actions.throw_draft_away(form=form, about=about, by=request.user)
    messages.success(request, "ทิ้งร่างแล้ว")
    return redirect(page)
