"""An agreement, its end, its document; a network of a district."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone

from referrals.models import Agency, Agreement
from referrals.uploads import ACCEPT
from schools.fields import CleanCharField, DateField
from schools.forms.unchanged import Unchanged
from schools.models import School

if TYPE_CHECKING:
    from django.db.models import QuerySet

SAY_GONE = "มีรายการที่เลือกไม่ได้แล้ว โหลดหน้านี้ใหม่แล้วเลือกอีกครั้ง"


class WithMany(Unchanged):
    """Many of a list may be ticked; when somebody else saved first, only the other fields are told side by side."""

    def differences(self, cleaned: dict[str, Any]) -> list[str]:
        single = {
            name: value
            for name, value in cleaned.items()
            if not isinstance(self.fields.get(name), forms.ModelChoiceField)
        }
        return super().differences(single)

    def offer(self, name: str, rows: "QuerySet[Any]") -> None:
        cast("forms.ModelMultipleChoiceField[Any]", self.fields[name]).queryset = rows


def ticked(label: str, rows: "QuerySet[Any]") -> "forms.ModelMultipleChoiceField[Any]":
    return forms.ModelMultipleChoiceField(
        label=label,
        queryset=rows,
        to_field_name="public_id",
        required=False,
        error_messages={"invalid_choice": SAY_GONE, "invalid_list": SAY_GONE, "invalid_pk_value": SAY_GONE},
    )


class AgreementForm(WithMany):
    title = CleanCharField(label="ชื่อบันทึกข้อตกลง", max_length=200)
    number = CleanCharField(label="เลขที่", max_length=60, required=False)
    signed_on = DateField(label="วันที่ลงนาม")
    from_on = DateField(label="วันที่มีผล")
    until_on = DateField(label="วันสิ้นสุด", required=False, help_text="เว้นว่างถ้าไม่มีกำหนด")
    scope = CleanCharField(label="ขอบเขตความร่วมมือ", max_length=3000, lines=True)
    agencies = ticked("คู่ความร่วมมือ", Agency.objects.none())
    other_parties = CleanCharField(
        label="คู่ความร่วมมืออื่นที่ไม่อยู่ในทำเนียบ",
        max_length=1000,
        lines=True,
        required=False,
        help_text="บรรทัดละหนึ่งหน่วยงาน",
    )
    remind_days = forms.IntegerField(
        label="เตือนก่อนหมดอายุ (วัน)",
        min_value=0,
        max_value=365,
        initial=60,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "in-number"}),
        error_messages={
            "required": "กรอกจำนวนวันที่เตือนล่วงหน้า เช่น 60",
            "invalid": "จำนวนวันที่เตือนล่วงหน้า กรอกเป็นตัวเลข เช่น 60",
            "min_value": "จำนวนวันที่เตือนล่วงหน้า กรอก 0–365",
            "max_value": "จำนวนวันที่เตือนล่วงหน้า กรอก 0–365",
        },
    )
    note = CleanCharField(label="หมายเหตุ", max_length=1000, lines=True, required=False)

    def __init__(self, *args: Any, agencies: "QuerySet[Agency]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("agencies", agencies)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        since, until = typed.get("from_on"), typed.get("until_on")
        if since and until and until < since:
            self.add_error("until_on", "วันสิ้นสุดต้องไม่ก่อนวันที่มีผล")
        if not self.errors and not typed.get("agencies") and not typed.get("other_parties"):
            self.add_error("agencies", "เลือกหรือพิมพ์คู่ความร่วมมืออย่างน้อย 1 หน่วยงาน")
        return typed


class EndAgreementForm(Unchanged):
    ended_on = DateField(label="วันที่ยกเลิก", until=timezone.localdate)


class PaperForm(forms.Form):
    paper = forms.FileField(
        label="ไฟล์บันทึกข้อตกลงที่ลงนามแล้ว",
        help_text="PDF ไม่เกิน 5\u00a0MB 30\u00a0หน้า หรือภาพไม่เกิน 10\u00a0MB",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": "เลือกไฟล์ก่อน", "empty": "ไฟล์ว่างเปล่า เลือกไฟล์อีกครั้ง", "invalid": "เลือกไฟล์อีกครั้ง"},
    )


class NetworkForm(WithMany):
    name = CleanCharField(label="ชื่อเครือข่าย", max_length=150)
    district = CleanCharField(label="อำเภอ", max_length=80, help_text="ไม่ต้องใส่คำว่าอำเภอ สะกดให้ตรงกับข้อมูลโรงเรียน")
    chair_name = CleanCharField(label="ประธาน", max_length=120, required=False)
    chair_position = CleanCharField(label="ตำแหน่งประธาน", max_length=120, required=False, help_text="มักเป็นนายอำเภอ")
    formed_on = DateField(label="วันที่ตั้ง", required=False, until=timezone.localdate)
    agreement = forms.ModelChoiceField(
        label="บันทึกข้อตกลง",
        queryset=Agreement.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label="ไม่มี",
        error_messages={"invalid_choice": "เลือกบันทึกข้อตกลงจากรายการ"},
    )
    agencies = ticked("หน่วยงาน", Agency.objects.none())
    schools = ticked("โรงเรียน", School.objects.none())
    whole_district = forms.BooleanField(
        label="รวมทุกโรงเรียนในอำเภอนี้", required=False, help_text="เพิ่มจากที่เลือกไว้ ตามอำเภอในข้อมูลโรงเรียน"
    )
    note = CleanCharField(label="หมายเหตุ", max_length=1000, lines=True, required=False)
    is_active = forms.BooleanField(label="ใช้อยู่", required=False, initial=True)

    def __init__(
        self,
        *args: Any,
        agencies: "QuerySet[Agency]",
        schools: "QuerySet[School]",
        agreements: "QuerySet[Agreement]",
        is_new: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, is_new=is_new, **kwargs)
        self.offer("agencies", agencies)
        self.offer("schools", schools)
        self.every_school = schools
        self.offer("agreement", agreements)
        if is_new:
            del self.fields["is_active"]

    def clean(self) -> dict[str, Any]:
        """The schools that are ticked, and with `whole_district` all of the district."""
        typed = super().clean() or self.cleaned_data
        every = typed.pop("whole_district", False)
        chosen = list(typed.get("schools") or [])
        if every and typed.get("district"):
            offered = self.every_school
            known = {school.pk for school in chosen}
            chosen += [school for school in offered.filter(district=typed["district"]) if school.pk not in known]
        typed["schools"] = chosen
        return typed
