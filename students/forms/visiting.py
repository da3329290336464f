"""The form of a home visit: one field per question of `students.visit_form`, filled in from the last visit."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict
from django.utils import timezone

from schools.fields import CleanCharField, DateField
from schools.thai import to_arabic_digits
from students import visit_form
from students.models import Photo, Visit
from students.visit_form import PEOPLE_COLUMNS, QUESTIONS, SECTIONS, Kind, Question, Section

SAY_CHOOSE = "เลือก{label}"
MOST = {Kind.NUMBER: 1000, Kind.MONEY: 1_000_000}
SPARE_ROWS = 2


class AmountField(forms.CharField):
    """A number of at most one decimal, Thai digits and thousands' commas too; empty is None."""

    widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "class": "field-input in-number"})

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.most = most

    def to_python(self, value: Any) -> Any:
        text = to_arabic_digits(str(value or "")[:30]).replace(",", "").strip()
        if not text:
            return None
        try:
            number = Decimal(text) if text.isascii() else Decimal("NaN")
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or not 0 <= number <= self.most:
            raise ValidationError(f"{self.label}ต้องเป็นตัวเลข 0 ถึง {self.most:,}")
        return int(number) if number == number.to_integral_value() else float(round(number, 1))

    def validate(self, value: Any) -> None:
        """A number was found or none was typed."""

    def run_validators(self, value: Any) -> None:
        """Those of texts do not concern a number."""


def field_of(question: Question) -> forms.Field:
    if question.kind == Kind.MANY:
        return forms.MultipleChoiceField(
            label=question.label, choices=question.choices, required=False, widget=forms.CheckboxSelectMultiple
        )
    if question.kind == Kind.CHOICE:
        return forms.ChoiceField(label=question.label, choices=[("", "เลือก"), *question.choices], required=False)
    if question.kind in MOST:
        return AmountField(label=question.label, most=MOST[question.kind])
    is_long = question.kind == Kind.LINES
    return CleanCharField(
        label=question.label, max_length=600 if is_long else 120, lines=is_long, required=False, help_text=question.hint
    )


@dataclass(frozen=True)
class Asked:
    question: Question
    field: BoundField


@dataclass(frozen=True)
class Part:
    """A section as the page shows it. `was`: (label, answer) of the last visit; `done` of `all` are answered."""

    section: Section
    asked: list[Asked]
    people: list[list[BoundField]]
    same: BoundField | None
    was: list[tuple[str, str]]
    done: int
    all: int
    is_open: bool


class VisitForm(forms.Form):
    """`told()` gives the keywords of `actions.save_draft`, `finish_visit` and `correct_visit`.

    `visit` is the draft or finished visit on the page, `before` the answers of the last one. With `is_final` a day
    and the few needed answers must be there. Without `sensitive` those questions are neither shown nor changed.
    """

    visited_on = DateField(label="วันที่เยี่ยมบ้าน", until=timezone.localdate)
    way = forms.ChoiceField(label="วิธี", choices=Visit.Way.choices, widget=forms.RadioSelect, initial=Visit.Way.HOME)
    saw = CleanCharField(label="ครูเห็นอะไร ควรช่วยอะไร", max_length=1500, lines=True, required=False)
    no_photo = forms.ChoiceField(label="ภาพถ่าย", choices=Visit.NoPhoto.choices, required=False)
    guardian_knows = forms.BooleanField(label="ผู้ปกครองรับทราบและให้ข้อมูล (ลงชื่อในใบพิมพ์)", required=False)
    urgent = forms.BooleanField(
        label="ต้องช่วยทันที",
        required=False,
        help_text="แจ้งครูแนะแนวและ ผอ. ทันที โดยไม่มีชื่อนักเรียนในข้อความแจ้ง",
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        visit: Visit | None = None,
        before: Mapping[str, Any] | None = None,
        sensitive: bool = True,
        is_final: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.visit = visit
        self.held: dict[str, Any] = dict(visit.answers) if visit else {}
        questions = visit_form.asked(sensitive=sensitive)
        self.codes = {question.code for question in questions}
        self.before = {code: value for code, value in (before or {}).items() if code in self.codes}
        self.is_final = is_final
        self.fields["visited_on"].required = is_final or not self.is_bound
        self.confirmed = set(visit.same_as_before) if visit else set()
        self.start(visit)
        self.add_questions(questions)

    def start(self, visit: Visit | None) -> None:
        self.initial["version"] = visit.version if visit else 0
        if visit:
            names = ("visited_on", "way", "saw", "no_photo", "guardian_knows")
            self.initial.update({name: getattr(visit, name) for name in names})

    def add_questions(self, questions: list[Question]) -> None:
        for section in SECTIONS:
            ours = [question for question in section.questions if question in questions]
            given = self.answers_of(section)
            for question in ours:
                if question.kind == Kind.PEOPLE:
                    self.add_people(given.get(question.code) or [])
                    continue
                self.fields[f"q-{question.code}"] = field_of(question)
                self.initial[f"q-{question.code}"] = shown(given.get(question.code))
            if any(question.code in self.before for question in ours):
                self.fields[f"same-{section.code}"] = forms.BooleanField(label="ยืนยันว่าเหมือนเดิม", required=False)
                self.initial[f"same-{section.code}"] = any(question.code in self.confirmed for question in ours)

    def answers_of(self, section: Section) -> Mapping[str, Any]:
        """This visit's answers of a section as soon as it has one, else the last visit's."""
        codes = {question.code for question in section.questions}
        return self.held if codes & set(self.held) else self.before

    def add_people(self, held: list[dict[str, Any]]) -> None:
        """A row per member and two more; as many as were sent when a form comes back."""
        sent = [row for row in range(visit_form.MOST_PEOPLE) if f"p-{row}-who" in self.data]
        rows = max([len(held) + SPARE_ROWS, 3, *(row + 1 for row in sent)])
        self.rows = min(rows, visit_form.MOST_PEOPLE)
        for row in range(self.rows):
            member = held[row] if row < len(held) else {}
            for code, label in PEOPLE_COLUMNS:
                name = f"p-{row}-{code}"
                if code in ("who", "job"):
                    self.fields[name] = CleanCharField(label=label, max_length=60, required=False)
                else:
                    self.fields[name] = AmountField(label=label, most=120 if code == "age" else MOST[Kind.MONEY])
                self.initial[name] = shown(member.get(code))

    # -- strings into values ----------------------------------------------------------------------------------

    def typed(self) -> dict[str, Any]:
        """Answers by code, without those left empty or refused."""
        found: dict[str, Any] = {}
        for code in self.codes:
            if QUESTIONS[code].kind == Kind.PEOPLE:
                found[code] = self.people()
            elif QUESTIONS[code].kind == Kind.MANY:
                found[code] = visit_form.without_none(list(self.cleaned_data.get(f"q-{code}") or []))
            else:
                found[code] = self.cleaned_data.get(f"q-{code}")
        return {code: value for code, value in found.items() if value not in (None, "", [])}

    def people(self) -> list[dict[str, Any]]:
        rows = [
            {code: self.cleaned_data.get(f"p-{row}-{code}") for code, _ in PEOPLE_COLUMNS} for row in range(self.rows)
        ]
        named = [{code: value for code, value in row.items() if value not in (None, "")} for row in rows]
        return [row for row in named if row]

    def answers(self) -> tuple[dict[str, Any], list[str]]:
        ticked = [section.code for section in SECTIONS if self.cleaned_data.get(f"same-{section.code}")]
        answers, same = visit_form.settled(self.typed(), self.before, ticked)
        hidden = {code: value for code, value in self.held.items() if code not in self.codes}
        return {**answers, **hidden}, same

    def told(self) -> dict[str, Any]:
        """What is good of the form as keywords for the acts: a draft keeps it although something is refused."""
        answers, same = self.answers()
        good = self.cleaned_data
        return {
            "visited_on": good.get("visited_on"),
            "way": good.get("way") or Visit.Way.HOME,
            "answers": answers,
            "same_as_before": same,
            "saw": good.get("saw", ""),
            "no_photo": good.get("no_photo", ""),
            "guardian_knows": good.get("guardian_knows", False),
        }

    def go_on_from(self, visit: Visit) -> None:
        """The next press writes over this state of the draft."""
        again = cast(QueryDict, self.data).copy()
        again["version"] = str(visit.version)
        self.data = again

    def clean(self) -> dict[str, Any]:
        good: dict[str, Any] = self.cleaned_data
        if good.get("no_photo") == Visit.NoPhoto.REFUSED and self.visit and self.visit.photos.exists():
            self.add_error("no_photo", "มีภาพแนบอยู่ ลบภาพทั้งหมดก่อน แล้วเลือกไม่อนุญาตให้ถ่าย")
        if not self.is_final:
            return good
        answers, _ = self.answers()
        for question in visit_form.missing(answers, way=good.get("way", "")):
            name = f"q-{question.code}"
            if name in self.fields and name not in self.errors:
                self.add_error(name, self.say_missing(question))
        return good

    def say_missing(self, question: Question) -> str:
        if question.code in self.before:
            return f"{question.label}: แตะ “ยืนยันว่าเหมือนเดิม” หรือแก้คำตอบ"
        return f"เลือก{question.label}"

    # -- what the page shows ----------------------------------------------------------------------------------

    @property
    def parts(self) -> list[Part]:
        return [part for part in map(self.part, SECTIONS) if part.asked or part.people]

    def part(self, section: Section) -> Part:
        ours = [question for question in section.questions if question.code in self.codes]
        asked = [Asked(question, self[f"q-{question.code}"]) for question in ours if question.kind != Kind.PEOPLE]
        has_people = any(question.kind == Kind.PEOPLE for question in ours)
        people = [[self[f"p-{row}-{code}"] for code, _ in PEOPLE_COLUMNS] for row in range(self.rows)]
        same = f"same-{section.code}"
        was = [
            (question.label, visit_form.said(question, self.before[question.code]))
            for question in ours
            if question.code in self.before
        ]
        has_errors = any(one.field.errors for one in asked) or any(cell.errors for row in people for cell in row)
        return Part(
            section,
            asked,
            people if has_people else [],
            self[same] if same in self.fields else None,
            was,
            sum(question.code in self.held for question in ours),
            len([question for question in ours if question.code != visit_form.WHY_NOT]),
            has_errors and (has_people or any(one.field.errors for one in asked)),
        )


def shown(value: Any) -> Any:
    """2.0 is written 2."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


class PhotoForm(forms.Form):
    slot = forms.ChoiceField(label="ภาพอะไร", choices=Photo.Slot.choices)
