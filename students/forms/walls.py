"""What is typed to shut somebody out of a child's record, to open one in an emergency, and to review that."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet

from schools.fields import CleanCharField
from schools.models import Classroom, User
from students.models import Emergency, Ground

if TYPE_CHECKING:
    PersonChoice = forms.ModelChoiceField[User]
    RoomChoice = forms.ModelChoiceField[Classroom]
else:
    PersonChoice = RoomChoice = forms.ModelChoiceField

SHORTEST = 20  # letters of a reason, also a constraint of the table


class PersonField(PersonChoice):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.display_name}{f' ({obj.position})' if obj.position else ''}"


class ShutOutForm(forms.Form):
    """`people`: who may be shut out of this child's record."""

    person = PersonField(
        queryset=User.objects.none(),
        label="ใครที่ไม่ควรเห็น",
        to_field_name="public_id",
        empty_label="เลือกบุคลากร",
        error_messages={"required": "เลือกบุคลากร", "invalid_choice": "เลือกบุคลากรจากรายการ"},
    )
    kind = forms.ChoiceField(
        label="เพราะ",
        choices=Ground.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกเหตุผล", "invalid_choice": "เลือกเหตุผลจากรายการ"},
    )
    text = CleanCharField(label="รายละเอียด", max_length=200, help_text="อ่านได้เฉพาะครูแนะแนวและผู้บริหารที่ไม่ได้ถูกกันออก")

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class LetInForm(forms.Form):
    reason = CleanCharField(label="ให้เห็นข้อมูลได้อีกเพราะ", max_length=200)


class FindForm(forms.Form):
    """Whose emergency it is: a room and a part of the name."""

    room = RoomChoice(
        queryset=Classroom.objects.none(),
        label="ห้องเรียน",
        to_field_name="public_id",
        empty_label="เลือกห้อง",
        error_messages={"required": "เลือกห้อง", "invalid_choice": "เลือกห้องจากรายการ"},
    )
    name = CleanCharField(label="ชื่อหรือนามสกุล", max_length=60, min_length=2)

    def __init__(self, *args: Any, rooms: QuerySet[Classroom], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"].queryset = rooms  # type: ignore[attr-defined]


class EmergencyForm(forms.Form):
    why = forms.ChoiceField(
        label="เกิดอะไรขึ้น",
        choices=Emergency.Why.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกว่าเกิดอะไรขึ้น", "invalid_choice": "เลือกจากรายการ"},
    )
    reason = CleanCharField(
        label="เหตุที่ต้องเปิดตอนนี้",
        min_length=SHORTEST,
        max_length=300,
        help_text="อย่างน้อย 20 ตัวอักษร ผู้ทบทวนจะอ่านข้อความนี้",
        widget=forms.Textarea({"rows": 3}),
    )


class ToldForm(forms.Form):
    told = CleanCharField(
        label="ทำอะไรไปแล้วบ้าง",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="เช่น โทรหาใคร พาไปที่ไหน ผู้ทบทวนจะอ่านข้อความนี้",
    )


class ReviewForm(forms.Form):
    verdict = forms.ChoiceField(
        label="การเปิดครั้งนี้",
        choices=Emergency.Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกผลการทบทวน", "invalid_choice": "เลือกจากรายการ"},
    )
    text = CleanCharField(label="ความเห็น", max_length=300, widget=forms.Textarea({"rows": 3}))
