"""Opening a case, settling an alert."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cases.forms.fields import LONG, Sentence
from cases.models import Urgency
from screening.models import Aspect


class OpenForm(forms.Form):
    """Opening a case. `aspects`: only those whose level the person may see. `is_urgent`: that is not hers to choose."""

    title = Sentence(label="เรื่อง", max_length=120, say="เขียนว่าจะช่วยเรื่องอะไร เช่น ช่วยเหลือด้านเศรษฐกิจ")
    reason = Sentence(
        label="เหตุที่เปิดเคส",
        max_length=2000,
        widget=LONG,
        lines=True,
        help_text="เขียนสิ่งที่เห็น ไม่ต้องตัดสิน คนที่เห็นเคสนี้จะอ่านได้",
        say="เขียนเหตุที่เปิดเคสสั้น ๆ",
    )
    aspects = forms.MultipleChoiceField(
        label="ด้านที่จะช่วย",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "เลือกอย่างน้อยหนึ่งด้าน", "invalid_choice": "เลือกด้านจากรายการ"},
    )
    urgency = forms.ChoiceField(
        label="ความเร่งด่วน",
        choices=Urgency,
        widget=forms.RadioSelect,
        initial=Urgency.NORMAL,
        error_messages={"required": "เลือกความเร่งด่วน", "invalid_choice": "เลือกความเร่งด่วนจากรายการ"},
    )
    take = forms.BooleanField(label="รับเป็นผู้รับผิดชอบเอง", required=False, initial=True)
    another = forms.BooleanField(label="เปิดอีกเคสหนึ่ง เพราะเป็นคนละเรื่อง", required=False)

    def __init__(
        self, *args: Any, aspects: Sequence[Aspect], may_take: bool, has_open_case: bool, is_urgent: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aspects"].choices = [(aspect.slug, aspect.name) for aspect in aspects]  # type: ignore[attr-defined]
        if not may_take:
            del self.fields["take"]
        if is_urgent:
            del self.fields["urgency"]
        if not has_open_case:
            del self.fields["another"]


class SettleForm(forms.Form):
    reason = Sentence(
        label="รับเรื่องแล้วทำอะไร",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        lines=True,
        help_text="เช่น คุยกับนักเรียนแล้วปลอดภัย นัดผู้ปกครองวันนี้ 15:00 น.",
        say="เขียนว่าทำอะไรไปแล้ว",
    )
