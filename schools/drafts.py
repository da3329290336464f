"""What somebody is still writing: found for its writer alone, opened, and put back into its form."""

import json
import re
import uuid
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse

from journal.ids import ALPHABET
from schools.models import Draft, User
from schools.sealing import place, seal, unseal

JOIN = "-"  # between the ids of a form that is about more than one thing
ID = f"[{ALPHABET}]{{8}}"
ABOUT = re.compile(f"{JOIN}|{ID}({JOIN}{ID})?")
FORMS = frozenset(
    {  # whose drafts are kept: the URL name of each form
        "cases:alert",
        "cases:assess",
        "cases:correct_note",
        "cases:edit_conference",
        "cases:edit_incident",
        "cases:my_report",
        "cases:new_conference",
        "cases:new_incident",
        "cases:new_protection",
        "cases:plan",
        "cases:settle_incident",
        "cases:settle_protection",
        "cases:write_note",
        "referrals:give_reason",
        "referrals:finish_inside",
        "referrals:send_child_inside",
        "referrals:send_inside",
        "referrals:record_reply",
        "students:emergency",
    }
)
Fields = dict[str, list[str]]


@dataclass(frozen=True)
class Page:
    """One page with a form in somebody's hands, by the `uid` it was drawn with.

    `taken` is the uid and sequence of the draft that stood in it when it was drawn, as it was then. A draft bears the
    uid of the page that wrote it last, so that of two pages that took the same draft only the first goes on with it.
    """

    uid: uuid.UUID
    taken: str = ""

    def writes_as(self, *, user_id: int, form: str, about: str) -> uuid.UUID:
        """The uid of its draft: no two people and no two forms share one, whatever uid a page says is its own."""
        return uuid.uuid5(self.uid, f"{user_id}/{form}/{about}")

    def wrote(self, draft: Draft) -> bool:
        return draft.uid == self.writes_as(user_id=draft.user_id, form=draft.form, about=draft.about)

    def holds(self, draft: Draft) -> bool:
        """Whether the draft is as this page wrote it or took it; any other it must not touch."""
        return self.wrote(draft) or self.taken == state_of(draft)


def state_of(draft: Draft) -> str:
    """ "1b4e28ba-2fa1-11d2-883f-0016d3cca427/4": changes with every save."""
    return f"{draft.uid}/{draft.sequence}"


def page_sent(post: QueryDict) -> Page:
    """What `{% draft_button %}` drew. A form without it has taken no draft and written none."""
    try:
        return Page(uuid.UUID(post.get("draft_page", "")), post.get("draft_taken", ""))
    except ValueError:
        return Page(uuid.uuid4())


def draft_of(user: User, form: str, about: str) -> Draft | None:
    return Draft.objects.visible_to(user).filter(form=form, about=about).first()


def page_of(form: str, about: str) -> str:
    """The address of the form: "cases:write_note" about "k3h9p2xw".  Raises NoReverseMatch: no form of ours."""
    if form not in FORMS or not ABOUT.fullmatch(about):
        raise NoReverseMatch(f"no draft of {form!r} about {about!r}")
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
