"""What goes along with a case that is handed over with its child."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cases.models import Note
from cases.packet import SECTIONS
from schools.calendar import format_short
from schools.forms.unchanged import Unchanged

SAY_CHOICE = "เลือกจากรายการ"
SHOWN = 90  # letters of a note beside its tick


class PassForm(Unchanged):
    """`notes`: those of the team alone, ticked one by one."""

    sections = forms.MultipleChoiceField(
        label="สิ่งที่ส่งไปด้วย",
        required=False,
        choices=list(SECTIONS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text="เลขเคส เรื่อง ด้าน และความเร่งด่วนไปด้วยเสมอ ที่ไม่ได้เลือกยังเก็บที่โรงเรียนนี้",
        error_messages={"invalid_choice": SAY_CHOICE},
    )
    notes = forms.MultipleChoiceField(
        label="บันทึกของทีม",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="เลือกทีละรายการ บันทึกที่จำกัดสิทธิ์ไม่ส่งไป",
        error_messages={"invalid_choice": SAY_CHOICE},
    )

    def __init__(self, *args: Any, offered: Sequence[Note], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if offered:
            self.fields["notes"].choices = [(note.public_id, _said(note)) for note in offered]  # type: ignore[attr-defined]
        else:
            del self.fields["notes"]

    def said(self, name: str) -> str:
        names = dict(self.fields[name].choices)  # type: ignore[attr-defined]
        return " · ".join(names[key] for key in self.start_of(name) or [] if key in names) or "ไม่ได้เลือก"


def _said(note: Note) -> str:
    words = " ".join((note.text or note.child_words).split())
    return f"{note.get_kind_display()} {format_short(note.on)}: {words[:SHOWN]}{'…' if len(words) > SHOWN else ''}"
