"""What is typed about an incident: little in the quick lane, more by who keeps it."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from cases.forms.fields import LONG, Sentence, VersionedForm
from cases.models import Incident, Involved
from schools.calendar import format_time
from schools.fields import CleanCharField, DateField
from schools.thai import to_arabic_digits

SAY_TIME = "กรอกเวลาเป็นชั่วโมงกับนาที เช่น 10.30"
NEAR = timedelta(days=366)


def a_year_ago() -> date:
    return timezone.localdate() - NEAR


class ClockField(CleanCharField):
    """A time of day as people write it: 10.30, 10:30, ๑๐.๓๐ น. Gives a `datetime.time`, None when empty."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "field-input in-sm"})
        super().__init__(max_length=12, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = re.fullmatch(r"(\d{1,2})[.:](\d{2})(\s*น\.?)?", to_arabic_digits(text))
        if not found or int(found[1]) > 23 or int(found[2]) > 59:
            raise forms.ValidationError(SAY_TIME, code="invalid")
        return time(int(found[1]), int(found[2]))

    def prepare_value(self, value: Any) -> Any:
        return f"{value.hour:02d}.{value.minute:02d}" if isinstance(value, time) else value


def moment_of(day: date | None, at: time | None) -> datetime | None:
    """In Bangkok. A day without a time counts from its beginning."""
    return timezone.make_aware(datetime.combine(day, at or time(0))) if day else None


def not_in_the_future(form: forms.Form, field: str, at: datetime | None) -> None:
    if at and at > timezone.now():
        form.add_error(field, f"เวลานี้ยังมาไม่ถึง ตอนนี้ {format_time(timezone.localtime())}")


class WhenForm(forms.Form):
    """Day and time of the incident, both optional; `cleaned_data["happened_at"]` is the moment."""

    on = DateField(label="เกิดวันที่", required=False, since=a_year_ago, until=timezone.localdate)
    clock = ClockField(label="เวลาประมาณ", required=False, help_text="เช่น 10.30")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        day, at = found.pop("on", None), found.pop("clock", None)
        if at and not day:
            self.add_error("on", "กรอกวันที่ด้วย เมื่อกรอกเวลา")
        found["happened_at"] = moment_of(day, at)
        not_in_the_future(self, "clock", found["happened_at"])
        return found


class DetailsForm(WhenForm):
    text = CleanCharField(
        label="เกิดอะไรขึ้น",
        max_length=800,
        lines=True,
        required=False,
        help_text="เขียนสิ่งที่เห็นหรือได้ยิน ไม่ต้องสอบถามนักเรียนเพิ่ม",
    )
    place = CleanCharField(label="ที่ไหน", max_length=160, required=False)
    field_order = ["text", "place", "on", "clock"]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not self.errors and not any(found.values()):
            raise forms.ValidationError("กรอกอย่างน้อยหนึ่งช่อง")
        return found


class IncidentForm(WhenForm):
    """In full. `threats`: the area's words; a word that was used and is no longer in the list stays possible."""

    group = forms.ChoiceField(
        label="กลุ่มภัย",
        choices=Incident.Group,
        widget=forms.RadioSelect,
        help_text="สี่กลุ่มตาม MOE Safety Center",
        error_messages={"required": "เลือกกลุ่มภัย", "invalid_choice": "เลือกกลุ่มภัยจากรายการ"},
    )
    threat = forms.ChoiceField(
        label="ประเภทภัย",
        required=False,
        widget=forms.Select(attrs={"class": "field-input"}),
        error_messages={"invalid_choice": "เลือกประเภทภัยจากรายการ"},
    )
    place = CleanCharField(label="ที่ไหน", max_length=160, required=False)
    text = Sentence(
        label="เกิดอะไรขึ้น",
        max_length=3000,
        widget=LONG,
        lines=True,
        help_text="เขียนสิ่งที่เกิด ไม่ตัดสินว่าใครผิด",
        say="เขียนสั้น ๆ ว่าเกิดอะไรขึ้น",
    )
    done = CleanCharField(label="ทำอะไรไปแล้ว", max_length=3000, lines=True, required=False)
    field_order = ["group", "threat", "text", "on", "clock", "place", "done"]

    def __init__(self, *args: Any, threats: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        used = (kwargs.get("initial") or {}).get("threat", "")
        words = list(dict.fromkeys([*threats, *filter(None, [used])]))
        self.fields["threat"].choices = [("", "ไม่ระบุ"), *((word, word) for word in words)]  # type: ignore[attr-defined]


class EditIncidentForm(VersionedForm, IncidentForm):
    def __init__(self, *args: Any, may_choose_right: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_choose_right:
            groups = [(code, word) for code, word in Incident.Group.choices if code != Incident.Group.RIGHT]
            self.fields["group"].choices = groups  # type: ignore[attr-defined]


class InvolveForm(forms.Form):
    part = forms.ChoiceField(
        label="เกี่ยวข้องเป็น",
        choices=Involved.Part,
        widget=forms.RadioSelect,
        initial=Involved.Part.VICTIM,
        error_messages={"required": "เลือกว่าเกี่ยวข้องอย่างไร", "invalid_choice": "เลือกจากรายการ"},
    )
    child = forms.ChoiceField(
        label="นักเรียน",
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกนักเรียน", "invalid_choice": "เลือกนักเรียนจากรายชื่อ"},
    )

    def __init__(self, *args: Any, children: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["child"].choices = list(children)  # type: ignore[attr-defined]


class SettleIncidentForm(VersionedForm):
    text = Sentence(
        label="ผลเป็นอย่างไร",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="เช่น พบครูพยาบาลแล้ว ผู้ปกครองรับทราบ",
        say="เขียนว่าเรื่องนี้จบอย่างไร",
    )
