"""What stands on top of a school's letters, and the picture for it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from schools.forms.unchanged import Unchanged
from schools.letterheads import LONGEST, MOST_BYTES, SAY_BIG, Unusable, redraw
from schools.models.places import LetterheadMode


class LetterheadForm(Unchanged):
    """`picture` becomes the bytes of a new PNG, or None where none was brought."""

    mode = forms.ChoiceField(label="หัวจดหมาย", choices=LetterheadMode.choices, widget=forms.RadioSelect)
    picture = forms.FileField(
        label="ภาพ",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        help_text="PNG, JPEG หรือ WebP ไม่เกิน 5\u00a0MB ตราโรงเรียนพิมพ์สูง 2.3\u00a0ซม. ภาพหัวจดหมายพิมพ์สูง 3\u00a0ซม.",
        error_messages={"empty": "ไฟล์ว่างเปล่า เลือกภาพอีกครั้ง"},
    )
    has_right = forms.BooleanField(
        label="โรงเรียนเป็นส่วนราชการและมีสิทธิใช้ภาพนี้",
        required=False,
        help_text="ต้องเลือกเมื่อใช้ภาพหัวจดหมาย ระบบบันทึกชื่อผู้เลือกและเวลา",
    )

    def __init__(self, *args: Any, kept: str, **kwargs: Any) -> None:
        """`kept`: the mode whose picture is kept already, or ""."""
        super().__init__(*args, **kwargs)
        self.kept = kept

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        mode, file = typed.get("mode", ""), typed.pop("picture", None)
        typed["picture"] = None
        if mode not in LONGEST:
            return typed
        if mode == LetterheadMode.PICTURE and not typed.get("has_right"):
            self.add_error("has_right", "เลือกว่าโรงเรียนมีสิทธิใช้ภาพนี้ หรือใช้หัวจดหมายแบบอื่น")
        if file is not None:
            self._take(file, LetterheadMode(mode), typed)
        elif mode != self.kept:
            self.add_error("picture", "เลือกภาพที่จะใช้")
        return typed

    def _take(self, file: "UploadedFile[bytes]", mode: LetterheadMode, typed: dict[str, Any]) -> None:
        try:
            if (file.size or 0) > MOST_BYTES:
                raise Unusable(SAY_BIG)
            typed["picture"] = redraw(file.read(), mode)
        except Unusable as refusal:
            self.add_error("picture", str(refusal))
