"""For how long a letter's door stays open."""

from django import forms

from referrals.forms.drafting import VersionForm
from referrals.models.link import FEWEST_DAYS, MOST_DAYS

SAY_DAYS = f"กรอกจำนวนวัน {FEWEST_DAYS} ถึง {MOST_DAYS}"


class RenewForm(VersionForm):
    days = forms.IntegerField(
        label="ใช้ได้อีกกี่วัน นับจากวันนี้",
        min_value=FEWEST_DAYS,
        max_value=MOST_DAYS,
        localize=False,
        help_text=f"{FEWEST_DAYS} ถึง {MOST_DAYS} วัน",
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": SAY_DAYS, "invalid": SAY_DAYS, "min_value": SAY_DAYS, "max_value": SAY_DAYS},
    )
