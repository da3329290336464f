"""What is typed when something good, plain or worrying was seen of a child."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from activities.models import ConductRule, Observation
from schools.calendar import academic_year, academic_year_dates
from schools.fields import CleanCharField, DateField
from schools.thai import to_arabic_digits
from students.models import Student

# Ready words for a praise, to be ticked instead of typed.
READY = (
    "ช่วยเพื่อนโดยไม่ต้องบอก",
    "ส่งงานครบตรงเวลา",
    "ตั้งใจเรียนและกล้าถาม",
    "มีน้ำใจแบ่งปัน",
    "รับผิดชอบหน้าที่จนเสร็จ",
    "ซื่อสัตย์ เก็บของได้แล้วส่งคืน",
)
TONES = [("praise", "ชื่นชม"), ("neutral", "สังเกต"), ("concern", "ตักเตือน")]


def year_began() -> date:
    return academic_year_dates(academic_year(timezone.localdate()))[0]


class PointsField(forms.Field):
    """A whole number with or without a sign; empty is None. The rule says whether it is given or taken."""

    widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "field-input in-number"})

    def to_python(self, value: Any) -> int | None:
        text = to_arabic_digits(str(value or "")).strip().replace("−", "-").replace("–", "-")
        if not text:
            return None
        if not re.fullmatch(r"[+-]?\d{1,3}", text):
            raise ValidationError("กรอกคะแนนเป็นตัวเลข เช่น 5")
        return int(text)

    def validate(self, value: int | None) -> None:
        if value is None and self.required:
            raise ValidationError("กรอกคะแนน เช่น 5")


class ObserveForm(forms.Form):
    """`among`: the children who may be chosen; `one`: only this child is asked about, and no list is shown."""

    children = forms.MultipleChoiceField(
        label="นักเรียน", widget=forms.CheckboxSelectMultiple, error_messages={"required": "เลือกนักเรียนอย่างน้อยหนึ่งคน"}
    )
    tone = forms.ChoiceField(label="แบบ", choices=TONES, widget=forms.RadioSelect, initial=Observation.Tone.PRAISE)
    ready = forms.MultipleChoiceField(
        label="คำชื่นชมที่ใช้บ่อย แตะได้หลายคำ",
        choices=[(words, words) for words in READY],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    text = CleanCharField(label="เห็นอะไร", max_length=300, required=False)
    rule = forms.ChoiceField(label="ข้อในระเบียบของโรงเรียน", required=False)
    points = PointsField(label="คะแนน", required=False, help_text="เว้นว่างได้เมื่อข้อนั้นมีคะแนนเดียว")
    seen_on = DateField(label="วันที่เห็น", since=year_began, until=timezone.localdate)

    def __init__(
        self, *args: Any, among: Sequence[Student], one: Student | None, rules: Iterable[ConductRule], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rules = {rule.public_id: rule for rule in rules}
        self.among = {child.public_id: child for child in among}
        self.initial.setdefault("seen_on", timezone.localdate())
        if one is not None:
            del self.fields["children"]
            self.among = {one.public_id: one}
        else:
            choices = [(key, f"{child.number or '–'} {child.short_name}") for key, child in self.among.items()]
            cast(forms.MultipleChoiceField, self.fields["children"]).choices = choices
        if self.rules:
            cast(forms.ChoiceField, self.fields["rule"]).choices = offered(self.rules.values())
        else:
            del self.fields["rule"], self.fields["points"]

    def clean_rule(self) -> ConductRule | None:
        return self.rules.get(self.cleaned_data["rule"])

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = self.cleaned_data
        told["text"] = self.said(told)
        rule, points = told.get("rule"), told.get("points")
        if rule is not None and points is None and "points" not in self.errors:
            if rule.least == rule.most:
                told["points"] = rule.least
            else:
                self.add_error("points", f"กรอกคะแนน {fewest(rule)}–{largest(rule)}")
        elif rule is not None and points is not None and rule.most <= 0:
            told["points"] = -abs(points)
        return told

    def said(self, told: dict[str, Any]) -> str:
        """Ready words count for a praise only; with them nothing has to be typed."""
        ready = told.pop("ready", []) if told.get("tone") == Observation.Tone.PRAISE else []
        told.pop("ready", None)
        typed = [told["text"]] if told.get("text") else []
        text = " · ".join([*ready, *typed])
        if not text and "text" not in self.errors:
            self.add_error("text", "เขียนสั้น ๆ ว่าเห็นอะไร")
        elif len(text) > 300:
            self.add_error("text", f"รวมกันยาว {len(text)} ตัวอักษร ให้ไม่เกิน 300")
        return text

    def chosen(self) -> list[Student]:
        """The children it is about, in the list's order."""
        if "children" not in self.fields:
            return list(self.among.values())
        wanted = set(self.cleaned_data["children"])
        return [child for key, child in self.among.items() if key in wanted]

    def told(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "children"}


def fewest(rule: ConductRule) -> int:
    return min(abs(rule.least), abs(rule.most))


def largest(rule: ConductRule) -> int:
    return max(abs(rule.least), abs(rule.most))


def offered(rules: Iterable[ConductRule]) -> list[Any]:
    """The rules in two groups, what is given first."""
    groups: dict[str, list[tuple[str, str]]] = {"ให้คะแนนความดี": [], "ตัดคะแนน": []}
    for rule in rules:
        span = str(fewest(rule)) if rule.least == rule.most else f"{fewest(rule)}–{largest(rule)}"
        group = "ตัดคะแนน" if rule.least < 0 else "ให้คะแนนความดี"
        groups[group].append((rule.public_id, f"{rule.code} {rule.text} ({span})"))
    return [("", "ไม่ให้คะแนน"), *((name, lines) for name, lines in groups.items() if lines)]


class CancelForm(forms.Form):
    reason = CleanCharField(label="เหตุผลที่ยกเลิก", max_length=200, min_length=4)
