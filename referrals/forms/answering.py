"""Signing, sending back, what the agency answered, closing."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone

from referrals.forms.drafting import VersionForm, whole_number
from referrals.models import Reply
from schools.fields import CleanCharField, DateField, PhoneField


class SignForm(VersionForm):
    letter_number = CleanCharField(
        label="ที่ (เลขที่หนังสือ)", max_length=60, error_messages={"required": "กรอกเลขที่หนังสือจากทะเบียนของโรงเรียน"}
    )
    letter_on = DateField(label="ลงวันที่")
    sent_on = DateField(label="ส่งวันที่", until=timezone.localdate)

    def clean_letter_number(self) -> str:
        return whole_number(self.cleaned_data["letter_number"])


class ReturnForm(VersionForm):
    reason = CleanCharField(label="ต้องแก้อะไร", max_length=300)


class CloseForm(VersionForm):
    reason = CleanCharField(
        label="เหตุที่ปิด", max_length=200, help_text="เช่น ได้รับบริการแล้ว หรือผู้ปกครองขอถอน ไม่ต้องเขียนชื่อหรืออาการ"
    )


class ReplyForm(VersionForm):
    """The fields of the printed reply form, and who said it, how and when (decisions B11)."""

    result = forms.ChoiceField(
        label="ผล",
        choices=Reply.Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกผลที่หน่วยงานแจ้ง"},
    )
    appointment_on = DateField(label="วันนัด", required=False)
    advice = CleanCharField(
        label="ผลการประเมินเบื้องต้นหรือคำแนะนำ",
        max_length=4000,
        lines=True,
        required=False,
        help_text="ถ้าไม่รับ เขียนเหตุผล ถ้าขอข้อมูลเพิ่ม เขียนว่าขออะไร",
    )
    said_by = CleanCharField(label="ผู้ให้ข้อมูล", max_length=120)
    position = CleanCharField(label="ตำแหน่ง", max_length=120, required=False)
    phone = PhoneField(label="โทรศัพท์", required=False, short=True)
    how = forms.ChoiceField(
        label="ได้รับทาง",
        choices=Reply.How.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกว่าได้รับคำตอบทางใด"},
    )
    received_on = DateField(label="วันที่ได้รับคำตอบ", until=timezone.localdate)

    WORDS_NEEDED = {
        Reply.Result.DECLINED: "เขียนเหตุผลที่หน่วยงานไม่รับ",
        Reply.Result.MORE: "เขียนว่าหน่วยงานขอข้อมูลอะไรเพิ่ม",
    }

    def __init__(self, *args: Any, sent_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DateField, self.fields["received_on"]).since = sent_on

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        message = self.WORDS_NEEDED.get(typed.get("result", ""))
        if message and not typed.get("advice") and "advice" not in self.errors:
            self.add_error("advice", message)
        appointment, received = typed.get("appointment_on"), typed.get("received_on")
        if appointment and received and appointment < received:
            self.add_error("appointment_on", "วันนัดต้องไม่ก่อนวันที่ได้รับคำตอบ")
        return typed
