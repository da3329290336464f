"""What those who look after a child type about her health, her brothers and sisters, and why they open her number."""

from typing import Any, cast

from django import forms
from django.db import models
from django.utils import timezone

from schools.fields import CleanCharField, DateField
from schools.forms.unchanged import Unchanged
from students.forms.child import IdentifierField
from students.models import Disability, Student


class HealthForm(Unchanged):
    """What a teacher must know before a school trip."""

    allergies = CleanCharField(label="แพ้ยาหรืออาหาร", max_length=300, required=False)
    conditions = CleanCharField(label="โรคประจำตัว", max_length=300, required=False)
    medicines = CleanCharField(label="ยาที่ต้องใช้", max_length=300, required=False)
    hospital = CleanCharField(label="สถานพยาบาลประจำ", max_length=120, required=False)
    disability = forms.ChoiceField(
        label="ประเภทความพิการ",
        choices=[("", "ไม่มี"), *Disability.choices],
        required=False,
        help_text="เลือกเมื่อมีบัตรหรือมีผลวินิจฉัยจากแพทย์ ผลคัดกรองยังไม่ใช่ความพิการ",
    )
    has_disability_card = forms.BooleanField(label="มีบัตรประจำตัวคนพิการ", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("has_disability_card") and not cleaned.get("disability"):
            self.add_error("disability", "เลือกประเภทความพิการตามบัตร")
        return cleaned


class SiblingForm(forms.Form):
    """One of those suggested, by her address."""

    sibling = forms.ModelChoiceField(
        queryset=Student.objects.none(),
        to_field_name="public_id",
        error_messages={
            "required": "เลือกนักเรียนที่เป็นพี่น้องกัน",
            "invalid_choice": "ไม่พบนักเรียนคนนี้ เลือกจากรายการอีกครั้ง",
        },
    )

    def __init__(self, *args: Any, children: "models.QuerySet[Student]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sibling"].queryset = children  # type: ignore[attr-defined]


class SiblingNumberForm(forms.Form):
    number = IdentifierField(help_text="ใช้เมื่อพี่น้องเรียนห้องอื่นหรือโรงเรียนอื่นในเขต ระบบไม่แสดงชื่อ บอกเพียงโรงเรียนและเบอร์โทร")


class RevealForm(forms.Form):
    """Why the whole number is needed; it is kept with the line."""

    class Reason(models.TextChoices):
        DOCUMENT = "document", "กรอกเอกสารราชการให้นักเรียน"
        HELP = "help", "ขอทุนหรือสวัสดิการ"
        HOSPITAL = "hospital", "ส่งต่อหรือติดต่อโรงพยาบาล"
        CHECK = "check", "ตรวจว่าเลขในระบบถูกต้อง"
        OTHER = "other", "อื่น ๆ"

    reason = forms.ChoiceField(
        label="เปิดดูเพราะ",
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกเหตุผล", "invalid_choice": "เลือกเหตุผลจากรายการ"},
    )
    words = CleanCharField(label="รายละเอียด เช่น ชื่อเอกสารหรือหน่วยงาน", max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("reason") == self.Reason.OTHER and not cleaned.get("words"):
            self.add_error("words", "เขียนเหตุผลสั้น ๆ")
        return cleaned


class ScholarshipForm(forms.Form):
    """Help in money beside กสศ., as the family or the giver told it; only the giver and the year must be known."""

    giver = CleanCharField(label="ผู้ให้ทุน", max_length=120, help_text="เช่น มูลนิธิ ศิษย์เก่า หรือผู้บริจาค")
    year = forms.TypedChoiceField(label="ปีการศึกษา", coerce=int)
    term = forms.TypedChoiceField(
        label="ภาคเรียนที่",
        choices=[("", "ทั้งปี"), ("1", "1"), ("2", "2")],
        coerce=int,
        required=False,
        empty_value=None,
    )
    amount = forms.IntegerField(label="จำนวนเงิน (บาท)", required=False, min_value=1, max_value=1_000_000)
    given_on = DateField(label="ได้รับเมื่อ", required=False, until=timezone.localdate)
    note = CleanCharField(label="หมายเหตุ", max_length=200, required=False)

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(str(year), str(year)) for year in range(this_year, this_year - 4, -1)]
        cast(forms.ChoiceField, self.fields["year"]).choices = years
