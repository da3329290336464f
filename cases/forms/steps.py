"""From step to step: handed over, assessed, planned, answered, closed, opened again."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms

from cases.forms.fields import CHOOSE_PERSON, LONG, PersonField, Sentence, VersionedForm
from cases.models import Outcome, carers_of
from schools.fields import CleanCharField, DateField, DateWidget
from schools.models import User
from students.models import Student

if TYPE_CHECKING:
    from datetime import date


LATEST_REVIEW = timedelta(weeks=12)


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


class AssessForm(VersionedForm):
    assessment = Sentence(
        label="สรุปสภาพปัญหา",
        max_length=3000,
        widget=LONG,
        lines=True,
        help_text="สิ่งที่เห็นและสิ่งที่รู้จากหลายฝ่าย ทีมเคสทุกคนอ่านได้ เรื่องลับเขียนเป็นบันทึกจำกัดสิทธิ์",
        say="เขียนสรุปสภาพปัญหา",
    )
    strengths = CleanCharField(
        label="จุดแข็งและสิ่งที่มีอยู่แล้ว",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        lines=True,
        required=False,
        help_text="สิ่งที่นักเรียนทำได้ดี คนที่เป็นที่พึ่ง และสิ่งที่ใช้ได้ผลมาแล้ว",
    )


class PlanForm(VersionedForm):
    goal = Sentence(
        label="อยากให้เกิดอะไรขึ้น",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="เขียนสิ่งที่จะดีขึ้น เช่น ชบามาเรียนไม่น้อยกว่า 95% ภายใน 6 สัปดาห์",
        say="เขียนว่าอยากให้เกิดอะไรขึ้นกับนักเรียน",
    )
    measure = CleanCharField(label="รู้ได้จากอะไร", max_length=200, required=False, help_text="เช่น บันทึกการมาเรียนทุกวันศุกร์")
    starts_on = DateField(label="เริ่มวันที่", widget=DateWidget(near=False), required=False, help_text="เว้นว่างคือวันนี้")
    weeks = forms.IntegerField(
        label="ใช้เวลากี่สัปดาห์",
        min_value=1,
        max_value=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "field-input in-sm"}),
        help_text="1 ถึง 12 สัปดาห์ ทีมบันทึกการติดตามทุกสัปดาห์",
        error_messages={
            "required": "กรอกจำนวนสัปดาห์ 1 ถึง 12",
            "invalid": "กรอกจำนวนสัปดาห์เป็นตัวเลข 1 ถึง 12",
            "min_value": "กรอกจำนวนสัปดาห์ 1 ถึง 12",
            "max_value": "กรอกจำนวนสัปดาห์ 1 ถึง 12",
        },
    )
    review_on = DateField(
        label="กำหนดทบทวน",
        widget=DateWidget(near=False),
        required=False,
        help_text="วันที่ทีมจะกลับมาดูว่าดีขึ้นหรือไม่ เว้นว่างคือเมื่อครบจำนวนสัปดาห์",
    )

    def __init__(self, *args: Any, today: "date", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """What was left empty follows from the rest: from today, for so many weeks."""
        told: dict[str, Any] = self.cleaned_data
        if "starts_on" in told and "weeks" in told and "review_on" in told:
            told["starts_on"] = told["starts_on"] or self.today
            if told["review_on"] is None or self._is_review_left_behind():
                told["review_on"] = told["starts_on"] + timedelta(weeks=told["weeks"])
            if told["review_on"] <= told["starts_on"]:
                self.add_error("review_on", "กำหนดทบทวนต้องหลังวันเริ่ม")
            elif told["review_on"] > told["starts_on"] + LATEST_REVIEW:
                self.add_error("review_on", "กำหนดทบทวนต้องไม่เกิน 12 สัปดาห์หลังวันเริ่ม")
        return told

    def _is_review_left_behind(self) -> bool:
        """The weeks were changed and the day that followed from the old ones still stands there."""
        return "weeks" in self.changed_data and "review_on" not in self.changed_data


class ReturnForm(VersionedForm):
    """A head's answer when it is not yes."""

    reason = Sentence(
        label="ต้องแก้หรือทำอะไรก่อน",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="ผู้เสนอจะเห็นข้อความนี้ในเคส",
        say="เขียนว่าต้องแก้หรือทำอะไรก่อน",
    )


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
    is_sure = forms.BooleanField(label="ปิดด้วยผล “ดีขึ้น” แม้ผลคัดกรองอีกครั้งยังไม่ดีขึ้น", required=False)

    def __init__(self, *args: Any, is_better: bool, **kwargs: Any) -> None:
        """`is_better`: an aspect was seen better than before. Else ดีขึ้น is said with a tick of its own."""
        super().__init__(*args, **kwargs)
        if is_better:
            del self.fields["is_sure"]

    def clean(self) -> dict[str, Any]:
        is_sure = self.cleaned_data.pop("is_sure", True)
        if self.cleaned_data.get("outcome") == Outcome.IMPROVED and not is_sure:
            self.add_error("is_sure", "ยังไม่มีด้านใดดีขึ้นกว่าก่อนเปิดเคส เลือกผลอื่น หรือยืนยันว่าดีขึ้นและเขียนเหตุผลในสรุปผล")
        return self.cleaned_data


class ReopenForm(VersionedForm):
    reason = Sentence(
        label="เปิดเคสอีกครั้งเพราะอะไร",
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2}),
        say="เขียนเหตุที่เปิดเคสอีกครั้ง",
    )
