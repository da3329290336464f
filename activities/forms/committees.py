"""A parent who takes a seat in the network of a room, and the offices of a room's children."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone

from activities.models import ParentMember, RoomDuty
from schools.fields import CleanCharField, DateField, PhoneField
from schools.models import Classroom
from students.models import Guardian, Student

Position, Side = ParentMember.Position, RoomDuty.Side


class SeatForm(forms.Form):
    """What is known of somebody on the committee."""

    name = CleanCharField(label="ชื่อ สกุล", max_length=120)
    relation = CleanCharField(label="เกี่ยวข้องเป็น", max_length=40, required=False)
    position = forms.ChoiceField(label="ตำแหน่ง", choices=Position.choices, initial=Position.MEMBER)
    phone = PhoneField(label="โทรศัพท์", required=False)
    address = CleanCharField(label="ที่อยู่", max_length=200, required=False)


class ParentForm(SeatForm):
    """`guardian` takes name, relation and telephone of one who is known already; what is typed wins."""

    guardian = forms.ChoiceField(label="เลือกจากผู้ปกครองที่มีในระบบ", required=False)
    student = forms.ChoiceField(label="ผู้ปกครองของ", required=False)
    chosen_on = DateField(label="ได้รับเลือกเมื่อ")
    replace = forms.BooleanField(label="แทนคนเดิมในตำแหน่งนี้ (คนเดิมพ้นตำแหน่งวันเดียวกัน)", required=False)
    field_order = ("guardian", "position", "replace", "chosen_on", "student", "name", "relation", "phone", "address")

    def __init__(
        self, *args: Any, room: Classroom, children: Sequence[Student], guardians: Iterable[Guardian], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False
        self.children = {child.public_id: child for child in children}
        by_key = {child.pk: child for child in children}
        self.guardians = {
            f"{by_key[one.student_id].public_id}-{one.relation}": one for one in guardians if one.student_id in by_key
        }
        day = cast(DateField, self.fields["chosen_on"])
        day.since, day.until = room.year.starts_on, min(room.year.ends_on, timezone.localdate())
        self.initial.setdefault("chosen_on", day.until)
        cast(forms.ChoiceField, self.fields["student"]).choices = [
            ("", "เลือกนักเรียน"),
            *((key, f"{child.number or '–'} {child.short_name}") for key, child in self.children.items()),
        ]
        cast(forms.ChoiceField, self.fields["guardian"]).choices = [
            ("", "ไม่เลือก พิมพ์เอง"),
            *(
                (key, f"{one} ({one.kinship or one.get_relation_display()}ของ{by_key[one.student_id].short_name})")
                for key, one in self.guardians.items()
            ),
        ]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = self.cleaned_data
        known = self.guardians.get(told.pop("guardian", ""))
        told["student"] = self.children.get(told.get("student", ""))
        if known is not None:
            child = next(child for child in self.children.values() if child.pk == known.student_id)
            told["student"] = told["student"] or child
            told["name"] = told.get("name") or str(known)
            told["relation"] = told.get("relation") or known.kinship or known.get_relation_display()
            told["phone"] = told.get("phone") or known.phone
            told["address"] = told.get("address") or child.address[:200]
        if not told["student"] and "student" not in self.errors:
            self.add_error("student", "เลือกนักเรียน หรือเลือกผู้ปกครองที่มีในระบบ")
        if not told.get("name") and "name" not in self.errors:
            self.add_error("name", "กรอกชื่อผู้ปกครอง")
        return told


class EndForm(forms.Form):
    ended_on = DateField(label="พ้นตำแหน่งเมื่อ", until=timezone.localdate)

    def __init__(self, *args: Any, since: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DateField, self.fields["ended_on"]).since = since
        self.initial.setdefault("ended_on", timezone.localdate())


# -- ห้องเรียนสีขาว ----------------------------------------------------------------------------------------------------


def office_words() -> list[tuple[str, str]]:
    """("learning*", "หัวหน้าฝ่ายการเรียน"), ("learning", "ฝ่ายการเรียน") … the leader of each side first."""
    found = [("", "–"), ("lead*", "หัวหน้าห้อง"), ("lead", "รองหัวหน้าห้อง")]
    for side in list(Side)[1:]:
        found += [(f"{side.value}*", f"หัวหน้า{side.label}"), (side.value, str(side.label))]
    return found


OFFICES = dict(office_words())
SEATS = ("first", "second")


@dataclass(frozen=True)
class Offices:
    """One child's row: what is chosen in the two fields."""

    student: Student
    name: str
    chosen: tuple[str, str]
    is_wrong: bool


class DutiesForm:
    """Two selects per child: `first-<sid>` and `second-<sid>`, for a small room where one child does two things."""

    offices = list(OFFICES.items())

    def __init__(
        self, data: Mapping[str, Any] | None, *, children: Sequence[Student], held: Iterable[RoomDuty]
    ) -> None:
        stored: dict[int, list[str]] = {}
        for duty in held:
            stored.setdefault(duty.student_id, []).append(f"{duty.side}{'*' if duty.is_leader else ''}")
        self.rows = []
        for child in children:
            first, second = (stored.get(child.pk, []) + ["", ""])[:2]
            if data is not None:
                first, second = (str(data.get(f"{seat}-{child.public_id}", ""))[:20] for seat in SEATS)
            wrong = first not in OFFICES or second not in OFFICES or bool(first and side_of(first) == side_of(second))
            self.rows.append(Offices(child, child.public_id, (first, second), wrong))
        known = {f"{seat}-{child.public_id}" for seat in SEATS for child in children}
        asked = [] if data is None else [name for name in data if name.startswith(("first-", "second-"))]
        self.unknown = [name for name in asked if name not in known]

    @property
    def wrong(self) -> list[Offices]:
        return [row for row in self.rows if row.is_wrong]

    def told(self) -> list[tuple[Student, str, bool]]:
        return [
            (row.student, side_of(office), office.endswith("*")) for row in self.rows for office in row.chosen if office
        ]


def side_of(office: str) -> str:
    return office.removesuffix("*")
