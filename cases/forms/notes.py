"""What is written in a case, and corrected."""

from typing import Any

from django import forms

from cases.forms.fields import LONG, Sentence
from cases.models import Note, Secrecy


class NoteForm(forms.Form):
    text = Sentence(
        label="บันทึก",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        lines=True,
        help_text="บันทึกแล้วลบไม่ได้ ถ้าผิดให้เขียนบันทึกแก้ต่อท้าย",
        say="เขียนบันทึกก่อนกดบันทึก",
    )
    kind = forms.ChoiceField(
        label="ประเภท",
        choices=Note.Kind,
        widget=forms.Select(attrs={"class": "field-input w-sel"}),
        error_messages={"required": "เลือกประเภทบันทึก", "invalid_choice": "เลือกประเภทจากรายการ"},
    )
    secrecy = forms.ChoiceField(
        label="ผู้เห็น",
        choices=Secrecy,
        widget=forms.Select(attrs={"class": "field-input w-sel"}),
        error_messages={"required": "เลือกว่าใครเห็น", "invalid_choice": "เลือกผู้เห็นจากรายการ"},
    )

    def __init__(self, *args: Any, may_keep_secret: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_keep_secret:
            self.fields["secrecy"].choices = [(Secrecy.TEAM.value, Secrecy.TEAM.label)]  # type: ignore[attr-defined]


class CorrectionForm(forms.Form):
    text = Sentence(
        label="บันทึกที่ถูกต้อง",
        max_length=5000,
        widget=LONG,
        lines=True,
        help_text="บันทึกเดิมยังอยู่และถูกขีดฆ่าให้เห็น",
        say="เขียนบันทึกที่ถูกต้อง",
    )
