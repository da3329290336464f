"""What is typed around a class table: its day, and a table pasted or chosen as a file."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from schools.fields import SAY_INVISIBLE, DateField
from schools.models import School
from schools.reading import MAX_BYTES, SAY_TOO_BIG, read_file
from schools.tables import Unreadable, from_csv, text_of
from students.class_table.columns import Table
from students.class_table.pasted import IDENTITY_LABELS, MOST_ROWS, SKIP, Layout
from students.class_table.periods import Period

MOST_SIGNS = 200_000


class DayForm(forms.Form):
    """The day a whole class was measured, or a decision was made known."""

    def __init__(self, *args: Any, label: str, day: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"] = DateField(label=label, initial=day, until=timezone.localdate)


class PasteForm(forms.Form):
    """`cleaned_data["rows"]`: the cells as texts; `pasted` holds them again as lines to be sent back."""

    pasted = forms.CharField(
        label="ตารางที่คัดลอกมา",
        required=False,
        strip=False,
        max_length=MOST_SIGNS,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        error_messages={
            "max_length": "ข้อความที่วางยาวเกินไป คัดลอกเฉพาะแถวของห้องนี้ แล้ววางอีกครั้ง",
            "null_characters_not_allowed": SAY_INVISIBLE,
        },
    )
    file = forms.FileField(
        label="หรือเลือกไฟล์ .xlsx .xls หรือ .csv",
        required=False,
        widget=forms.FileInput({"accept": ".xlsx,.xls,.csv"}),
        error_messages={"empty": "ไฟล์นี้ไม่มีข้อมูล เลือกไฟล์ที่มีตาราง"},
    )

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if self.errors:
            return told
        try:
            rows = _rows_of_file(told["file"]) if told.get("file") else _rows_of_text(told.get("pasted", ""))
        except Unreadable as refusal:
            self.add_error("file" if told.get("file") else "pasted", refusal.message)
            return told
        if len(rows) > MOST_ROWS:
            self.add_error(None, f"ตารางนี้มี {len(rows):,} แถว หน้านี้รับครั้งละไม่เกิน {MOST_ROWS} แถว คัดลอกเฉพาะห้องนี้")
        elif not any(any(row) for row in rows):
            self.add_error("pasted", "วางตารางที่คัดลอกจาก Excel หรือเลือกไฟล์ก่อน")
        told["rows"] = rows
        told["lines"] = "\n".join("\t".join(row) for row in rows)
        return told


def _rows_of_file(file: Any) -> list[list[str]]:
    if file.size > MAX_BYTES:
        raise Unreadable(SAY_TOO_BIG)
    return [[text_of(cell) for cell in row] for row in read_file(file.read())]


def _rows_of_text(text: str) -> list[list[str]]:
    """Lines as Excel copies them, separated by tabs; anything else is split as a .csv file would be."""
    if not text.strip():
        return []
    if "\t" in text and '"' not in text:
        return [[cell.strip() for cell in line.split("\t")] for line in text.splitlines()]
    return [[cell.strip() for cell in row] for row in from_csv(text.encode())]


class TableFileForm(forms.Form):
    """A file over several rooms, and what it is about: "results:2568-1". `cleaned_data["rows"]`: its cells as texts."""

    school = forms.ModelChoiceField(queryset=School.objects.none(), label="โรงเรียน", to_field_name="public_id")
    about = forms.ChoiceField(label="ไฟล์นี้คือ", error_messages={"required": "เลือกว่าไฟล์นี้เป็นของภาคเรียนหรือเดือนใด"})
    file = forms.FileField(
        label="ไฟล์ .xlsx .xls หรือ .csv",
        widget=forms.FileInput({"accept": ".xlsx,.xls,.csv"}),
        error_messages={
            "required": "เลือกไฟล์ Excel (.xlsx .xls) หรือ .csv",
            "empty": "ไฟล์นี้ไม่มีข้อมูล เลือกไฟล์ที่มีตาราง",
            "max_length": "ชื่อไฟล์ยาวเกินไป เปลี่ยนชื่อไฟล์ให้สั้นลง",
        },
    )

    def __init__(
        self, *args: Any, schools: QuerySet[School], periods: Sequence[tuple[Table, Sequence[Period]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.schools = schools
        if len(schools) == 1:
            del self.fields["school"]
        else:
            cast("forms.ModelChoiceField[School]", self.fields["school"]).queryset = schools
        cast(forms.ChoiceField, self.fields["about"]).choices = [
            ("", "เลือก"),
            *(
                (table.title, [(f"{table.kind}:{one.code}", one.label) for one in offered])
                for table, offered in periods
            ),
        ]

    def clean_file(self) -> Any:
        try:
            self.cleaned_data["rows"] = _rows_of_file(self.cleaned_data["file"])
        except Unreadable as refusal:
            raise forms.ValidationError(refusal.message) from refusal
        return self.cleaned_data["file"]

    @property
    def school_told(self) -> School:
        told: School = self.cleaned_data.get("school") or self.schools[0]
        return told


class ColumnsForm(forms.Form):
    """What each column of a pasted table means; fields `column-<place>`."""

    def __init__(self, *args: Any, layout: Layout, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layout = layout
        known = [*IDENTITY_LABELS.items(), *((column.name, column.label) for column in table.columns)]
        labels = dict(known)
        for place, heading in enumerate(layout.headings):
            if heading:
                name = layout.columns.get(place, "")
                self.fields[f"column-{place}"] = forms.ChoiceField(
                    label=heading,
                    choices=[("", "ไม่ใช้"), *known],
                    required=False,
                    initial=name if name in labels else "",
                )
        self.table = table

    def clean(self) -> dict[str, Any]:
        used: dict[str, str] = {}
        for place, name in self.columns.items():
            heading = self.layout.headings[place]
            first = used.setdefault(name, heading)
            if first != heading:
                self.add_error(f"column-{place}", f"คอลัมน์ “{first}” เลือกความหมายนี้แล้ว เลือกอย่างอื่น")
        if not {column.name for column in self.table.columns} & set(used):
            self.add_error(None, f"เลือกอย่างน้อยหนึ่งคอลัมน์ที่เป็น{self.table.title}")
        return self.cleaned_data

    @property
    def columns(self) -> dict[int, str]:
        return {int(field.partition("-")[2]): name for field, name in self.cleaned_data.items() if name}

    @property
    def by_heading(self) -> dict[str, str]:
        """What is remembered: every heading of this table, also those that are not used."""
        if self.layout.heading_row < 0:
            return {}
        return {heading: self.columns.get(at, SKIP) for at, heading in enumerate(self.layout.headings) if heading}
