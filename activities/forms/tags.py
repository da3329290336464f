"""A word of an area."""

from typing import Any

from django import forms

from activities.models import Tag
from schools.fields import CleanCharField


class TagForm(forms.Form):
    family = forms.ChoiceField(label="กลุ่ม", choices=Tag.Family.choices)
    set_name = CleanCharField(label="ชุด", max_length=60)
    name = CleanCharField(label="คำ", max_length=60)

    def __init__(self, *args: Any, tag: Tag | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if tag:
            del self.fields["family"]
            self.initial.setdefault("set_name", tag.set_name)
            self.initial.setdefault("name", tag.name)
