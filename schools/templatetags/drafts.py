"""A form that keeps a draft: `draft_kept` before it says that there is one, `draft_button` inside it keeps it."""

import uuid
from typing import Any

from django import forms, template
from django.urls import reverse

from schools.drafts import Page, about_of, draft_of, fields_of, fill, page_of, page_sent, state_of
from schools.models import Draft
from schools.sealing import Broken

register = template.Library()
TAKEN = "1"  # ?draft=1: she wants to go on with it


@register.inclusion_tag("schools/draft_kept.html", takes_context=True)
def draft_kept(context: dict[str, Any], form: forms.Form, name: str, *ids: str) -> dict[str, Any]:
    """ "มีร่างที่เขียนค้างไว้ [ใช้ร่าง] [ทิ้ง]"; with `?draft=1` what was typed stands in the form again.

    Call it before the form's fields are drawn. A form that came back with mistakes is left as it is.
    """
    about = about_of(ids)
    found = None if form.is_bound else _found(context, name, about)
    is_taken = bool(found) and _is_taken(context)
    if found and is_taken:
        try:
            fill(form, fields_of(found))
        except Broken:
            found = None
    return {
        "draft": found,
        "is_taken": is_taken,
        "page": _page(context, name, about),
        "discard": reverse("schools:discard_draft", args=[name, about]),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("schools/draft_button.html", takes_context=True)
def draft_button(context: dict[str, Any], name: str, *ids: str) -> dict[str, Any]:
    """The button, and what draft.js needs. A page that did not take the draft that waits never writes over it.

    A form that came back with mistakes is still the page it was.
    """
    about = about_of(ids)
    found = _found(context, name, about)
    sent = context["request"].POST
    if sent.get("draft") == f"{name}/{about}":
        page = page_sent(sent)
    else:
        page = Page(uuid.uuid4(), state_of(found) if found and _is_taken(context) else "")
    return {
        "name": f"{name}/{about}",
        "page": page,
        "url": reverse("schools:draft", args=[name, about]),
        "sequence": found.sequence if found and page.holds(found) else 0,
    }


def _page(context: dict[str, Any], name: str, about: str) -> str:
    """The form's address with the draft in it; what else stood in the address, as where it came from, stays."""
    query = context["request"].GET.copy()
    query["draft"] = TAKEN
    return f"{page_of(name, about)}?{query.urlencode()}"


def _is_taken(context: dict[str, Any]) -> bool:
    return bool(context["request"].GET.get("draft") == TAKEN)


def _found(context: dict[str, Any], name: str, about: str) -> Draft | None:
    return draft_of(context["request"].user, name, about)
