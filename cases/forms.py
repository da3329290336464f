"""What is typed in cases. Field names are the acts' keywords."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cases.models import Note, Outcome, Secrecy, Urgency, carers_of
from schools.fields import CleanCharField, DateField, DateWidget
from schools.models import User
from screening.models import Aspect
from students.models import Student

LONG = forms.Textarea(attrs={"rows": 4})


class Sentence(CleanCharField):
    """A text with its own words for when it is empty."""

    def __init__(self, *, say: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.say = say

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise forms.ValidationError(self.say, code="required")
        super().validate(value)


CHOOSE_PERSON = {"required": "เลือกคน", "invalid_choice": "เลือกคนจากรายชื่อ"}


class VersionedForm(forms.Form):
    """Carries which version of the case the person saw."""

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={"required": "โหลดหน้านี้ใหม่แล้วลองอีกครั้ง", "invalid": "โหลดหน้านี้ใหม่แล้วลองอีกครั้ง"},
    )


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """One of the people who may do something for the child, by call name and duty."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.call_name} {obj.last_name}".strip()


class OpenForm(forms.Form):
    """Opening a case. `aspects` are only those whose level the person may see."""

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
        self, *args: Any, aspects: Sequence[Aspect], may_take: bool, has_open_case: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aspects"].choices = [(aspect.slug, aspect.name) for aspect in aspects]  # type: ignore[attr-defined]
        if not may_take:
            del self.fields["take"]
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


class TaskForm(forms.Form):
    text = Sentence(label="สิ่งที่จะทำ", max_length=200, help_text="เช่น โทรผู้ปกครอง", say="เขียนสิ่งที่จะทำ")
    responsible = PersonField(
        queryset=User.objects.none(),
        label="ผู้ทำ",
        to_field_name="public_id",
        empty_label="เลือกคน",
        error_messages=CHOOSE_PERSON,
        help_text="เฉพาะคนที่มีหน้าที่ดูแลนักเรียนคนนี้ และจะเห็นเคสนี้",
    )
    due_on = DateField(label="ภายในวันที่", widget=DateWidget(near=False))

    def __init__(self, *args: Any, student: Student, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["responsible"].queryset = carers_of(student, today)  # type: ignore[attr-defined]

    def clean_due_on(self) -> Any:
        due_on = self.cleaned_data["due_on"]
        if due_on < self.today:
            raise forms.ValidationError("เลือกวันนี้หรือวันข้างหน้า")
        return due_on


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
