"""One thing to do, with a person and a day."""

from typing import Any

from django import forms

from cases.forms.fields import CHOOSE_PERSON, PersonField, Sentence
from cases.models import carers_of
from schools.fields import DateField, DateWidget
from schools.models import User
from students.models import Student


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
