"""Somebody was faster: what stands now beside what was typed, in words, and what was typed to be sent again."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from cases.forms import ConferenceForm, as_it_stands
from cases.forms.fields import PersonField
from cases.models import Conference
from schools.calendar import format_short, format_tiny
from schools.http import StaffRequest
from schools.models import User

OURS = ("version", "form_key", "csrfmiddlewaretoken")
NOTHING = "–"
MINUTES = ("held_on", "place", "chair", "summary", "strengths", "problems", "resolution", "next_on")


def typed(request: StaffRequest) -> list[tuple[str, str]]:
    """What she typed, without what the page that offers it again says anew."""
    return [(name, value) for name in request.POST if name not in OURS for value in request.POST.getlist(name)]


def differing(form: forms.Form, stored: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """(label, how it stands now, what she typed) of each field that differs. `stored`: field → value, where one is."""
    both = [
        (str(field.label), said(field.field, stored.get(field.name)), said(field.field, form.cleaned_data[field.name]))
        for field in form
        if not field.is_hidden and field.name in form.cleaned_data
    ]
    return [(label, now, mine) for label, now, mine in both if now != mine]


def said(field: forms.Field, value: Any) -> str:
    """A day, a person or a choice as people read it."""
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, date):
        return format_short(value)
    if isinstance(value, User):
        return PersonField.named(value)
    if isinstance(value, QuerySet | list | tuple):
        return together(said(field, one) for one in value)
    words: dict[Any, Any] = {} if isinstance(field, forms.ModelChoiceField) else dict(getattr(field, "choices", ()))
    return str(words.get(value, value))


def together(words: Iterable[str]) -> str:
    return " · ".join(words) or NOTHING


def minutes_differing(conference: Conference, form: ConferenceForm) -> list[tuple[str, str, str]]:
    """The same of minutes: the words, who came, and what was decided, a line each."""
    now, mine = as_it_stands(conference), form.cleaned_data
    people: Any = form.fields["attendees"]
    names = {person.public_id: person.call_name for person in people.queryset}
    both = [
        (str(form[name].label), said(form.fields[name], now[name]), said(form.fields[name], mine[name]))
        for name in MINUTES
    ]
    both += [
        (
            str(form["attendees"].label),
            together(names.get(one, NOTHING) for one in now["attendees"]),
            together(names.get(one.public_id, NOTHING) for one in mine["attendees"]),
        ),
        (
            str(form["others"].label),
            together(now["others"].splitlines()),
            together(", ".join(filter(None, one)) for one in mine["others"]),
        ),
        (
            "ข้อตกลง",
            together(decision(row, names) for row in conference.decided),
            together(decision(row, names) for row in mine["decided"]),
        ),
    ]
    return [(label, stands, told) for label, stands, told in both if stands != told]


def decision(row: Mapping[str, str], names: Mapping[str, str]) -> str:
    """ "พาไปวัดสายตา (ครูสมหญิง ภายใน 30 มิ.ย. 68)" """
    due_on = format_tiny(date.fromisoformat(row["due_on"]))
    return f"{row['text']} ({names.get(row['responsible'], NOTHING)} ภายใน {due_on})"
