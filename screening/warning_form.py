"""The steps and points of early warning as a person types them."""

from typing import Any

from django import forms

from schools.fields import CleanCharField
from schools.thai import to_arabic_digits
from screening.warning import MEASURES, BadRules, Measure, Rules, Step

WHOLE = {
    "months": ("ดูการมาเรียนย้อนหลัง (เดือน)", "นับเดือนนี้ด้วย"),
    "least_days": ("คิดร้อยละเมื่อมีวันเรียนตั้งแต่ (วัน)", "ต้นเทอมวันเรียนยังน้อย ร้อยละยังบอกอะไรไม่ได้"),
    "medium": ("ระดับปานกลาง ตั้งแต่ (คะแนน)", ""),
    "high": ("ระดับสูง ตั้งแต่ (คะแนน)", ""),
}
TWO = (0, 1)


class WarningRulesForm(forms.Form):
    """`cleaned_data["rules"]`: the rules, when everything can stand together. An empty limit is a step not used."""

    def __init__(self, *args: Any, rules: Rules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint) in WHOLE.items():
            self.fields[name] = number(label, getattr(rules, name), hint=hint, required=True)
        for measure in MEASURES:
            steps = rules.steps.get(measure.name, ())
            for place in TWO:
                step = steps[place] if place < len(steps) else None
                self.fields[f"{measure.name}-{place}-limit"] = number(
                    f"{measure.label} เกณฑ์ขั้นที่ {place + 1}", limit(step)
                )
                self.fields[f"{measure.name}-{place}-points"] = number(
                    f"{measure.label} คะแนนขั้นที่ {place + 1}", step.points if step else ""
                )

    def clean(self) -> dict[str, Any]:
        told = {name: to_arabic_digits(text) for name, text in self.cleaned_data.items()}
        shape = {
            "months": whole(told.get("months", "")),
            "least_days": whole(told.get("least_days", "")),
            "tiers": {name: whole(told.get(name, "")) for name in ("medium", "high")},
            "steps": {measure.name: steps_of(measure, told) for measure in MEASURES},
        }
        try:
            self.cleaned_data["rules"] = Rules.of(shape)
        except BadRules as bad:
            for says in bad.problems:
                self.add_error(None, says)
        return self.cleaned_data

    @property
    def lines(self) -> list[dict[str, Any]]:
        """One line of the page for each measure: its name, its unit, and its two steps' fields."""
        return [
            {
                "measure": measure,
                "steps": [(self[f"{measure.name}-{at}-limit"], self[f"{measure.name}-{at}-points"]) for at in TWO],
            }
            for measure in MEASURES
        ]

    @property
    def whole(self) -> list[forms.BoundField]:
        return [self[name] for name in WHOLE]


def number(label: str, initial: object, *, hint: str = "", required: bool = False) -> forms.Field:
    widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "class": "field-input in-number"})
    return CleanCharField(
        label=label, required=required, max_length=10, initial=str(initial), widget=widget, help_text=hint
    )


def limit(step: Step | None) -> str:
    return f"{step.limit:f}" if step else ""


def steps_of(measure: Measure, told: dict[str, str]) -> list[list[object]]:
    """The pairs that were typed; a limit or points alone is a pair that `Rules.of` refuses."""
    pairs = [(told.get(f"{measure.name}-{at}-limit", ""), told.get(f"{measure.name}-{at}-points", "")) for at in TWO]
    return [[limit, whole(points)] for limit, points in pairs if limit or points]


def whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
