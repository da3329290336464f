"""What is typed when a child changes school."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from schools.fields import CleanCharField, DateField
from schools.models import School
from schools.thai import to_arabic_digits
from students.forms.child import IdentifierField, NumberField, RoomField, check_digit_seen, offer_rooms, sure_field
from students.models import Student
from students.sections import SECTIONS, Section

if TYPE_CHECKING:
    SchoolChoice = forms.ModelChoiceField[School]
else:
    SchoolChoice = forms.ModelChoiceField


class SchoolField(SchoolChoice):
    def label_from_instance(self, obj: Any) -> str:
        return f"รร.{obj.name}"


class AskTransferForm(forms.Form):
    number = IdentifierField()
    is_sure = sure_field()
    reason = CleanCharField(label="บอกโรงเรียนเดิมสั้น ๆ", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        check_digit_seen(self, "number")
        return self.cleaned_data


class OfferForm(forms.Form):
    """`own`: the sections this person may choose, besides those that always go along."""

    to_school = SchoolField(
        queryset=School.objects.none(),
        label="โรงเรียนใหม่",
        to_field_name="public_id",
        empty_label="เลือกโรงเรียนในเขต",
        error_messages={"required": "เลือกโรงเรียนใหม่", "invalid_choice": "เลือกโรงเรียนจากรายการ"},
    )
    reason = CleanCharField(label="เหตุผลที่ย้าย", max_length=200, required=False)
    sections = forms.MultipleChoiceField(
        label="ข้อมูลที่โรงเรียนใหม่จะอ่านก่อนรับ", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, student: Student, own: "list[Section]", asked_by: School | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        to_school = self.fields["to_school"]
        if isinstance(to_school, SchoolField):
            others = School.objects.filter(area=student.school.area_id).exclude(pk=student.school_id)
            to_school.queryset = (others.filter(pk=asked_by.pk) if asked_by else others).order_by("name", "pk")
        sections = self.fields["sections"]
        if isinstance(sections, forms.MultipleChoiceField):
            sections.choices = [
                (one.key, f"{one.label} ({one.hint})" if one.hint else one.label) for one in own if not one.is_always
            ]
        if not any(not one.is_always for one in own):
            del self.fields["sections"]


class AcceptForm(forms.Form):
    classroom = RoomField()
    level = forms.TypedChoiceField(label="ชั้น (เฉพาะห้องควบชั้น)", coerce=int, empty_value=None, required=False)
    number = NumberField(label="เลขที่", required=False)
    school_number = CleanCharField(label="เลขประจำตัวนักเรียนใหม่", max_length=12, required=False)
    on = DateField(label="วันที่เข้าเรียน", until=timezone.localdate)

    def __init__(self, *args: Any, rooms: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rooms(self, rooms)

    def clean_school_number(self) -> str:
        return to_arabic_digits(self.cleaned_data["school_number"])


class DeclineForm(forms.Form):
    reason = CleanCharField(label="เหตุผลที่ไม่รับ", max_length=200)


# Those a step of this app can fill; a later step's section has its own page.
OFFERED_HERE = tuple(section for section in SECTIONS if section.key != "screening")
