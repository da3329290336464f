"""Strings into values: files of instruments and wordings, the switch for single items."""

from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from schools.fields import CleanCharField


class TextFile(NamedTuple):
    name: str
    text: str


class TextFileField(forms.FileField):
    """An uploaded text (UTF-8) with the name it came under."""

    default_error_messages = {
        "required": "เลือกไฟล์ .yaml",
        "empty": "ไฟล์นี้ว่าง เลือกไฟล์อื่น",
        "too_big": "ไฟล์นี้ใหญ่เกิน 800 kB เลือกไฟล์เครื่องมือ ไม่ใช่รูปหรือเอกสารสแกน",
        "not_text": "อ่านไฟล์นี้ไม่ได้ บันทึกเป็นข้อความ UTF-8 (.yaml) แล้วเลือกใหม่",
    }

    def clean(self, data: Any, initial: Any = None) -> TextFile:
        file = super().clean(data, initial)
        if file.size > 800_000:
            raise ValidationError(self.error_messages["too_big"], "too_big")
        try:
            return TextFile(file.name, file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise ValidationError(self.error_messages["not_text"], "not_text") from error


class InstrumentFileForm(forms.Form):
    file = TextFileField(label="ไฟล์เครื่องมือ", help_text="ไฟล์ .yaml รูปแบบเดียวกับไฟล์ที่ดาวน์โหลดได้จากหน้าเครื่องมือ")


class WordingForm(forms.Form):
    file = TextFileField(label="ไฟล์ข้อคำถาม", help_text="ไฟล์ .yaml มี code, rater และ items: เลขข้อกับข้อความ")
    permission = CleanCharField(
        label="หนังสืออนุญาตเลขที่",
        max_length=200,
        help_text="เลขที่ วันที่ และผู้อนุญาต เช่น ศธ 0000/123 ลงวันที่ 1 มิ.ย. 2568",
        error_messages={"required": "ใส่เลขที่หนังสืออนุญาตของเจ้าของลิขสิทธิ์"},
    )


class ItemEntryForm(forms.Form):
    """The area says that it uses permitted paper (decisions C27): the tick and the reference go together."""

    allowed = forms.BooleanField(label="ใช้แบบกระดาษที่ได้รับอนุญาต เปิดให้ครูกรอกรายข้อตามเลขข้อ", required=False)
    permission = CleanCharField(
        label="หนังสืออนุญาตเลขที่", max_length=200, required=False, help_text="จำเป็นเมื่อเปิดให้กรอกรายข้อ"
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("allowed") and not told.get("permission") and "permission" not in self.errors:
            self.add_error("permission", "ใส่เลขที่หนังสืออนุญาตของเจ้าของลิขสิทธิ์")
        return told
