"""From step to step: handed over, planned, closed, opened again."""

from typing import Any

from django import forms

from cases.forms.fields import CHOOSE_PERSON, PersonField, Sentence, VersionedForm
from cases.models import Outcome, carers_of
from schools.fields import CleanCharField, DateField, DateWidget
from schools.models import User
from students.models import Student


class AssignForm(VersionedForm):
    owner = PersonField(
        queryset=User.objects.none(),
        label="ส่งมอบให้",
        to_field_name="public_id",
        empty_label="เลือกคน",
        error_messages=CHOOSE_PERSON,
        help_text="เฉพาะคนที่มีหน้าที่ดูแลนักเรียนคนนี้",
    )

    def __init__(self, *args: Any, student: Student, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = carers_of(student, today)  # type: ignore[attr-defined]


class PlanForm(VersionedForm):
    goal = Sentence(
        label="อยากให้เกิดอะไรขึ้น",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="เช่น ชบามาเรียนไม่น้อยกว่า 95% ภายใน 6 สัปดาห์",
        say="เขียนว่าอยากให้เกิดอะไรขึ้นกับนักเรียน",
    )
    measure = CleanCharField(label="รู้ได้จากอะไร", max_length=200, required=False, help_text="เช่น บันทึกการมาเรียนทุกวันศุกร์")
    weeks = forms.IntegerField(
        label="ใช้เวลากี่สัปดาห์",
        min_value=1,
        max_value=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "field-input in-sm"}),
        error_messages={
            "required": "กรอกจำนวนสัปดาห์ 1 ถึง 12",
            "invalid": "กรอกจำนวนสัปดาห์เป็นตัวเลข 1 ถึง 12",
            "min_value": "กรอกจำนวนสัปดาห์ 1 ถึง 12",
            "max_value": "กรอกจำนวนสัปดาห์ 1 ถึง 12",
        },
    )
    review_on = DateField(label="กำหนดทบทวน", widget=DateWidget(near=False), help_text="วันที่ทีมจะกลับมาดูว่าดีขึ้นหรือไม่")


class CloseForm(VersionedForm):
    outcome = forms.ChoiceField(
        label="ผล",
        choices=Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกผลของการช่วยเหลือ", "invalid_choice": "เลือกผลจากรายการ"},
    )
    text = Sentence(
        label="สรุปผลหนึ่งประโยค",
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="เช่น มาเรียนสม่ำเสมอ ได้ทุนอาหารกลางวันทั้งภาคเรียน",
        say="เขียนสรุปผลหนึ่งประโยค",
    )


class ReopenForm(VersionedForm):
    reason = Sentence(
        label="เปิดเคสอีกครั้งเพราะอะไร",
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2}),
        say="เขียนเหตุที่เปิดเคสอีกครั้ง",
    )
