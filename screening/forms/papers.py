"""Strings into values: where results come from, a block from Excel."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils import timezone

from schools.fields import CleanCharField, DateField
from screening.keyed import Field


class SourceForm(forms.Form):
    """Where results come from that were not scored here; asked once for the whole sheet."""

    source = CleanCharField(
        label="แหล่งที่มา", max_length=80, required=False, help_text="เช่น รพ.สต. หรือ HERO OBEC CARE รอบ 1/2568"
    )
    assessor = CleanCharField(label="ผู้ประเมิน", max_length=120, required=False)
    assessed_on = DateField(label="ประเมินเมื่อ")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("source") and not told.get("assessor"):
            self.add_error("source", "บอกแหล่งที่มาหรือชื่อผู้ประเมิน")
        if told.get("assessed_on") and told["assessed_on"] > timezone.localdate():
            self.add_error("assessed_on", "วันที่ประเมินต้องไม่เกินวันนี้")
        return told


class PasteForm(forms.Form):
    """A block from Excel for the sheet of an instrument."""

    first = forms.ChoiceField(label="คอลัมน์แรกที่วางคือ")
    is_numbered = forms.BooleanField(label="คอลัมน์ซ้ายสุดเป็นเลขที่", required=False)
    block = forms.CharField(
        label="วางที่นี่",
        max_length=30_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="หนึ่งบรรทัดต่อหนึ่งคน เรียงตามเลขที่ คนที่ไม่มีคะแนนให้เว้นบรรทัดว่าง",
    )
    writes_over = forms.BooleanField(label="เขียนทับค่าที่มีอยู่แล้ว", required=False)

    def __init__(self, *args: Any, fields: Sequence[Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["first"]).choices = [(one.key, one.name) for one in fields]
