"""Asking an agency again, and asking after the service."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone

from referrals.models import FollowUp, Reminder
from schools.fields import CleanCharField, DateField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from referrals.models import Referral

BY_PEOPLE = (Reminder.How.PHONE, Reminder.How.LINE, Reminder.How.LETTER)
SAY_ANSWERED = "มีเรื่องที่หน่วยงานตอบแล้ว ดูรายการล่าสุดแล้วเลือกใหม่"


class RemindForm(forms.Form):
    how = forms.ChoiceField(
        label="เตือนทาง",
        choices=[(how.value, how.label) for how in BY_PEOPLE],
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกว่าเตือนทางใด"},
    )
    note = CleanCharField(
        label="หมายเหตุ", max_length=200, required=False, help_text="เช่น คุยกับใคร นัดโทรกลับเมื่อไร ไม่ต้องเขียนชื่อนักเรียนหรืออาการ"
    )


class RemindAgencyForm(RemindForm):
    letters = forms.MultipleChoiceField(
        label="เรื่องที่เตือน",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "เลือกอย่างน้อยหนึ่งเรื่อง", "invalid_choice": SAY_ANSWERED},
    )

    field_order = ("letters", "how", "note")

    def __init__(self, *args: Any, letters: "Sequence[Referral]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {one.public_id: one for one in letters}
        choices = cast(forms.MultipleChoiceField, self.fields["letters"])
        choices.choices = [(key, one.code) for key, one in self.by_id.items()]
        choices.initial = list(self.by_id)

    def clean_letters(self) -> "list[Referral]":
        return [self.by_id[key] for key in self.cleaned_data["letters"]]


class FollowUpForm(forms.Form):
    found = forms.ChoiceField(
        label="พบว่า",
        choices=[one for one in FollowUp.Found.choices if one[0] != FollowUp.Found.SKIPPED],
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกสิ่งที่พบ"},
    )
    text = CleanCharField(
        label="รายละเอียด", max_length=500, lines=True, required=False, help_text="เช่น ใครให้ข้อมูล นัดถัดไปเมื่อไร"
    )


class SkipFollowUpForm(forms.Form):
    text = CleanCharField(label="เหตุที่ไม่ต้องติดตาม", max_length=500)


class PlanFollowUpForm(forms.Form):
    due_on = DateField(label="ติดตามวันที่", since=timezone.localdate)
