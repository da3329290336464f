"""What somebody is still writing: found for its writer alone, opened, and put back into its form."""

import json

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.urls import reverse

from schools.models import Draft, User
from schools.sealing import place, seal, unseal

JOIN = "-"  # between the ids of a form that is about more than one thing
Fields = dict[str, list[str]]


def draft_of(user: User, form: str, about: str) -> Draft | None:
    return Draft.objects.visible_to(user).filter(form=form, about=about).first()


def page_of(form: str, about: str) -> str:
    """The address of the form: "cases:write_note" about "k3h9p2xw".  Raises NoReverseMatch."""
    return reverse(form, args=[one for one in about.split(JOIN) if one])


def about_of(ids: tuple[str, ...]) -> str:
    """What stands for the ids of a form; a form that is about nothing yet has none."""
    return JOIN.join(ids) or JOIN


def sealed(draft: Draft, fields: Fields) -> bytes:
    return seal(settings.FIELD_KEYS, json.dumps(fields, ensure_ascii=False).encode(), at=_place(draft))


def fields_of(draft: Draft) -> Fields:
    """As they were typed.  Raises schools.sealing.Broken."""
    opened: Fields = json.loads(unseal(settings.FIELD_KEYS, draft.sealed, at=_place(draft)))
    return opened


def fill(form: forms.Form, fields: Fields) -> None:
    """What was typed becomes what the empty form begins with; nothing is checked before it is sent."""
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, values)
    for name, field in form.fields.items():
        form.initial[name] = field.widget.value_from_datadict(data, None, form.add_prefix(name))


def _place(draft: Draft) -> str:
    return place("schools_draft", "sealed", draft.uid)
