"""A form that notices when somebody else changed the row after the page was opened (security.md §2.10)."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict

from schools.calendar import format_short

RELOAD = "โหลดหน้านี้ใหม่แล้วลองอีกครั้ง"
SAY = "มีผู้แก้ไขหน้านี้หลังจากที่คุณเปิด ของคุณยังอยู่ด้านล่าง ตรวจดูแล้วกดบันทึกอีกครั้งถ้าต้องการใช้ของคุณ"


def digest(values: Sequence[tuple[str, Any]]) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


class Unchanged(forms.Form):
    """Carries what the row was when the page was made. Changed since: the form comes back once, with both values.

    A form that does not say it is refused, for nobody knows what its page showed. `is_new`: nothing stands yet.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = is_new
        self.fields["seen"].initial = self.stored

    def stored(self) -> str:
        """A digest of the values the form starts from: the row as it stands now."""
        return digest([(name, str(self.start_of(name))) for name in self.fields if name != "seen"])

    def start_of(self, name: str) -> Any:
        return self.get_initial_for_field(self.fields[name], name)

    def full_clean(self) -> None:
        """After everything else: the form's own `clean` need not know of it."""
        super().full_clean()
        if not self.is_bound:
            return
        sent = self.cleaned_data.pop("seen", "")
        if self.is_new:
            return
        if not sent:
            self.add_error(None, RELOAD)
        elif sent != self.stored():
            again = cast(QueryDict, self.data).copy()
            again[self.add_prefix("seen")] = self.stored()
            self.data = again
            self.add_error(None, " ".join([SAY, *self.differences(self.cleaned_data)]))

    def differences(self, cleaned: dict[str, Any]) -> list[str]:
        """ "โทรศัพท์: ในระบบตอนนี้ 081…" for each field that is stored otherwise than typed."""
        return [
            f"{self.fields[name].label}: ในระบบตอนนี้ “{self.said(name)}”"
            for name in cleaned
            if name in self.fields and str(cleaned[name] or "") != str(self.start_of(name) or "")
        ]

    def said(self, name: str) -> str:
        value, field = self.start_of(name), self.fields[name]
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
        return format_short(value) if isinstance(value, date) else str(value or "–")
