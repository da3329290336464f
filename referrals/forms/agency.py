"""One agency of the list, and a person who is called there."""

from typing import Any

from django import forms

from referrals.models import Agency, AgencyType
from schools.fields import CleanCharField, PhoneField
from schools.forms.unchanged import Unchanged

OLDEST = 25  # years: who stays at school longer than that is not asked for


def age(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=OLDEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "in-number"}),
        error_messages={
            "invalid": f"{label}: กรอกเป็นตัวเลข เช่น 15",
            "min_value": f"{label}: กรอก 0–{OLDEST}",
            "max_value": f"{label}: กรอก 0–{OLDEST}",
        },
    )


class AgencyFields(Unchanged):
    """What is known of an agency besides its kind; a row of an Excel list is read with it as well."""

    name = CleanCharField(label="ชื่อหน่วยงาน", max_length=150)
    addressee = CleanCharField(
        label="เรียน (ตำแหน่งผู้รับหนังสือ)", max_length=150, help_text="เช่น ผู้อำนวยการโรงพยาบาลจำลองรัตน์"
    )
    phone = PhoneField(label="โทรศัพท์", required=False, short=True)
    email = forms.EmailField(
        label="อีเมล",
        required=False,
        max_length=254,
        error_messages={"invalid": "กรอกอีเมลให้ครบ เช่น office@example.go.th หรือเว้นว่าง"},
    )
    address = CleanCharField(label="ที่อยู่", max_length=500, lines=True, required=False)
    district = CleanCharField(
        label="อำเภอที่ตั้ง", max_length=80, required=False, help_text="ไม่ต้องใส่คำว่าอำเภอ เช่น เมืองตัวอย่าง"
    )
    services = CleanCharField(
        label="บริการที่ให้", max_length=1000, lines=True, required=False, help_text="บรรทัดละหนึ่งเรื่อง ใช้ค้นหาได้"
    )
    serves = CleanCharField(label="พื้นที่ที่รับผิดชอบ", max_length=500, lines=True, required=False)
    hours = CleanCharField(
        label="วันและเวลาทำการ", max_length=150, required=False, help_text="เช่น จันทร์–ศุกร์ 08.30–16.30 น."
    )
    is_all_hours = forms.BooleanField(label="รับเรื่องตลอด 24 ชั่วโมง", required=False)
    age_from = age("รับอายุตั้งแต่ (ปี)")
    age_to = age("ถึงอายุ (ปี)")
    note = CleanCharField(
        label="ข้อควรรู้ก่อนส่งต่อ", max_length=1000, lines=True, required=False, help_text="เช่น โทรนัดก่อน เอกสารที่ต้องใช้"
    )
    is_active = forms.BooleanField(
        label="ใช้อยู่", required=False, initial=True, help_text="เอาออกเมื่อเลิกใช้ หนังสือที่ส่งแล้วยังอยู่"
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        youngest, oldest = typed.get("age_from"), typed.get("age_to")
        if youngest is not None and oldest is not None and youngest > oldest:
            self.add_error("age_to", "อายุถึง ต้องไม่น้อยกว่าอายุตั้งแต่")
        return typed


class AgencyForm(AgencyFields):
    type = forms.ModelChoiceField(
        label="ประเภท",
        queryset=AgencyType.objects.order_by("position"),
        to_field_name="code",
        empty_label="เลือกประเภท",
        error_messages={"required": "เลือกประเภทหน่วยงาน", "invalid_choice": "เลือกประเภทจากรายการ"},
    )
    field_order = ["type"]

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        """`agency`: the one that is corrected, or an unsaved one with the area and school it will belong to."""
        super().__init__(*args, is_new=agency.pk is None, **kwargs)
        if agency.pk is None:
            del self.fields["is_active"]


class ContactForm(Unchanged):
    name = CleanCharField(label="ชื่อ", max_length=120)
    position = CleanCharField(label="ตำแหน่งหรืองาน", max_length=120, required=False)
    phone = PhoneField(label="โทรศัพท์", required=False, short=True)
    email = forms.EmailField(
        label="อีเมล",
        required=False,
        max_length=254,
        error_messages={"invalid": "กรอกอีเมลให้ครบ เช่น office@example.go.th หรือเว้นว่าง"},
    )
    note = CleanCharField(label="เช่น เวลาที่สะดวก", max_length=150, required=False)
    is_main = forms.BooleanField(label="ติดต่อคนนี้ก่อน", required=False)
