"""Strings into values: reasons, a changed group, an urgency, what stands out."""

from typing import Any, cast

from django import forms

from schools.fields import CleanCharField
from schools.models import Classroom, User
from screening import rules
from screening.models import Aspect, Finding, Group, Indicator
from screening.schemes import Scheme
from screening.scoring import PROBLEM


class FindingForm(forms.Form):
    """Why: indicators to tick and a short text. มีปัญหา needs a tick, or words where there is nothing to tick (B7).

    `seen` is the `Finding.stamp` of what the person had before her.
    """

    indicators = forms.MultipleChoiceField(label="ตัวชี้วัดที่พบ", required=False)
    text = CleanCharField(label="เหตุผลสั้น ๆ", max_length=140, required=False)
    seen = CleanCharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, aspect: Aspect, level: int, first_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(i.pk): i for i in Indicator.objects.filter(aspect=aspect, level__lte=level)}
        field = cast(forms.MultipleChoiceField, self.fields["indicators"])
        field.choices = [(key, indicator.text) for key, indicator in self.known.items()]
        self.is_needed = level == PROBLEM
        self.needs_tick = self.is_needed and any(i.level == PROBLEM for i in self.known.values())
        how = "แตะอย่างน้อยหนึ่งข้อ" if self.needs_tick else "เขียนเหตุผลสั้น ๆ "
        self.say_needed = f"{how}ว่าทำไม{first_name}อยู่ในกลุ่มมีปัญหาด้าน{aspect.name}"

    @property
    def chips(self) -> list[tuple[str, Indicator, bool]]:
        """(value, indicator, is ticked), the level's own indicators first."""
        ticked = set(map(str, self["indicators"].value() or []))
        listed = sorted(self.known.items(), key=lambda item: (-item[1].level, item[1].position))
        return [(key, indicator, key in ticked) for key, indicator in listed]

    def clean_indicators(self) -> list[Indicator]:
        return [self.known[key] for key in self.cleaned_data["indicators"]]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = self.cleaned_data
        if not self.is_needed or self.errors or told["indicators"]:
            return told
        if self.needs_tick:
            self.add_error("indicators", self.say_needed)
        elif not told["text"]:
            self.add_error("text", self.say_needed)
        return told

    def words_of(self, finding: Finding) -> list[str]:
        """What was ticked and written, as people read it."""
        ticked = [self.known[str(key)].text for key in finding.indicators if str(key) in self.known]
        return [*ticked, finding.text] if finding.text else ticked


class OverrideForm(forms.Form):
    """Another final group than the levels give; going back to the computed one needs no reason."""

    group = forms.TypedChoiceField(
        label="กลุ่มที่ใช้",
        choices=[(Group.NORMAL, "ปกติ"), (Group.RISK, "เสี่ยง"), (Group.PROBLEM, "มีปัญหา")],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกกลุ่มที่ใช้"},
    )
    reason = CleanCharField(label="เหตุผลที่ปรับกลุ่ม", max_length=300, required=False, lines=True)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, computed: int, classroom: Classroom, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.computed = computed
        field = cast(forms.TypedChoiceField, self.fields["group"])
        field.choices = [
            (value, label)
            for value, label in Group.choices
            if value and rules.may_override(user, classroom, computed=computed, group=value)
        ]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = self.cleaned_data
        if told.get("group") not in (None, self.computed) and "reason" in told and not told["reason"]:
            self.add_error("reason", "เขียนเหตุผลที่ปรับกลุ่ม")
        return told


class UrgencyForm(forms.Form):
    """What a counselor chooses over the group's own urgency; following the group needs no reason."""

    urgency = forms.TypedChoiceField(
        label="ความเร่งด่วน", coerce=int, widget=forms.RadioSelect, error_messages={"required": "เลือกความเร่งด่วน"}
    )
    reason = CleanCharField(label="เหตุผล", max_length=200, required=False, lines=True)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, group: int, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = range(1, len(scheme.urgencies) + 1)
        field = cast(forms.TypedChoiceField, self.fields["urgency"])
        follows = f"ตามกลุ่ม ({scheme.urgency_word(group)})"
        field.choices = [(0, follows), *((level, scheme.urgency_word(level)) for level in levels if level != group)]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = self.cleaned_data
        if told.get("urgency") and "reason" in told and not told["reason"]:
            self.add_error("reason", "เขียนเหตุผลที่ใช้ความเร่งด่วนต่างจากกลุ่ม")
        return told


class RemarkForm(forms.Form):
    """What stands out, and whether somebody must come at once."""

    noted = CleanCharField(label="สิ่งที่เด่นของนักเรียน", max_length=200, required=False)
    noted_was = forms.CharField(max_length=200, required=False, strip=False, widget=forms.HiddenInput)
    urgent = forms.BooleanField(label="ต้องช่วยทันที (แจ้งครูแนะแนวและ ผอ. ทันที)", required=False)
