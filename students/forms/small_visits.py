"""The small form of a home visit that is carried along, typed back as a row of a grid."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from schools.fields import DateField
from students import visit_form
from students.forms.visiting import field_of
from students.models import Visit
from students.visit_form import QUESTIONS, Kind, Question

# Asked on the small form that is carried along, besides the day and the way.
SMALL = [question for question in QUESTIONS.values() if question.is_short]


class SmallForm(forms.Form):
    """One child's row of the grid: the short questions as they were written on the small form."""

    way = forms.ChoiceField(label="วิธี", choices=[("", "–"), *Visit.Way.choices], required=False)
    on = DateField(
        label="วันที่",
        required=False,
        until=timezone.localdate,
        widget=forms.TextInput({"autocomplete": "off", "class": "field-input in-day"}),
    )

    def __init__(self, *args: Any, day: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        for question in SMALL:
            self.fields[f"q-{question.code}"] = small_field(question)

    def is_filled(self) -> bool:
        """Was anything typed in this row?"""
        return any(str(self.data.get(self.add_prefix(name), "")).strip() for name in self.fields)

    def clean(self) -> dict[str, Any]:
        good: dict[str, Any] = self.cleaned_data
        if not good.get("way"):
            self.add_error("way", "เลือกวิธีที่เยี่ยม")
        if not good.get("on") and not self.day and "on" not in self.errors:
            self.add_error("on", "กรอกวันที่เยี่ยมบ้าน ในแถวหรือเหนือตาราง")
        for question in visit_form.missing(self.answers(), way=str(good.get("way") or "")):
            name = f"q-{question.code}"
            if name in self.fields and name not in self.errors:
                self.add_error(name, f"เลือก{question.label}")
        return good

    def answers(self) -> dict[str, Any]:
        found = {question.code: self.cleaned_data.get(f"q-{question.code}") for question in SMALL}
        lists = {question.code for question in SMALL if question.kind == Kind.MANY}
        kept = {code: [value] if code in lists else value for code, value in found.items() if value not in (None, "")}
        if self.cleaned_data.get("way") == Visit.Way.NOT_DONE:
            kept.setdefault(visit_form.WHY_NOT, "empty")
        return kept

    def told(self) -> dict[str, Any]:
        good = self.cleaned_data
        return {"visited_on": good.get("on") or self.day, "way": good["way"], "answers": self.answers()}


def small_field(question: Question) -> forms.Field:
    """A select for either kind of choice: one answer fits a row."""
    if question.kind in (Kind.CHOICE, Kind.MANY):
        return forms.ChoiceField(label=question.label, choices=[("", "–"), *question.choices], required=False)
    return field_of(question)


class DayForm(forms.Form):
    """The day of every row that has none of its own."""

    day = DateField(label="วันที่เยี่ยมของทุกแถว", required=False, until=timezone.localdate)
