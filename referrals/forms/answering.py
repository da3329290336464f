"""Signing, sending back, what the agency answered, and the ways out of a referral."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone

from cases.forms import CHOOSE_PERSON, PersonField
from cases.models import carers_of
from referrals.directory import Choice
from referrals.forms.drafting import SAY_GONE, VersionForm, offer, whole_number
from referrals.models import Agency, Outcome, Referral, Reply
from schools.fields import CleanCharField, DateField, DateWidget, PhoneField
from schools.models import User

if TYPE_CHECKING:
    from django.db.models import QuerySet

WITHIN_DAYS = 7  # by then what was advised is to be done, unless another day is chosen
A_YEAR = timedelta(days=366)
TOLD = (Reply.How.PHONE, Reply.How.PAPER, Reply.How.PERSON)  # how staff hear of an answer


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
    """What was never sent has one outcome, and is not asked for it."""

    outcome = forms.ChoiceField(
        label="ผลการส่งต่อ",
        choices=[choice for choice in Outcome.choices if choice[0] != Outcome.UNSENT],
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกว่าการส่งต่อนี้จบอย่างไร"},
    )
    reason = CleanCharField(label="สรุปหนึ่งประโยค", max_length=200, help_text="ไม่ต้องเขียนชื่อหรืออาการ")

    def __init__(self, *args: Any, is_sent: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_sent:
            del self.fields["outcome"]


class RevokeForm(VersionForm):
    reason = CleanCharField(
        label="เหตุที่เพิกถอน", max_length=200, help_text="เช่น ผู้ปกครองขอถอนความยินยอม หน่วยงานไม่เห็นข้อความนี้"
    )


class AnotherForm(forms.Form):
    agency = forms.ModelChoiceField(
        label="หน่วยงานปลายทาง",
        queryset=Agency.objects.none(),
        to_field_name="public_id",
        empty_label="เลือกหน่วยงาน",
        error_messages={"required": "เลือกหน่วยงานปลายทาง", "invalid_choice": SAY_GONE},
    )

    def __init__(self, *args: Any, agencies: "QuerySet[Agency]", offered: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["agency"], agencies, offered)


class AdviceForm(forms.Form):
    """Which lines of an answer become tasks, by when, and whose they are."""

    lines = forms.MultipleChoiceField(
        label="สิ่งที่จะทำ",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "เลือกอย่างน้อย 1 ข้อ", "invalid_choice": "คำตอบเปลี่ยนไปแล้ว เปิดหน้านี้ใหม่"},
    )
    responsible = PersonField(
        label="ผู้ทำ",
        queryset=User.objects.none(),
        to_field_name="public_id",
        empty_label="เลือกคน",
        error_messages=CHOOSE_PERSON,
        help_text="เฉพาะคนที่มีหน้าที่ดูแลนักเรียนคนนี้ และจะเห็นเคสนี้",
    )
    due_on = DateField(label="ภายในวันที่", widget=DateWidget(near=False), help_text="การพาไปตามนัดใช้วันนัด ไม่ใช้วันนี้")

    def __init__(self, *args: Any, referral: Referral, reply: Reply, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        cast(PersonField, self.fields["responsible"]).queryset = carers_of(referral.student, today)
        lines = cast(forms.MultipleChoiceField, self.fields["lines"])
        lines.choices = [(each.key, each.text) for each in reply.to_do]
        owner = referral.case.owner
        self.initial = {
            "lines": [each.key for each in reply.to_do if not each.task],
            "responsible": owner.public_id if owner else None,
            "due_on": today + timedelta(days=WITHIN_DAYS),
        }

    def clean_due_on(self) -> date:
        today, due_on = timezone.localdate(), cast(date, self.cleaned_data["due_on"])
        if not today <= due_on <= today + A_YEAR:
            raise forms.ValidationError("เลือกวันตั้งแต่วันนี้ ไม่เกินหนึ่งปี")
        return due_on


class ReplyForm(VersionForm):
    """The fields of the printed reply form, and who said it, how and when (decisions B11)."""

    result = forms.ChoiceField(
        label="ผล",
        choices=Reply.Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกผลที่หน่วยงานแจ้ง"},
    )
    why = forms.ChoiceField(
        label="เหตุที่ไม่รับ",
        choices=[("", "เลือกเมื่อไม่รับ"), *Reply.Why.choices],
        required=False,
        error_messages={"invalid_choice": "เลือกเหตุจากรายการ"},
    )
    appointment_on = DateField(label="วันนัด", required=False, help_text="ถ้านัดแล้ว")
    appointment_place = CleanCharField(label="เวลาและสถานที่นัด", max_length=150, required=False)
    findings = CleanCharField(
        label="ผลการประเมินเบื้องต้น", max_length=4000, lines=True, required=False, help_text="เท่าที่หน่วยงานแจ้งให้โรงเรียนรู้"
    )
    advice = CleanCharField(
        label="คำแนะนำสำหรับโรงเรียน",
        max_length=4000,
        lines=True,
        required=False,
        help_text="ข้อละหนึ่งบรรทัด แต่ละข้อทำเป็นงานในเคสได้ ถ้าขอข้อมูลเพิ่ม เขียนว่าขออะไร",
    )
    next_on = DateField(label="นัดถัดไป", required=False)
    said_by = CleanCharField(label="ผู้ให้ข้อมูล", max_length=120)
    position = CleanCharField(label="ตำแหน่ง", max_length=120, required=False)
    phone = PhoneField(label="โทรศัพท์", required=False, short=True)
    how = forms.ChoiceField(
        label="ได้รับทาง",
        choices=[(how.value, how.label) for how in TOLD],
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกว่าได้รับคำตอบทางใด"},
    )
    received_on = DateField(label="วันที่ได้รับคำตอบ", until=timezone.localdate)

    def __init__(self, *args: Any, sent_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DateField, self.fields["received_on"]).since = sent_on

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        self._ask_for_words(typed)
        received = typed.get("received_on")
        for name, word in (("appointment_on", "วันนัด"), ("next_on", "วันนัดถัดไป")):
            on = typed.get(name)
            if on and received and on < received:
                self.add_error(name, f"{word}ต้องไม่ก่อนวันที่ได้รับคำตอบ")
        return typed

    def _ask_for_words(self, typed: dict[str, Any]) -> None:
        """Why it was declined, or what else is asked for: without it nobody knows what to do next."""
        words = typed.get("advice") or typed.get("findings") or "advice" in self.errors
        if typed.get("result") == Reply.Result.DECLINED:
            if not typed.get("why") and "why" not in self.errors:
                self.add_error("why", "เลือกเหตุที่หน่วยงานไม่รับ")
            elif typed.get("why") == Reply.Why.OTHER and not words:
                self.add_error("advice", "เขียนเหตุผลที่หน่วยงานไม่รับ")
        if typed.get("result") == Reply.Result.MORE and not words:
            self.add_error("advice", "เขียนว่าหน่วยงานขอข้อมูลอะไรเพิ่ม")
