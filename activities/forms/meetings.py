"""What is typed about a meeting with parents, and who came for each child."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils import timezone

from activities.forms.activities import MinutesField
from activities.models import Activity
from schools.fields import CleanCharField, DateField
from schools.models import Classroom
from students.models import Student

WORDS = ("title", "held_on", "place", "minutes", "agenda", "proposals", "result")


class MeetingForm(forms.Form):
    title = CleanCharField(label="หัวข้อ", max_length=160, initial="ประชุมผู้ปกครองชั้นเรียน")
    held_on = DateField(label="วันที่ประชุม")
    place = CleanCharField(label="สถานที่", max_length=120, required=False)
    minutes = MinutesField(label="ใช้เวลา (นาที)", required=False)
    agenda = CleanCharField(label="วาระ", max_length=2000, lines=True, required=False)
    proposals = CleanCharField(label="ข้อเสนอของผู้ปกครอง", max_length=2000, lines=True, required=False)
    result = CleanCharField(label="ผลที่เกิดขึ้น สิ่งที่ตกลงกัน", max_length=2000, lines=True, required=False)
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, room: Classroom, meeting: Activity | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        day = cast(DateField, self.fields["held_on"])
        day.since, day.until = room.year.starts_on, min(room.year.ends_on, today)
        self.initial.setdefault("held_on", day.until)
        if meeting is not None:
            self.initial.update({name: getattr(meeting, name) for name in [*WORDS, "version"]})

    def told(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in WORDS}


@dataclass(frozen=True)
class Line:
    """One child and who may have come for her; `who` is what is chosen now."""

    student: Student
    name: str
    offered: list[str]
    who: str
    is_wrong: bool = False


class CameForm:
    """A line per child: radio buttons under `who-<sid>`, "" for nobody. Not sent means nobody came."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        children: Sequence[Student],
        offered: Mapping[int, list[str]],
        held: Mapping[int, str] | None = None,
    ) -> None:
        held = held or {}
        self.lines: list[Line] = []
        for child in children:
            name, stored = f"who-{child.public_id}", held.get(child.pk, "")
            words = list(offered.get(child.pk, []))
            if stored and stored not in words:
                words.append(stored)
            who = stored if data is None else str(data.get(name, ""))[:40]
            self.lines.append(Line(child, name, words, who, is_wrong=bool(who) and who not in words))
        known = {line.name for line in self.lines}
        self.unknown = [] if data is None else [name for name in data if name.startswith("who-") and name not in known]

    def is_valid(self) -> bool:
        return not any(line.is_wrong for line in self.lines)

    def told(self) -> list[tuple[Student, str]]:
        return [(line.student, line.who) for line in self.lines]

    @property
    def came(self) -> int:
        return sum(bool(line.who) for line in self.lines)
