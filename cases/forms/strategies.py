"""The library of strategies, and a strategy as it is taken into a case."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms

from cases.forms.fields import CHOOSE_PERSON, PersonField, Sentence
from cases.models import Strategy, Task, carers_of
from schools.fields import CleanCharField, DateField, DateWidget
from schools.models import User
from students.models import Student

if TYPE_CHECKING:
    from datetime import date

ROWS = 5
NUMBER = {"inputmode": "numeric", "class": "field-input in-number"}
SELECT = {"class": "field-input w-sel"}
SAY_DAYS = "กรอกจำนวนวัน 0 ถึง 84"
SAY_WEEKS = "กรอกจำนวนสัปดาห์ 1 ถึง 12"


class StrategyForm(forms.Form):
    """`tasks` are five rows: `text-1`, `days-1`, `repeats-1`, `kind-1` and so on; an empty text is no task."""

    title = Sentence(label="แนวทาง", max_length=120, say="เขียนชื่อแนวทาง")
    detail = CleanCharField(
        label="ทำอย่างไร", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), lines=True, required=False
    )
    aspects = forms.MultipleChoiceField(
        label="ใช้กับด้าน",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "เลือกอย่างน้อยหนึ่งด้าน", "invalid_choice": "เลือกด้านจากรายการ"},
    )
    for_risk = forms.BooleanField(label="ใช้กับกลุ่มเสี่ยง", required=False)
    for_problem = forms.BooleanField(label="ใช้กับกลุ่มมีปัญหา", required=False)
    weeks = forms.IntegerField(
        label="ใช้เวลากี่สัปดาห์",
        min_value=1,
        max_value=12,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages=dict.fromkeys(["required", "invalid", "min_value", "max_value"], SAY_WEEKS),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, aspects: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aspects"].choices = aspects  # type: ignore[attr-defined]
        for row in range(1, ROWS + 1):
            self.fields[f"text-{row}"] = CleanCharField(label=f"งานที่ {row}", max_length=200, required=False)
            self.fields[f"days-{row}"] = forms.IntegerField(
                label="ภายในกี่วันหลังเริ่ม",
                min_value=0,
                max_value=84,
                required=False,
                widget=forms.TextInput(attrs=NUMBER),
                error_messages=dict.fromkeys(["invalid", "min_value", "max_value"], SAY_DAYS),
            )
            self.fields[f"repeats-{row}"] = forms.ChoiceField(
                label="ทำซ้ำ", choices=Task.Repeats, required=False, widget=forms.Select(attrs=SELECT)
            )
            self.fields[f"kind-{row}"] = forms.ChoiceField(
                label="ประเภท", choices=Task.Kind, required=False, widget=forms.Select(attrs=SELECT)
            )

    def rows(self) -> list[list[forms.BoundField]]:
        names = ("text", "days", "repeats", "kind")
        return [[self[f"{name}-{row}"] for name in names] for row in range(1, ROWS + 1)]

    def clean(self) -> dict[str, Any]:
        if not (self.cleaned_data.get("for_risk") or self.cleaned_data.get("for_problem")):
            self.add_error("for_risk", "เลือกอย่างน้อยหนึ่งกลุ่ม")
        return self.cleaned_data

    def told(self) -> dict[str, Any]:
        """The keywords of the act."""
        typed = self.cleaned_data
        tasks = [
            {
                "text": typed[f"text-{row}"],
                "days": typed[f"days-{row}"] or 0,
                "repeats": typed[f"repeats-{row}"],
                "kind": typed[f"kind-{row}"] or Task.Kind.OTHER.value,
            }
            for row in range(1, ROWS + 1)
            if typed[f"text-{row}"]
        ]
        named = ("title", "detail", "aspects", "for_risk", "for_problem", "weeks")
        return {name: typed[name] for name in named} | {"tasks": tasks}

    @staticmethod
    def initial_of(strategy: Strategy) -> dict[str, Any]:
        named = ("title", "detail", "aspects", "for_risk", "for_problem", "weeks", "version")
        found = {name: getattr(strategy, name) for name in named}
        for row, task in enumerate(strategy.tasks[:ROWS], start=1):
            found |= {f"{name}-{row}": task[name] for name in ("text", "days", "repeats", "kind")}
        return found


class TakeForm(forms.Form):
    """The strategy's tasks as offered: `take-0`, `text-0`, `responsible-0`, `due-0` for each; at least one is taken."""

    def __init__(
        self, *args: Any, strategy: Strategy, student: Student, owner: User | None, since: "date", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered: list[dict[str, Any]] = strategy.tasks
        self.since = since
        carers = carers_of(student, since)
        for row, task in enumerate(self.offered):
            self.fields[f"take-{row}"] = forms.BooleanField(label=task["text"], required=False, initial=True)
            self.fields[f"text-{row}"] = CleanCharField(
                label="สิ่งที่จะทำ", max_length=200, initial=task["text"], required=False
            )
            self.fields[f"responsible-{row}"] = PersonField(
                queryset=carers,
                label="ผู้ทำ",
                to_field_name="public_id",
                empty_label="เลือกคน",
                initial=owner and owner.public_id,
                required=False,
                error_messages=CHOOSE_PERSON,
            )
            self.fields[f"due-{row}"] = DateField(
                label="ภายในวันที่",
                widget=DateWidget(near=False),
                initial=since + timedelta(days=task["days"]),
                required=False,
            )

    def rows(self) -> list[tuple[dict[str, Any], list[forms.BoundField]]]:
        names = ("take", "text", "responsible", "due")
        return [(task, [self[f"{name}-{row}"] for name in names]) for row, task in enumerate(self.offered)]

    def clean(self) -> dict[str, Any]:
        taken = [row for row in range(len(self.offered)) if self.cleaned_data.get(f"take-{row}")]
        if not taken:
            raise forms.ValidationError("เลือกอย่างน้อยหนึ่งงาน")
        for row in taken:
            self._check(row)
        return self.cleaned_data

    def _check(self, row: int) -> None:
        """Only what is taken has to be whole."""
        wanted = {"text": "เขียนสิ่งที่จะทำ", "responsible": "เลือกคน", "due": "กรอกวันที่ เช่น 12 มิถุนายน 2568"}
        for name, say in wanted.items():
            field = f"{name}-{row}"
            if field not in self.errors and not self.cleaned_data.get(field):
                self.add_error(field, say)
        due = self.cleaned_data.get(f"due-{row}")
        if due is not None and due < self.since:
            self.add_error(f"due-{row}", "เลือกวันนี้หรือวันข้างหน้า")

    def told(self) -> list[dict[str, Any]]:
        """The tasks that were taken, as the act takes them."""
        typed = self.cleaned_data
        return [
            {
                "text": typed[f"text-{row}"],
                "responsible": typed[f"responsible-{row}"],
                "due_on": typed[f"due-{row}"],
                "kind": task["kind"],
                "repeats": task["repeats"],
            }
            for row, task in enumerate(self.offered)
            if typed.get(f"take-{row}")
        ]
