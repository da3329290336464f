"""The file of an import and its columns."""

from typing import Any

from django import forms

from schools.models import School
from schools.reading import MAX_BYTES, SAY_TOO_BIG
from schools.tables import Cell, Unreadable
from students.dmc.fields import LABELS
from students.dmc.layout import Layout, missing
from students.plan import MAX_PUPILS
from students.reading import read_file


class FileForm(forms.Form):
    """The file, read while it is checked: `cleaned_data["rows"]` holds what stands in it."""

    school = forms.ModelChoiceField(queryset=School.objects.none(), label="โรงเรียน", to_field_name="public_id")
    file = forms.FileField(
        label="ไฟล์ .xlsx .xls หรือ .csv",
        widget=forms.FileInput({"accept": ".xlsx,.xls,.csv"}),
        error_messages={
            "required": "เลือกไฟล์ Excel (.xlsx .xls) หรือ .csv",
            "empty": "ไฟล์นี้ไม่มีข้อมูล เลือกไฟล์ที่ดาวน์โหลดจาก DMC",
            "max_length": "ชื่อไฟล์ยาวเกินไป เปลี่ยนชื่อไฟล์ให้สั้นลง",
        },
    )

    def __init__(self, *args: Any, schools: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(schools) == 1:
            del self.fields["school"]
        else:
            self.fields["school"].queryset = schools  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(SAY_TOO_BIG)
        try:
            rows = read_file(file.read())
            self.cleaned_data["rows"] = _few_enough(rows)
        except Unreadable as refusal:
            raise forms.ValidationError(refusal.message) from refusal
        return file


def _few_enough(rows: list[list[Cell]]) -> list[list[Cell]]:
    if len(rows) > MAX_PUPILS + 50:  # a few lines of heading do not count
        says = f"ไฟล์นี้มี {len(rows):,} แถว นำเข้าได้ครั้งละไม่เกิน {MAX_PUPILS:,} คน แบ่งไฟล์ตามระดับชั้นแล้วนำเข้าทีละไฟล์"
        raise Unreadable(says)
    return rows


class MapForm(forms.Form):
    """One choice of a column for every field that a file can say; equal columns are refused."""

    def __init__(self, *args: Any, layout: Layout, columns: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.room_known = layout.room is not None
        choices = [("", "ไม่มีในไฟล์"), *((str(column), text) for column, text in layout.choices)]
        for name, label in LABELS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=label, choices=choices, coerce=int, empty_value=None, required=False, initial=columns.get(name)
            )

    def clean(self) -> dict[str, Any]:
        columns = self.columns
        used: dict[int, str] = {}
        for name, column in columns.items():
            first = used.setdefault(column, name)
            if first != name:
                self.add_error(name, f"คอลัมน์นี้เลือกให้ “{LABELS[first]}” แล้ว เลือกคอลัมน์อื่น")
        for says in missing(columns, room_known=self.room_known):
            self.add_error(None, says)
        return self.cleaned_data

    @property
    def columns(self) -> dict[str, int]:
        return {name: column for name, column in self.cleaned_data.items() if name in LABELS and column is not None}
