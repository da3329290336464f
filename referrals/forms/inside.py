"""Asking somebody of the school or of the area (one page, ux.md W7), and what she answers."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundWidget

from cases.forms.fields import PersonField, Sentence
from cases.models import carers_of
from referrals.forms.drafting import VersionForm
from referrals.models import To
from referrals.offered import NEVER, labels, sensitive
from referrals.sections import Section
from schools.fields import CleanCharField, DateField
from schools.models import User
from screening.models import Aspect
from students.models import Student

SAY_UNKNOWN = "มีรายการที่ไม่รู้จัก เลือกจากรายการที่ให้ไว้"
COMMITTEE = To.COMMITTEE.value


class InsideForm(forms.Form):
    """`people`: whom she may ask, by duty. `goes_past`: whether asking this duty skips the counselor."""

    addressee = forms.ChoiceField(
        label="ส่งถึง",
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกว่าส่งถึงใคร", "invalid_choice": "เลือกคนจากรายการ"},
    )
    committee = forms.MultipleChoiceField(
        label="กรรมการระดับเขต",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "เลือกคนจากรายการ"},
    )
    skip_reason = CleanCharField(
        label="เหตุที่ไม่ผ่านครูแนะแนวก่อน",
        max_length=200,
        required=False,
        help_text="กรอกเมื่อส่งถึงผู้บริหารหรือเขต ขณะที่ครูแนะแนวยังไม่ได้ช่วยเหลือ",
    )
    is_urgent = forms.BooleanField(label="เร่งด่วน ขอคำตอบภายใน 3 วันทำการ (ปกติ 7 วันทำการ)", required=False)
    reason = CleanCharField(label="สภาพปัญหาและเหตุผล", max_length=4000, lines=True, help_text="เขียนเท่าที่ผู้รับต้องรู้")
    tried = CleanCharField(label="การช่วยเหลือที่ทำแล้ว", max_length=4000, lines=True, required=False)
    asked = CleanCharField(label="สิ่งที่ขอให้ช่วย", max_length=2000, lines=True)
    sections = forms.MultipleChoiceField(
        label="ข้อมูลที่ให้ผู้รับอ่าน",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": SAY_UNKNOWN},
    )
    sensitive_reason = CleanCharField(
        label="เหตุที่ต้องให้ข้อมูลอ่อนไหว",
        max_length=300,
        required=False,
        help_text="กรอกเมื่อเลือกรายการที่มีป้าย “อ่อนไหว” ผู้รับจะอ่านข้อความนี้ด้วย",
    )
    memo_number = CleanCharField(
        label="ที่ (เลขที่บันทึกข้อความ)", max_length=60, required=False, help_text="ไม่บังคับ ใช้ตอนพิมพ์บันทึกข้อความ"
    )

    def __init__(
        self,
        *args: Any,
        people: Mapping[To, Sequence[User]],
        sections: Sequence[Section],
        goes_past: Callable[[str], bool],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people, self.offered, self.goes_past = people, sections, goes_past
        self._choices("addressee", [key for to, found in people.items() for key in _keys(to, found)])
        self._choices("committee", [(one.public_id, _named(one)) for one in people.get(To.COMMITTEE, ())])
        self._choices("sections", [(section.key, section.label) for section in sections])
        if To.COMMITTEE not in people:
            del self.fields["committee"]
        if not any(goes_past(to) for to in people):
            del self.fields["skip_reason"]

    def _choices(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def groups(self) -> list[tuple[str, list[BoundWidget]]]:
        """Each duty with the radio buttons of its people."""
        boxes = list(self["addressee"])
        found = []
        for to, people in self.people.items():
            count = 1 if to == To.COMMITTEE else len(people)
            found.append((str(to.label), boxes[:count]))
            boxes = boxes[count:]
        return found

    def boxes(self) -> list[tuple[BoundWidget, Section]]:
        """Each tick box with the item it stands for."""
        return list(zip(self["sections"], self.offered, strict=True))

    def clean(self) -> dict[str, Any]:
        """`addressee` and `committee` become `to` and `people`."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        to, people = self._chosen(typed)
        ticked = typed.get("sections", [])
        if sensitive(ticked) and not typed.get("sensitive_reason") and "sensitive_reason" not in self.errors:
            needing = [section.label for section in sensitive(ticked)]
            self.add_error("sensitive_reason", f"เขียนเหตุที่ต้องให้ {' · '.join(needing)}")
        if to and (never := NEVER.get(To(to), set()) & set(ticked)):
            self.add_error("sections", f"{To(to).label}ไม่ได้รับ{' · '.join(labels(never))} เอาออกก่อน")
        if to and self.goes_past(to) and not typed.get("skip_reason") and "skip_reason" not in self.errors:
            self.add_error("skip_reason", "เขียนเหตุที่ไม่ผ่านครูแนะแนวก่อน")
        return typed | {"to": to, "people": people}

    def _chosen(self, typed: dict[str, Any]) -> tuple[str, list[User]]:
        to, _, whom = typed.pop("addressee", "").partition(":")
        ticked = typed.pop("committee", [])
        if to == COMMITTEE:
            if not ticked and "committee" not in self.errors:
                self.add_error("committee", "เลือกกรรมการอย่างน้อย 1 คน")
            return to, [one for one in self.people[To.COMMITTEE] if one.public_id in ticked]
        return to, [one for one in self.people[To(to)] if one.public_id == whom] if to else []


class ChildInsideForm(InsideForm):
    """The same for a child without a case: what the case is called that is opened by it."""

    title = Sentence(label="เรื่อง", max_length=120, say="เขียนว่าจะช่วยเรื่องอะไร เช่น ช่วยเหลือด้านเศรษฐกิจ")
    aspects = forms.MultipleChoiceField(
        label="ด้านที่จะช่วย",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "เลือกอย่างน้อยหนึ่งด้าน", "invalid_choice": "เลือกด้านจากรายการ"},
    )

    def __init__(self, *args: Any, aspects: Sequence[Aspect], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices("aspects", [(aspect.slug, aspect.name) for aspect in aspects])


class DeclineInsideForm(VersionForm):
    answer = CleanCharField(
        label="เหตุที่ไม่รับ",
        max_length=300,
        help_text="เช่น ควรส่งถึงใครแทน ผู้ส่งและครูแนะแนวจะอ่านข้อความนี้",
        error_messages={"required": "เขียนเหตุที่ไม่รับ"},
    )


class FinishInsideForm(VersionForm):
    result = CleanCharField(
        label="ผลการช่วยเหลือ", max_length=4000, lines=True, error_messages={"required": "เขียนว่าช่วยอะไรไปแล้ว ได้ผลอย่างไร"}
    )
    advice = CleanCharField(
        label="ข้อเสนอแนะถึงครู",
        max_length=4000,
        lines=True,
        required=False,
        help_text="บรรทัดละ 1 เรื่อง ครูแนะแนวเปลี่ยนเป็นงานในเคสได้ทันที",
    )


class RevokeInsideForm(VersionForm):
    reason = CleanCharField(
        label="เหตุที่เพิกถอน",
        max_length=200,
        help_text="ไม่ต้องเขียนชื่อหรืออาการ ผู้รับจะเห็นข้อความนี้",
        error_messages={"required": "เขียนเหตุที่เพิกถอน"},
    )


class TakeAdviceForm(forms.Form):
    """Which lines become tasks, whose, until when."""

    lines = forms.TypedMultipleChoiceField(
        label="ข้อเสนอแนะที่จะเพิ่มเป็นงาน",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "เลือกอย่างน้อย 1 ข้อ", "invalid_choice": SAY_UNKNOWN},
    )
    responsible = PersonField(label="ผู้รับผิดชอบ", queryset=User.objects.none(), to_field_name="public_id")
    due_on = DateField(label="กำหนดเสร็จ")

    def __init__(
        self, *args: Any, lines: Sequence[tuple[int, str]], student: Student, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.TypedMultipleChoiceField, self.fields["lines"]).choices = lines
        self.fields["lines"].initial = [place for place, _ in lines]
        cast(PersonField, self.fields["responsible"]).queryset = carers_of(student, today)
        cast(DateField, self.fields["due_on"]).since = today


def _keys(to: To, people: Sequence[User]) -> list[tuple[str, str]]:
    if to == To.COMMITTEE:
        return [(COMMITTEE, "เลือกชื่อกรรมการด้านล่าง")]
    return [(f"{to}:{one.public_id}", _named(one)) for one in people]


def _named(person: User) -> str:
    return f"{person.display_name} {person.position}".strip()
