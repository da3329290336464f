"""Fields that several forms of a case share, and the version that the person saw."""

from typing import Any

from django import forms

from schools.fields import CleanCharField
from schools.models import User

LONG = forms.Textarea(attrs={"rows": 4})
CHOOSE_PERSON = {"required": "เลือกคน", "invalid_choice": "เลือกคนจากรายชื่อ"}


class Sentence(CleanCharField):
    """A text with its own words for when it is empty."""

    def __init__(self, *, say: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.say = say

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise forms.ValidationError(self.say, code="required")
        super().validate(value)


class VersionedForm(forms.Form):
    """Carries which version of the case the person saw."""

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={"required": "โหลดหน้านี้ใหม่แล้วลองอีกครั้ง", "invalid": "โหลดหน้านี้ใหม่แล้วลองอีกครั้ง"},
    )


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """One of the people who may do something for the child, by call name and duty."""

    @staticmethod
    def named(person: User) -> str:
        return f"{person.call_name} {person.last_name}".strip()

    def label_from_instance(self, obj: Any) -> str:
        return self.named(obj)
