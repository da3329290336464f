"""Things to do: one with a person and a day, its result, and what is done to many at once."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms

from cases.forms.fields import CHOOSE_PERSON, PersonField, Sentence
from cases.models import Case, Task, carers_of
from schools.fields import CleanCharField, DateField, DateWidget
from schools.forms.unchanged import Unchanged
from schools.models import User
from students.models import Student

if TYPE_CHECKING:
    from datetime import date

A_YEAR = timedelta(days=366)
FROM_TODAY = "เลือกวันนี้หรือวันข้างหน้า"
ANY_KIND = {"invalid_choice": "เลือกจากรายการ"}


def within_a_year(due_on: "date", today: "date") -> "date":
    """A day to come, and not one that a slip of the finger puts out of sight. Raises ValidationError."""
    if due_on < today:
        raise forms.ValidationError(FROM_TODAY)
    if due_on > today + A_YEAR:
        raise forms.ValidationError("เลือกวันภายในหนึ่งปี ตรวจปี พ.ศ. อีกครั้ง")
    return due_on


class TaskForm(forms.Form):
    text = Sentence(label="สิ่งที่จะทำ", max_length=200, help_text="เช่น โทรผู้ปกครอง", say="เขียนสิ่งที่จะทำ")
    kind = forms.ChoiceField(label="ประเภท", choices=Task.Kind, required=False, error_messages=ANY_KIND)
    responsible = PersonField(
        queryset=User.objects.none(),
        label="ผู้ทำ",
        to_field_name="public_id",
        empty_label="เลือกคน",
        error_messages=CHOOSE_PERSON,
        help_text="เฉพาะคนที่มีหน้าที่ดูแลนักเรียนคนนี้ และจะเห็นเคสนี้",
    )
    due_on = DateField(label="ภายในวันที่", widget=DateWidget(near=False))
    repeats = forms.ChoiceField(label="ทำซ้ำ", choices=Task.Repeats, required=False, error_messages=ANY_KIND)
    repeats_until = DateField(
        label="ทำซ้ำถึงวันที่",
        widget=DateWidget(near=False),
        required=False,
        help_text="กรอกเมื่อทำซ้ำ เมื่อทำเสร็จแต่ละครั้ง งานครั้งต่อไปจะขึ้นเองและข้ามวันหยุด",
    )

    def __init__(self, *args: Any, student: Student, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["responsible"].queryset = carers_of(student, today)  # type: ignore[attr-defined]

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Task.Kind.OTHER

    def clean_due_on(self) -> Any:
        return within_a_year(self.cleaned_data["due_on"], self.today)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        until, due_on = given.get("repeats_until"), given.get("due_on")
        if not given.get("repeats"):
            given["repeats_until"] = None
        elif not until:
            if "repeats_until" not in self.errors:
                self.add_error("repeats_until", "กรอกว่าทำซ้ำถึงวันไหน")
        elif due_on and not due_on < until <= due_on + A_YEAR:
            self.add_error("repeats_until", "เลือกวันหลังจากครั้งแรก ไม่เกินหนึ่งปี")
        return given


class ChangeTaskForm(Unchanged):
    """Another day or another person."""

    responsible = PersonField(
        queryset=User.objects.none(),
        label="ผู้ทำ",
        to_field_name="public_id",
        empty_label="เลือกคน",
        error_messages=CHOOSE_PERSON,
        help_text="เฉพาะคนที่มีหน้าที่ดูแลนักเรียนคนนี้",
    )
    due_on = DateField(label="ภายในวันที่", widget=DateWidget(near=False))

    def __init__(self, *args: Any, task: Task, today: Any, **kwargs: Any) -> None:
        now = {"responsible": task.responsible.public_id, "due_on": task.due_on}
        super().__init__(*args, initial=now, **kwargs)
        self.task, self.today = task, today
        self.fields["responsible"].queryset = carers_of(task.student, today)  # type: ignore[attr-defined]

    def clean_due_on(self) -> Any:
        due_on = self.cleaned_data["due_on"]
        if due_on != self.task.due_on and due_on < self.today:
            raise forms.ValidationError(FROM_TODAY)
        return due_on


class ResultForm(forms.Form):
    result = CleanCharField(
        label="ทำแล้วผลเป็นอย่างไร", max_length=300, required=False, help_text="เช่น แม่รับสาย นัดมาโรงเรียนวันศุกร์"
    )


class AssignManyForm(forms.Form):
    """One person for all chosen cases. For whose child she has no duty, that row says so."""

    owner = PersonField(
        queryset=User.objects.none(),
        label="ผู้รับผิดชอบ",
        to_field_name="public_id",
        empty_label="เลือกคน",
        error_messages=CHOOSE_PERSON,
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = User.objects.filter(pk__in=[one.pk for one in people]).order_by("first_name", "pk")
        self.fields["owner"].queryset = chosen  # type: ignore[attr-defined]


class VisitManyForm(forms.Form):
    due_on = DateField(label="เยี่ยมบ้านภายในวันที่", widget=DateWidget(near=False))

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_due_on(self) -> Any:
        return within_a_year(self.cleaned_data["due_on"], self.today)


class HandOverForm(forms.Form):
    """For each row its new person out of those who look after that child; "" is the one chosen for all."""

    to_all = forms.ChoiceField(label="ส่งมอบทั้งหมดให้", required=False, error_messages=CHOOSE_PERSON)

    def __init__(
        self, *args: Any, tasks: Sequence[Task], cases: Sequence[Case], carers: dict[int, list[User]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {one.public_id: one for people in carers.values() for one in people}
        everybody = sorted(self.people.values(), key=lambda one: (one.first_name, one.pk))
        self.fields["to_all"] = self.chooser("ส่งมอบทั้งหมดให้", "เลือกทีละแถว", everybody)
        self.rows: dict[str, Task | Case] = {f"t_{task.public_id}": task for task in tasks}
        self.rows |= {f"c_{case.public_id}": case for case in cases}
        for name, row in self.rows.items():
            self.fields[name] = self.chooser(f"ผู้รับต่อ: {row}", "ตามที่เลือกด้านบน", carers[row.student_id])

    @staticmethod
    def chooser(label: str, empty: str, people: Iterable[User]) -> forms.ChoiceField:
        choices = [("", empty), *((one.public_id, PersonField.named(one)) for one in people)]
        widget = forms.Select({"class": "field-input w-sel"})
        return forms.ChoiceField(
            label=label, choices=choices, required=False, widget=widget, error_messages=CHOOSE_PERSON
        )

    def chosen(self) -> dict[Task | Case, User]:
        """Rows that have a new person."""
        given = self.cleaned_data
        asked = {row: given.get(name) or given.get("to_all") for name, row in self.rows.items()}
        return {row: self.people[person] for row, person in asked.items() if person}

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.chosen():
            raise forms.ValidationError("เลือกว่าจะส่งมอบให้ใคร อย่างน้อยหนึ่งแถว")
        return self.cleaned_data
