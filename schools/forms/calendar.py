"""Academic years, terms and holidays, in พ.ศ."""

from datetime import date
from typing import Any

from django import forms

from schools import calendar
from schools.fields import CleanCharField, DateField, DateWidget
from schools.forms.unchanged import Unchanged
from schools.models import Area, Holiday


class YearNumberForm(forms.Form):
    """Which year is added. ค.ศ. and Thai digits are understood."""

    year = forms.CharField(
        label="ปีการศึกษา พ.ศ.",
        max_length=10,
        help_text="เช่น 2569",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": "กรอกปีการศึกษาเป็น พ.ศ. เช่น 2569", "max_length": "กรอกปีการศึกษาเป็น พ.ศ. เช่น 2569"},
    )

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area = area

    def clean_year(self) -> int:
        try:
            year = calendar.be_year(calendar.parse_fields("1", "6", self.cleaned_data["year"]).on)
        except calendar.BadDate as bad:
            raise forms.ValidationError("กรอกปีการศึกษาเป็น พ.ศ. เช่น 2569") from bad
        if not 2540 <= year <= 2700:
            raise forms.ValidationError("กรอกปีการศึกษาเป็น พ.ศ. เช่น 2569")
        if self.area.years.filter(year=year).exists():
            raise forms.ValidationError("มีปีการศึกษานี้แล้ว แก้วันที่ได้จากรายการ")
        return year


class YearForm(Unchanged):
    """First and last day of a year and of its two terms; the defaults are those of ระเบียบ ศธ. 2549 (F12)."""

    starts_on = DateField(label="เริ่มปีการศึกษา", widget=DateWidget(near=False))
    ends_on = DateField(label="สิ้นสุดปีการศึกษา", widget=DateWidget(near=False))
    first_from = DateField(label="ภาคเรียนที่ 1 เปิดเรียน", widget=DateWidget(near=False))
    first_until = DateField(label="ภาคเรียนที่ 1 วันสุดท้ายที่เรียน", widget=DateWidget(near=False))
    second_from = DateField(label="ภาคเรียนที่ 2 เปิดเรียน", widget=DateWidget(near=False))
    second_until = DateField(label="ภาคเรียนที่ 2 วันสุดท้ายที่เรียน", widget=DateWidget(near=False))

    @staticmethod
    def defaults(year: int) -> dict[str, date]:
        starts_on, ends_on = calendar.academic_year_dates(year)
        first, second = calendar.default_terms(year)
        return {
            "starts_on": starts_on,
            "ends_on": ends_on,
            "first_from": first.from_on,
            "first_until": first.until_on,
            "second_from": second.from_on,
            "second_until": second.until_on,
        }

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if self.errors:
            return given
        order = ["starts_on", "first_from", "first_until", "second_from", "second_until", "ends_on"]
        for before, after in zip(order, order[1:], strict=False):
            may_equal = before == "starts_on" or after == "ends_on"
            if given[after] < given[before] or (given[after] == given[before] and not may_equal):
                label, previous = self.fields[after].label, self.fields[before].label
                self.add_error(after, f"“{label}” ต้องมาหลัง “{previous}” ตรวจวันและปีอีกครั้ง")
                break
        return given

    @property
    def keywords(self) -> dict[str, Any]:
        """As `actions.add_year` and `edit_year` take them."""
        given = self.cleaned_data
        return {
            "starts_on": given["starts_on"],
            "ends_on": given["ends_on"],
            "terms": (
                calendar.TermDates(1, given["first_from"], given["first_until"]),
                calendar.TermDates(2, given["second_from"], given["second_until"]),
            ),
        }


class HolidayForm(forms.Form):
    on = DateField(label="วันที่", widget=DateWidget(near=False))
    name = CleanCharField(label="ชื่อวันหยุด", max_length=120)

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area = area

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if Holiday.objects.filter(area=self.area, on=on).exists():
            raise forms.ValidationError("วันนี้เป็นวันหยุดในรายการแล้ว")
        return on
