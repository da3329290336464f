"""One agency of the list."""

from typing import Any

from django import forms

from referrals.models import Agency, AgencyType
from schools.fields import CleanCharField, PhoneField
from schools.forms.unchanged import Unchanged


class AgencyForm(Unchanged):
    type = forms.ModelChoiceField(
        label="ประเภท",
        queryset=AgencyType.objects.order_by("position"),
        to_field_name="code",
        empty_label="เลือกประเภท",
        error_messages={"required": "เลือกประเภทหน่วยงาน", "invalid_choice": "เลือกประเภทจากรายการ"},
    )
    name = CleanCharField(label="ชื่อหน่วยงาน", max_length=150)
    addressee = CleanCharField(
        label="เรียน (ตำแหน่งผู้รับหนังสือ)", max_length=150, help_text="เช่น ผู้อำนวยการโรงพยาบาลจำลองรัตน์"
    )
    address = CleanCharField(label="ที่อยู่", max_length=500, lines=True, required=False)
    phone = PhoneField(label="โทรศัพท์", required=False, short=True)
    contact = CleanCharField(label="ผู้ประสานงาน", max_length=120, required=False)
    is_active = forms.BooleanField(
        label="ใช้อยู่", required=False, initial=True, help_text="เอาออกเมื่อเลิกใช้ หนังสือที่ส่งแล้วยังอยู่"
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        """`agency`: the one that is corrected, or an unsaved one with the area and school it will belong to."""
        super().__init__(*args, is_new=agency.pk is None, **kwargs)
        if agency.pk is None:
            del self.fields["is_active"]
