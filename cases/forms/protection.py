"""What is typed in a record of protection. There is no field for consent: it never waits for one (ม.29, ม.41)."""

from typing import Any

from django import forms
from django.utils import timezone

from cases.forms.fields import CHOOSE_PERSON, LONG, PersonField, Sentence, VersionedForm
from cases.forms.incidents import ClockField, a_year_ago, moment_of, not_in_the_future
from cases.models import Protection, Report
from schools.fields import CleanCharField, DateField
from schools.models import User

TOO_EARLY = "แจ้งก่อนที่จะรู้ไม่ได้ ตรวจวันและเวลาอีกครั้ง"


class ProtectForm(forms.Form):
    seen = Sentence(
        label="เห็นหรือได้ยินอะไร",
        max_length=3000,
        widget=LONG,
        lines=True,
        help_text="เขียนเท่าที่เห็นหรือได้ยินเอง ไม่ต้องแน่ใจ ไม่ต้องสอบถามเด็กเพิ่ม",
        say="เขียนสิ่งที่เห็นหรือได้ยิน",
    )
    child_words = CleanCharField(
        label="คำพูดของเด็ก (ถ้ามี)", max_length=2000, lines=True, required=False, help_text="ตามคำที่เด็กพูด ไม่เรียบเรียงใหม่"
    )
    on = DateField(label="รู้เมื่อวันที่", since=a_year_ago, until=timezone.localdate)
    clock = ClockField(label="เวลา", help_text="เช่น 10.30")
    is_home_suspected = forms.BooleanField(label="สงสัยคนในบ้าน จึงยังไม่ติดต่อผู้ปกครอง", required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        day, at = found.pop("on", None), found.pop("clock", None)
        if day and at:
            found["known_at"] = moment_of(day, at)
            not_in_the_future(self, "clock", found["known_at"])
        return found


class ReportForm(forms.Form):
    to = forms.ChoiceField(
        label="แจ้งใคร",
        choices=Report.To,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกว่าแจ้งใคร", "invalid_choice": "เลือกจากรายการ"},
    )
    name = CleanCharField(label="ผู้รับแจ้ง", max_length=120, required=False, help_text="ชื่อหรือตำแหน่ง")
    way = CleanCharField(label="วิธี", max_length=80, required=False, help_text="เช่น โทรศัพท์ ไปพบ เว็บไซต์")
    reference = CleanCharField(label="เลขรับแจ้ง", max_length=60, required=False)
    on = DateField(label="แจ้งเมื่อวันที่", until=timezone.localdate)
    clock = ClockField(label="เวลา", help_text="เช่น 10.30")
    reported_by = PersonField(
        queryset=User.objects.none(),
        label="ผู้แจ้ง",
        to_field_name="public_id",
        empty_label=None,
        error_messages=CHOOSE_PERSON,
    )
    answer = CleanCharField(label="ได้รับคำตอบว่า", max_length=300, lines=True, required=False)

    def __init__(self, *args: Any, protection: Protection, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.protection = protection
        self.fields["reported_by"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        day, at = found.pop("on", None), found.pop("clock", None)
        if day and at and (reported_at := moment_of(day, at)):
            found["reported_at"] = reported_at
            not_in_the_future(self, "clock", reported_at)
            if reported_at < self.protection.known_at.replace(second=0, microsecond=0):
                self.add_error("clock", TOO_EARLY)
        return found


class SettleProtectionForm(VersionedForm):
    text = Sentence(
        label="ผลเป็นอย่างไร",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="เช่น บ้านพักเด็กรับดูแล โรงเรียนประสานทุกสัปดาห์",
        say="เขียนว่าเรื่องนี้จบอย่างไร",
    )
    is_unreported_meant = forms.BooleanField(label="ปิดโดยไม่แจ้งหน่วยงาน เพราะตรวจสอบแล้วไม่เข้าข่าย", required=False)

    def __init__(self, *args: Any, is_reported: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_reported:
            del self.fields["is_unreported_meant"]
