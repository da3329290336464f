"""A line of the school's list of conduct as it is typed."""

from typing import Any

from django import forms

from activities.forms.observations import PointsField
from schools.fields import CleanCharField
from schools.forms.unchanged import Unchanged

MOST_POINTS = 100


class RuleForm(Unchanged):
    """Points are typed without a sign; `way` says whether they are given or taken."""

    WAYS = (("merit", "ให้คะแนนความดี"), ("breach", "ตัดคะแนน"))

    code = CleanCharField(label="รหัส", max_length=10, help_text="สั้น ๆ เช่น ก1")
    text = CleanCharField(label="ข้อ", max_length=200)
    way = forms.ChoiceField(label="แบบ", choices=WAYS, widget=forms.RadioSelect, initial="merit")
    low = PointsField(label="คะแนนน้อยสุด")
    high = PointsField(label="คะแนนมากสุด")
    follows = CleanCharField(label="สิ่งที่ทำต่อ", max_length=200, required=False)
    is_severe = forms.BooleanField(label="ร้ายแรง แจ้งฝ่ายปกครองและครูแนะแนวทันทีที่บันทึก", required=False)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = self.cleaned_data
        low, high = told.get("low"), told.get("high")
        if low is not None and high is not None:
            low, high = abs(low), abs(high)
            if low > high:
                self.add_error("high", "คะแนนมากสุดต้องไม่น้อยกว่าคะแนนน้อยสุด")
            elif high > MOST_POINTS:
                self.add_error("high", f"คะแนนไม่เกิน {MOST_POINTS}")
        return told

    def rule(self) -> dict[str, Any]:
        """The columns of the rule: signed points."""
        told = self.cleaned_data
        low, high = abs(told["low"]), abs(told["high"])
        least, most = (-high, -low) if told["way"] == "breach" else (low, high)
        kept = {name: told[name] for name in ("code", "text", "follows", "is_severe")}
        return {**kept, "least": least, "most": most}
