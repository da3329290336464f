"""The minutes of a conference: who came, what was said, what was decided."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.forms.boundfield import BoundField
from django.utils import timezone

from cases.forms.fields import CHOOSE_PERSON, PersonField, VersionedForm
from cases.forms.notes import ReadersField
from cases.models import Case, Conference, carers_of
from schools.fields import CleanCharField, DateField, DateWidget
from schools.models import User

ROWS, MORE, MOST = 3, 2, 12
PARTS = ("text", "responsible", "due_on")
SAY_ROW = {"text": "เขียนสิ่งที่จะทำ", "responsible": "เลือกผู้รับผิดชอบ", "due_on": "กรอกวันที่ต้องเสร็จ"}


def _text(label: str, longest: int, rows: int, **more: Any) -> CleanCharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return CleanCharField(label=label, max_length=longest, required=False, lines=True, widget=widget, **more)


class ConferenceForm(forms.Form):
    """`decided` in the cleaned data: list of {"text", "responsible" (public id), "due_on" (ISO)} of filled rows."""

    held_on = DateField(label="วันที่ประชุม", until=timezone.localdate)
    place = CleanCharField(label="สถานที่", max_length=120, required=False)
    chair = CleanCharField(label="ประธาน", max_length=120, required=False)
    attendees = ReadersField(
        queryset=User.objects.none(),
        label="ผู้เข้าร่วมจากโรงเรียน",
        required=False,
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "เลือกคนจากรายชื่อ", "invalid_pk_value": "เลือกคนจากรายชื่อ"},
    )
    others = _text("ผู้เข้าร่วมอื่น", 2000, 2, help_text="บรรทัดละคน ชื่อ, ตำแหน่ง เช่น นางดี ตัวอย่าง, ผู้ปกครอง")
    summary = _text("สรุปข้อมูล", 4000, 6, help_text="ระบบเติมจากข้อมูลในเคสให้ แก้ได้ คนที่เห็นรายงานนี้จะอ่านได้")
    strengths = _text("จุดแข็งและสิ่งที่มีอยู่แล้ว", 2000, 3)
    problems = _text("ปัญหาที่ที่ประชุมเห็น", 2000, 3)
    resolution = _text("มติ", 2000, 3, help_text="ต้องมีก่อนจบการประชุม")
    next_on = DateField(label="นัดติดตาม", required=False, since=timezone.localdate, widget=DateWidget(near=False))

    def __init__(
        self, data: Mapping[str, Any] | None, *, case: Case, initial: Mapping[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(data, initial=dict(initial), **kwargs)
        people = carers_of(case.student, timezone.localdate())
        self.fields["attendees"].queryset = people  # type: ignore[attr-defined]
        decided = initial.get("decided", [])
        sent = sum(f"decision_{n}_text" in data for n in range(MOST)) if data else 0
        self.rows = range(min(MOST, max(ROWS, len(decided) + MORE, sent)))
        for n in self.rows:
            self._add_row(n, people)
        for n, row in enumerate(decided[: len(self.rows)]):
            self.initial.update({f"decision_{n}_{part}": row[part] for part in PARTS})

    def _add_row(self, n: int, people: Any) -> None:
        number = n + 1
        self.fields[f"decision_{n}_text"] = CleanCharField(label=f"ข้อตกลงที่ {number}", max_length=200, required=False)
        self.fields[f"decision_{n}_responsible"] = PersonField(
            queryset=people,
            label=f"ผู้รับผิดชอบข้อ {number}",
            required=False,
            to_field_name="public_id",
            empty_label="เลือกคน",
            error_messages=CHOOSE_PERSON,
        )
        self.fields[f"decision_{n}_due_on"] = DateField(
            label=f"ภายในวันที่ ข้อ {number}", required=False, since=timezone.localdate, widget=DateWidget(near=False)
        )

    @property
    def decision_rows(self) -> Iterator[list[BoundField]]:
        for n in self.rows:
            yield [self[f"decision_{n}_{part}"] for part in PARTS]

    def clean_others(self) -> list[tuple[str, str]]:
        """(name, position) of each line."""
        told = []
        for line in self.cleaned_data["others"].splitlines():
            name, _, position = line.partition(",")
            if name.strip():
                told.append((name.strip()[:120], position.strip()[:120]))
        return told

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        decided = []
        for n in self.rows:
            row = {part: data.pop(f"decision_{n}_{part}", None) for part in PARTS}
            if any(row.values()):
                self._complain(n, row)
                decided.append(row)
        if not self.errors:
            data["decided"] = [
                {
                    "text": row["text"],
                    "responsible": row["responsible"].public_id,
                    "due_on": row["due_on"].isoformat(),
                }
                for row in decided
            ]
        return data

    def _complain(self, n: int, row: Mapping[str, Any]) -> None:
        """What is missing in a row that was begun, unless its own field has said so."""
        for part in PARTS:
            name = f"decision_{n}_{part}"
            if not row[part] and name not in self.errors:
                self.add_error(name, SAY_ROW[part])


class EditConferenceForm(VersionedForm, ConferenceForm):
    """Which version of the minutes she saw comes along. Who was seated stays a choice when her duty has ended since."""

    def __init__(
        self, data: Mapping[str, Any] | None, *, case: Case, initial: Mapping[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(data, case=case, initial=initial, **kwargs)
        carers = carers_of(case.student, timezone.localdate()).order_by().values("pk")
        people = User.objects.filter(Q(pk__in=carers) | Q(public_id__in=initial["attendees"]))
        self.fields["attendees"].queryset = people.order_by("first_name", "pk")  # type: ignore[attr-defined]


def as_it_stands(conference: Conference) -> dict[str, Any]:
    """What the form begins with: the minutes as they are kept."""
    listed = list(conference.attendees.select_related("user").order_by("place", "pk"))
    others = [f"{one.name}, {one.position}" if one.position else one.name for one in listed if one.user is None]
    kept = ("held_on", "place", "chair", "summary", "strengths", "problems", "resolution", "next_on", "version")
    return {
        **{name: getattr(conference, name) for name in kept},
        "attendees": [one.user.public_id for one in listed if one.user],
        "others": "\n".join(others),
        "decided": conference.decided,
    }
