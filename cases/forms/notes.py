"""What is written in a case, and corrected."""

from typing import Any

from django import forms
from django.utils import timezone

from cases.forms.fields import LONG
from cases.models import Note, Secrecy, carers_of
from schools.fields import CleanCharField, DateField
from schools.models import User
from students.models import Student

SAY_EMPTY = "เขียนบันทึกหรือคำพูดของเด็กก่อนกดบันทึก"
SAY_NOBODY = "เลือกผู้อ่านอย่างน้อยหนึ่งคน"


class ReadersField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """People who may see the child, by call name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.call_name} {obj.last_name}".strip()


def child_words() -> CleanCharField:
    return CleanCharField(
        label="คำพูดของเด็ก (ตามที่พูดจริง)",
        max_length=2000,
        required=False,
        lines=True,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="เขียนคำของเด็กเอง ไม่ต้องแปลความ",
    )


def happened_on() -> DateField:
    return DateField(label="วันที่เกิดขึ้น", required=False, until=timezone.localdate, help_text="ถ้าไม่ใช่วันนี้")


class WordsForm(forms.Form):
    """Something is said: by who writes, by the child, or by both."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (self.errors or data.get("text") or data.get("child_words")):
            self.add_error("text", SAY_EMPTY)
        return data


class NoteForm(WordsForm):
    field_order = ["text", "child_words", "kind", "happened_on", "secrecy", "readers"]
    text = CleanCharField(
        label="บันทึก",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        lines=True,
        help_text="เขียนช่องนี้หรือคำพูดของเด็ก บันทึกแล้วลบไม่ได้ ถ้าผิดให้เขียนบันทึกแก้ต่อท้าย",
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
    child_words = child_words()
    happened_on = happened_on()
    readers = ReadersField(
        queryset=User.objects.none(),
        label="ผู้อ่าน (เมื่อเลือกเฉพาะผู้มีชื่อ)",
        required=False,
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        help_text="เฉพาะคนที่มีหน้าที่ดูแลนักเรียนคนนี้ คนอื่นรู้เพียงว่ามีบันทึก",
        error_messages={"invalid_choice": "เลือกคนจากรายชื่อ", "invalid_pk_value": "เลือกคนจากรายชื่อ"},
    )

    def __init__(
        self, *args: Any, student: Student, by: User, may_keep_secret: bool, may_name: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        may = {Secrecy.TEAM: True, Secrecy.COUNSELORS: may_keep_secret, Secrecy.NAMED: may_name}
        self.fields["secrecy"].choices = [(one.value, one.label) for one in Secrecy if may[one]]  # type: ignore[attr-defined]
        if may_name:
            people = carers_of(student, timezone.localdate()).exclude(pk=by.pk)
            self.fields["readers"].queryset = people  # type: ignore[attr-defined]
        else:
            del self.fields["readers"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        is_named = data.get("secrecy") == Secrecy.NAMED
        if is_named and "readers" not in self.errors and not data.get("readers"):
            self.add_error("readers", SAY_NOBODY)
        elif not is_named:
            data["readers"] = []
        return data


class CorrectionForm(WordsForm):
    text = CleanCharField(
        label="บันทึกที่ถูกต้อง",
        max_length=5000,
        required=False,
        widget=LONG,
        lines=True,
        help_text="บันทึกเดิมยังอยู่และถูกขีดฆ่าให้เห็น",
    )
    child_words = child_words()
    happened_on = happened_on()
