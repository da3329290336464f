"""An agency's reply as a file, and the yes of the person who has read what will be recorded."""

from typing import Any

from django import forms
from django.core import signing

from referrals.exchange import MOST_BYTES, SAY_BIG, BadFile, dated_wrong, read_reply
from referrals.forms.drafting import SAY_RELOAD, VersionForm
from referrals.models import Referral

LASTS = 2 * 60 * 60  # seconds between reading what will be recorded and recording it


class ReplyFileForm(VersionForm):
    """Reads the file and keeps nothing of it: what was read travels in the next page, sealed for this letter."""

    file = forms.FileField(
        label="ไฟล์คำตอบ (JSON)",
        max_length=200,
        widget=forms.FileInput(attrs={"accept": "application/json,.json"}),
        help_text="ไฟล์ที่ระบบของหน่วยงานส่งออกตามรูปแบบคำตอบรุ่น 1 ไม่เกิน 64\u00a0kB",
        error_messages={
            "required": "เลือกไฟล์คำตอบที่หน่วยงานส่งมา",
            "empty": "ไฟล์ว่างเปล่า ขอไฟล์ใหม่จากหน่วยงาน",
            "invalid": "เลือกไฟล์คำตอบที่หน่วยงานส่งมา",
            "max_length": "ชื่อไฟล์ยาวเกินไป เปลี่ยนชื่อไฟล์ให้สั้นลง",
        },
    )

    def __init__(self, *args: Any, referral: Referral, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.referral, self.today = referral, today
        self.said: dict[str, Any] = {}
        self.content = b""

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(SAY_BIG)
        self.content = file.read()
        self.said = checked(self.content, self.referral, self.today)
        return file

    def sealed(self) -> str:
        return signing.dumps(self.content.decode("utf-8-sig"), salt=_salt(self.referral), compress=True)


class ReplyReadForm(VersionForm):
    """The second page: what was shown is what is recorded."""

    told = forms.CharField(widget=forms.HiddenInput, max_length=4 * MOST_BYTES, error_messages={"required": SAY_RELOAD})

    def __init__(self, *args: Any, referral: Referral, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.referral, self.today = referral, today
        self.said: dict[str, Any] = {}

    def clean_told(self) -> str:
        try:
            text: str = signing.loads(self.cleaned_data["told"], salt=_salt(self.referral), max_age=LASTS)
        except signing.BadSignature as bad:
            raise forms.ValidationError("หน้านี้เปิดไว้นานเกินไปหรือถูกแก้ เลือกไฟล์อีกครั้ง") from bad
        self.said = checked(text.encode(), self.referral, self.today)
        return text


def checked(content: bytes, referral: Referral, today: Any) -> dict[str, Any]:
    """What the file says, or the one reason why it is not recorded."""
    try:
        said = read_reply(content, referral)
    except BadFile as bad:
        raise forms.ValidationError(str(bad)) from bad
    if problem := dated_wrong(said, referral, today):
        raise forms.ValidationError(problem)
    return said


def _salt(referral: Referral) -> str:
    return f"reply file of {referral.public_id}"
