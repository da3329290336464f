"""What an agency types without an account: the six digits, then its answer (the fields of the printed form D5)."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from referrals.links import DIGITS
from referrals.models import Reply
from schools import calendar
from schools.fields import CleanCharField, DateField, DateWidget, PhoneField
from schools.thai import to_arabic_digits

SAY_CODE = "กรอกรหัส 6 หลักที่โรงเรียนแจ้ง"


class CodeForm(forms.Form):
    """Thai or Arabic digits, with spaces and dashes as they were read out on the telephone."""

    code = CleanCharField(
        label="รหัสยืนยัน 6 หลัก",
        max_length=40,
        help_text="โรงเรียนแจ้งทางโทรศัพท์หรือกระดาษแยกซอง",
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self) -> str:
        digits = re.sub(r"[\s\-–.]", "", to_arabic_digits(self.cleaned_data["code"]))
        if not re.fullmatch(rf"[0-9]{{{DIGITS}}}", digits):
            raise forms.ValidationError(SAY_CODE)
        return digits


class YearGiven(DateField):
    """Its year stands there already: as long as day and month are empty nothing was typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=DateWidget(near=False), **kwargs)

    def to_python(self, value: Any) -> date | None:
        return super().to_python(None if isinstance(value, list) and not any(value[:2]) else value)


class AnswerForm(forms.Form):
    """The agency's answer. Only its words are asked, never a name of the child."""

    result = forms.ChoiceField(
        label="1. ท่านรับดูแลหรือไม่",
        choices=Reply.Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกว่ารับดูแลหรือไม่", "invalid_choice": "เลือกจากตัวเลือกที่มี"},
    )
    why = forms.ChoiceField(
        label="ถ้าไม่รับ เพราะ",
        choices=[("", "เลือกเหตุผล"), *Reply.Why.choices],
        required=False,
        error_messages={"invalid_choice": "เลือกจากตัวเลือกที่มี"},
    )
    appointment_on = YearGiven(label="นัดครั้งแรก", required=False)
    appointment_place = CleanCharField(
        label="เวลาและสถานที่นัด", max_length=150, required=False, help_text="เช่น 09:00 น. คลินิกวัยรุ่น ชั้น 2"
    )
    said_by = CleanCharField(
        label="ผู้ประสานของหน่วยงาน", max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    position = CleanCharField(label="ตำแหน่ง", max_length=120, required=False)
    phone = PhoneField(
        label="เบอร์โทรศัพท์",
        required=False,
        short=True,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )
    findings = CleanCharField(label="ผลการประเมินเบื้องต้น", max_length=4000, lines=True, required=False)
    advice = CleanCharField(
        label="คำแนะนำสำหรับโรงเรียน",
        max_length=4000,
        lines=True,
        required=False,
        help_text="บรรทัดละหนึ่งเรื่อง โรงเรียนจะรับไปทำเป็นงาน ส่งเพิ่มภายหลังได้จนลิงก์หมดอายุ",
    )
    next_on = YearGiven(label="นัดถัดไป", required=False)

    WORDS_NEEDED = {
        Reply.Result.MORE: "เขียนว่าขอข้อมูลอะไรเพิ่ม",
        Reply.Result.SPECIALIST: "เขียนว่าส่งต่อที่ไหน หรือให้โรงเรียนทำอะไรต่อ",
    }

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        result = typed.get("result", "")
        declined = result == Reply.Result.DECLINED
        if declined and not typed.get("why") and "why" not in self.errors:
            self.add_error("why", "เลือกเหตุผลที่ไม่รับ")
        has_words = typed.get("advice") or typed.get("findings")
        message = self.WORDS_NEEDED.get(result)
        if declined and typed.get("why") == Reply.Why.OTHER:
            message = "เขียนเหตุผลที่ไม่รับ"
        if message and not has_words and "advice" not in self.errors:
            self.add_error("advice", message)
        first, following = typed.get("appointment_on"), typed.get("next_on")
        if first and following and following < first:
            self.add_error("next_on", "นัดถัดไปต้องไม่ก่อนนัดครั้งแรก")
        return typed


def begun(last: Reply | None, contact: str, phone: str) -> dict[str, Any]:
    """What stands in the form already: who answered last (else whom the network names), and this year."""
    year = ["", "", str(calendar.be_year(timezone.localdate()))]
    given = {"appointment_on": year, "next_on": year}
    if last is None:
        return given | {"said_by": contact, "phone": phone}
    return given | {"said_by": last.said_by, "position": last.position, "phone": last.phone}


def typed_pairs(form: AnswerForm) -> list[tuple[str, str]]:
    """Every input's name with what was typed, to be carried along hidden."""
    wanted = {name for field in form.fields for name in (field, f"{field}_day", f"{field}_month", f"{field}_year")}
    return [(name, value) for name, value in form.data.items() if name in wanted and isinstance(value, str) and value]
