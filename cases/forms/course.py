"""How it goes: the weekly look, the time of watching, the aspects looked at again, cases that belong together."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms

from cases.forms.fields import Sentence, VersionedForm
from cases.models import Case, CheckIn
from schools.fields import CleanCharField, DateField, DateWidget
from screening.models import Aspect

if TYPE_CHECKING:
    from datetime import date

    from cases.models.case import CaseQuerySet

LEVELS = [("1", "ปกติ"), ("2", "เสี่ยง"), ("3", "มีปัญหา")]
FLAGS = [("1", "ไม่มี"), ("2", "มี")]
LONGEST = timedelta(days=180)


class CheckInForm(forms.Form):
    progress = forms.ChoiceField(
        label="เทียบกับเป้าหมาย",
        choices=CheckIn.Progress,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกว่าเป็นอย่างไรเทียบกับเป้าหมาย", "invalid_choice": "เลือกจากรายการ"},
    )
    value = CleanCharField(label="วัดได้", max_length=60, required=False, help_text="เช่น มาเรียน 4 จาก 5 วัน")
    text = CleanCharField(label="เห็นอะไร", max_length=300, required=False)


class MonitorForm(VersionedForm):
    check_on = DateField(label="ตรวจครั้งถัดไป", widget=DateWidget(near=False), help_text="ปกติคืออีก 30 วัน ไม่เกิน 180 วัน")

    def __init__(self, *args: Any, today: "date", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_check_on(self) -> "date":
        on: date = self.cleaned_data["check_on"]
        if not self.today < on <= self.today + LONGEST:
            raise forms.ValidationError("เลือกวันหลังวันนี้ ไม่เกิน 180 วัน")
        return on


class HelpAgainForm(VersionedForm):
    reason = Sentence(
        label="กลับไปช่วยเหลือเพราะอะไร",
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2}),
        say="เขียนเหตุที่กลับไปช่วยเหลือ",
    )


class LookAgainForm(VersionedForm):
    """One field for each aspect whose level the person may see: `level-<slug>`. At least one is rated."""

    def __init__(self, *args: Any, aspects: Sequence[Aspect], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aspects = aspects
        for aspect in aspects:
            self.fields[f"level-{aspect.slug}"] = forms.ChoiceField(
                label=aspect.name,
                choices=LEVELS if aspect.kind == Aspect.Kind.LEVEL else FLAGS,
                widget=forms.RadioSelect,
                required=False,
                error_messages={"invalid_choice": f"เลือกผลด้าน{aspect.name}จากรายการ"},
            )

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.levels:
            raise forms.ValidationError("เลือกผลอย่างน้อยหนึ่งด้าน")
        return self.cleaned_data

    @property
    def levels(self) -> dict[str, int]:
        typed = {aspect.slug: self.cleaned_data.get(f"level-{aspect.slug}") for aspect in self.aspects}
        return {slug: int(level) for slug, level in typed.items() if level}


class LinkForm(forms.Form):
    """Another case of the school, by its printed code."""

    code = Sentence(
        label="เลขเคส",
        max_length=20,
        help_text="เช่น C-2568-0040 เฉพาะเคสของโรงเรียนนี้ที่คุณเปิดดูได้",
        say="กรอกเลขเคส เช่น C-2568-0040",
    )

    def __init__(self, *args: Any, case: Case, seen: "CaseQuerySet", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.seen = case, seen

    def clean_code(self) -> Case:
        parts = self.cleaned_data["code"].strip().upper().removeprefix("C-").split("-")
        found = None
        if len(parts) == 2 and all(part.isascii() and part.isdigit() and len(part) <= 6 for part in parts):
            same_school = self.seen.filter(school=self.case.school_id).exclude(pk=self.case.pk)
            found = same_school.filter(year=int(parts[0]), number=int(parts[1])).first()
        if found is None:
            raise forms.ValidationError("ไม่พบเคสนี้ในโรงเรียน ตรวจเลขเคสอีกครั้ง")
        return found
