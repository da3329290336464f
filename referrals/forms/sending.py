"""How a letter leaves: with a link to answer through or without, for how long, and how its code is told."""

from datetime import date, timedelta
from typing import Any, cast

from django import forms

from referrals.forms.drafting import VersionForm
from referrals.models import CodeBy
from referrals.models.link import DAYS, FEWEST_DAYS, MOST_DAYS
from schools.calendar import format_short
from schools.thai import nbsp

OFFERED = (FEWEST_DAYS, 14, DAYS, 45, MOST_DAYS)


class CheckForm(VersionForm):
    """The last questions before the head is asked. Without a link the others are not asked."""

    use_required_attribute = False

    uses_link = forms.BooleanField(
        label="ให้หน่วยงานตอบผ่านลิงก์", required=False, help_text="ไม่ต้องมีบัญชี ตอบบนโทรศัพท์ได้ เพิกถอนได้ทุกเวลา"
    )
    link_days = forms.TypedChoiceField(
        label="ลิงก์ใช้ได้",
        coerce=int,
        error_messages={
            "required": "เลือกว่าลิงก์ใช้ได้กี่วัน",
            "invalid_choice": "เลือกจากรายการ 7 ถึง 60\u00a0วัน",
        },
    )
    code_by = forms.ChoiceField(
        label="บอกรหัส 6 หลักทาง",
        choices=CodeBy.choices,
        widget=forms.RadioSelect,
        help_text="คนละทางกับหนังสือเสมอ",
        error_messages={"required": "เลือกว่าจะบอกรหัสทางใด", "invalid_choice": "เลือกว่าจะบอกรหัสทางใด"},
    )
    hides_school = forms.BooleanField(
        label="ก่อนใส่รหัส ไม่บอกชื่อโรงเรียน", required=False, help_text="หน้าลิงก์จะบอกเพียงชื่อเขตพื้นที่"
    )

    def __init__(self, *args: Any, today: date, chosen: int, **kwargs: Any) -> None:
        """The days are counted from the signature; `today`: until when that is, if it is signed today."""
        super().__init__(*args, **kwargs)
        field = cast(forms.TypedChoiceField, self.fields["link_days"])
        if self.is_bound and not self.data.get("uses_link"):
            self.fields["link_days"].required = self.fields["code_by"].required = False
        field.choices = [(days, _until(today, days)) for days in sorted({*OFFERED, chosen})]

    def sending(self) -> dict[str, Any]:
        """The action's keywords; what was not asked stays as it stands."""
        typed = self.cleaned_data
        asked = {name: typed[name] for name in ("link_days", "code_by") if typed.get(name)}
        if not typed["uses_link"]:
            return {"uses_link": False}
        return {"uses_link": True, "hides_school": typed["hides_school"], **asked}


def _until(today: date, days: int) -> str:
    until = format_short(today + timedelta(days=days))
    return f"{nbsp(days, 'วัน')}นับแต่วันลงนาม (ลงนามวันนี้ ใช้ได้ถึง {until})"
