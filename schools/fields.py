"""Form fields for what Thai schools type: dates in พ.ศ., telephone numbers, names.

Every message says what to do (ux.md 4.8).  What was typed comes back as it was.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from schools import calendar
from schools.thai import clean, to_arabic_digits

SAY_PHONE = "กรอกเบอร์โทรศัพท์ 10 หลัก เช่น 0812345678"
SAY_INVISIBLE = "มีอักขระที่มองไม่เห็นปนอยู่ ลบแล้วพิมพ์ใหม่"
SAY_TOO_LONG = "พิมพ์ไม่เกิน %(limit_value)d ตัวอักษร ตอนนี้ยาว %(show_value)d ตัว"
SAY_TOO_SHORT = "พิมพ์อย่างน้อย %(limit_value)d ตัวอักษร"

Day = date | Callable[[], date] | None


class DateWidget(forms.MultiWidget):
    """วัน เดือน ปี พ.ศ. as three inputs, never `<input type=date>`, which shows ค.ศ.

    Inputs are called `<name>_day`, `<name>_month`, `<name>_year`; a single text under `<name>` is read as well.
    With ``near=True`` buttons for today and yesterday show themselves when there is JavaScript.
    """

    template_name = "schools/widgets/date_be.html"
    use_fieldset = True
    labels = ("วัน", "เดือน", "ปี พ.ศ.")

    def __init__(self, attrs: dict[str, Any] | None = None, *, near: bool = True) -> None:
        numeric = {"inputmode": "numeric", "autocomplete": "off"}
        months = [("", "เดือน"), *((n, name) for n, name in enumerate(calendar.MONTHS, 1))]
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            "day": forms.TextInput({**numeric, "maxlength": 2}),
            "month": forms.Select({"autocomplete": "off"}, choices=months),
            "year": forms.TextInput({**numeric, "maxlength": 4}),
        }
        super().__init__(widgets, attrs)
        self.near = near

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, date):
            return [value.day, value.month, calendar.be_year(value)]
        return [value or None, None, None]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = super().value_from_datadict(data, files, name)
        return data.get(name) if not any(typed) and data.get(name) else typed

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and super().value_omitted_from_data(data, files, name)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["near"] = self.near
        context["widget"]["parts"] = list(zip(self.labels, context["widget"]["subwidgets"], strict=True))
        return context


class DateField(forms.Field):
    """A day in พ.ศ.; a ค.ศ. year is converted, and `notice` then says so.

    ``since`` and ``until`` are days or functions that give one, so that "today" is asked when a form is sent.
    """

    widget = DateWidget

    def __init__(self, *, since: Day = None, until: Day = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.since, self.until = since, until
        self.notice = ""

    def to_python(self, value: Any) -> date | None:
        self.notice = ""
        if isinstance(value, date):
            return value
        if not value or (isinstance(value, list) and not any(value)):
            return None
        try:
            if isinstance(value, str):
                parsed = calendar.parse(value)
            else:
                parsed = calendar.parse_fields(*("" if part is None else str(part) for part in value))
        except calendar.BadDate as bad:
            raise ValidationError(bad.message, code="invalid") from bad
        self.notice = parsed.notice
        return parsed.on

    def validate(self, value: date | None) -> None:
        name = self.label or "วันที่"
        if value is None:
            if self.required:
                raise ValidationError(f"กรอก{name} เช่น 12 มิถุนายน 2568", code="required")
            return
        since, until = _asked(self.since), _asked(self.until)
        if until and value > until:
            raise ValidationError(f"{name}ต้องไม่เกิน {calendar.format_short(until)}", code="too_late")
        if since and value < since:
            raise ValidationError(f"{name}ต้องไม่ก่อน {calendar.format_short(since)}", code="too_early")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            before = initial() if callable(initial) else initial
            return bool(self.to_python(before) != self.to_python(data))
        except ValidationError:
            return True


def _asked(day: Day) -> date | None:
    return day() if callable(day) else day


class CleanCharField(forms.CharField):
    """A text as `schools.thai.clean` keeps it; ``lines=True`` for several lines.

    NUL and texts far beyond their length are refused before they cost anything.
    """

    default_error_messages = {
        "max_length": SAY_TOO_LONG,
        "min_length": SAY_TOO_SHORT,
        "null_characters_not_allowed": SAY_INVISIBLE,
    }

    def __init__(self, *, max_length: int = 200, lines: bool = False, **kwargs: Any) -> None:
        if lines:
            kwargs.setdefault("widget", forms.Textarea({"rows": 4}))
        super().__init__(max_length=max_length, **kwargs)
        self.lines = lines

    def to_python(self, value: Any) -> str:
        text = "" if value in self.empty_values else str(value)
        if "\x00" in text:
            raise ValidationError(SAY_INVISIBLE, code="null_characters_not_allowed")
        limit = self.max_length or 0
        if limit and len(text) > 4 * limit + 1000:
            raise ValidationError(
                SAY_TOO_LONG, code="max_length", params={"limit_value": limit, "show_value": len(text)}
            )
        return clean(text, lines=self.lines)

    def validate(self, value: Any) -> None:
        if self.required and value in self.empty_values:
            raise ValidationError(f"กรอก{self.label or 'ช่องนี้'}", code="required")
        super().validate(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No `maxlength`: a paste is kept whole and the message says how long it is."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class PhoneField(forms.CharField):
    """A Thai telephone number, kept as "081-234-5678"; ``short=True`` lets 3–4 digit numbers (191, 1300) pass.

    Mobile numbers have ten digits, landlines nine.  000-000-0000 belongs to invented people of the demo.
    """

    widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})

    def __init__(self, *, short: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.short = short

    def to_python(self, value: Any) -> str:
        text = to_arabic_digits(clean(str(value or "")[:100]))
        digits = re.sub(r"[\s\-–.()]", "", text).replace("+66", "0", 1)
        if not digits:
            return ""
        formatted = self._formatted(digits)
        if not formatted:
            raise ValidationError(SAY_PHONE, code="invalid")
        return formatted

    def _formatted(self, digits: str) -> str:
        if re.fullmatch(r"0[0-9]{9}", digits) and (digits[1] in "689" or self._is_invented(digits)):
            return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
        if re.fullmatch(r"02[0-9]{7}", digits):
            return f"{digits[:2]}-{digits[2:5]}-{digits[5:]}"
        if re.fullmatch(r"0[3-7][0-9]{7}", digits):
            return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
        return digits if self.short and re.fullmatch(r"1[0-9]{2,3}", digits) else ""

    def _is_invented(self, digits: str) -> bool:
        return digits == "0" * 10 and bool(settings.DEMO or settings.TESTING)

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(SAY_PHONE, code="required")
