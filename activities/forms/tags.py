"""A word of an area."""

from typing import Any

from django import forms

from activities.models import Tag
from schools.fields import CleanCharField
from schools.forms.unchanged import Unchanged


class TagForm(forms.Form):
    family = forms.ChoiceField(label="กลุ่ม", choices=Tag.Family.choices)
    set_name = CleanCharField(label="ชุด", max_length=60)
    name = CleanCharField(label="คำ", max_length=60)


class RenameForm(Unchanged):
    """The word as it stands; its family stays."""

    set_name = CleanCharField(label="ชุด", max_length=60)
    name = CleanCharField(label="คำ", max_length=60)

    def __init__(self, *args: Any, tag: Tag, **kwargs: Any) -> None:
        super().__init__(*args, initial={"set_name": tag.set_name, "name": tag.name}, **kwargs)
