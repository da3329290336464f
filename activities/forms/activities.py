"""The form of an activity: what, when, by whom, what came of it, and the area's words for it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from activities.models import Activity, Circle, Kind, Tag
from activities.rules import LEADERS
from schools import calendar
from schools.fields import CleanCharField, DateField
from schools.models import Classroom, School, User
from schools.thai import to_arabic_digits

OF_ROOM = (Kind.HOMEROOM, Kind.DEVELOPMENT, Kind.REMEDIAL, Kind.TRAINING)
OF_SCHOOL = (Kind.DEVELOPMENT, Kind.TRAINING)
OF_CIRCLE = {
    Circle.Kind.CLUB: Kind.CLUB,
    Circle.Kind.REMEDIAL: Kind.REMEDIAL,
    Circle.Kind.GROUP: Kind.DEVELOPMENT,
}
MOST_TAGS = 8


@dataclass(frozen=True)
class Place:
    """Whose activity it is: a room's, a circle's, or (neither) the whole school's."""

    school: School
    classroom: Classroom | None = None
    circle: Circle | None = None

    @property
    def kinds(self) -> tuple[Kind, ...]:
        if self.circle:
            return (OF_CIRCLE[Circle.Kind(self.circle.kind)],)
        return OF_ROOM if self.classroom else OF_SCHOOL

    @property
    def name(self) -> str:
        if self.circle:
            return self.circle.name
        return self.classroom.name if self.classroom else "ทั้งโรงเรียน"

    def days(self, today: date, *, around: date | None = None) -> tuple[date, date]:
        """The first and the last day it can have been on: its academic year (that of `around`) until today."""
        if self.classroom:
            first, last = self.classroom.year.starts_on, self.classroom.year.ends_on
        else:
            year = self.circle.year if self.circle else calendar.academic_year(around or today)
            first, last = calendar.academic_year_dates(year)
        return first, min(last, today)


def place_of(activity: Activity) -> Place:
    return Place(activity.school, activity.classroom, activity.circle)


class MinutesField(forms.CharField):
    """1 to 600, Thai digits too; empty is None."""

    widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "field-input in-number"})

    def to_python(self, value: Any) -> Any:
        text = to_arabic_digits(str(value or "")[:20]).strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 600):
            raise ValidationError("กรอกเวลาเป็นนาที 1 ถึง 600")
        return int(text)

    def validate(self, value: Any) -> None:
        """A number was found or none was typed."""

    def run_validators(self, value: Any) -> None:
        """Those of texts do not concern a number."""


class ActivityForm(forms.Form):
    """`told()` gives the keywords of `record_activity` and `correct_activity`; `version` is 0 for a new one."""

    held_on = DateField(label="วันที่")
    title = CleanCharField(label="หัวข้อ", max_length=160)
    detail = CleanCharField(label="ทำอะไร พูดคุยเรื่องอะไร", max_length=3000, lines=True, required=False)
    result = CleanCharField(label="ผลที่เกิดขึ้น ทำอะไรต่อ", max_length=3000, lines=True, required=False)
    minutes = MinutesField(label="ใช้เวลา (นาที)", required=False)
    place = CleanCharField(label="สถานที่", max_length=120, required=False)
    led_by = forms.ChoiceField(label="ผู้จัด")
    tags = forms.MultipleChoiceField(label="ป้าย", required=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, of: Place, user: User, activity: Activity | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of, self.user = of, user
        today = timezone.localdate()
        day = cast(DateField, self.fields["held_on"])
        day.since, day.until = of.days(today, around=activity.held_on if activity else None)
        self.leaders = {one.public_id: one for one in User.objects.doing(*LEADERS, school=of.school, on=today)}
        if activity:
            self.start(activity)
        leader = activity.led_by if activity else user
        self.leaders.setdefault(leader.public_id, leader)
        self.initial.setdefault("led_by", leader.public_id)
        self.initial.setdefault("held_on", day.until)
        cast(forms.ChoiceField, self.fields["led_by"]).choices = [
            (key, one.display_name) for key, one in self.leaders.items()
        ]
        self.sets = self.offered(activity)
        cast(forms.MultipleChoiceField, self.fields["tags"]).choices = [
            (word, word) for _, words in self.sets for word in words
        ]

    def start(self, activity: Activity) -> None:
        for name in ("held_on", "title", "detail", "result", "minutes", "place", "tags", "version"):
            self.initial.setdefault(name, getattr(activity, name))

    def offered(self, activity: Activity | None) -> list[tuple[str, list[str]]]:
        """(set, words) of the area; words that are used no more stand by themselves where they were chosen."""
        found: dict[str, list[str]] = {}
        known: set[str] = set()
        for tag in Tag.objects.visible_to(self.user).filter(area=self.of.school.area_id).in_use().distinct():
            if tag.name not in known:
                found.setdefault(tag.set_name, []).append(tag.name)
                known.add(tag.name)
        old = [word for word in (activity.tags if activity else self.initial.get("tags", [])) if word not in known]
        return [*found.items(), *([("ที่เลือกไว้เดิม", old)] if old else [])]

    @property
    def chips(self) -> list[tuple[str, list[tuple[str, bool]]]]:
        chosen = set(self["tags"].value() or [])
        return [(name, [(word, word in chosen) for word in words]) for name, words in self.sets]

    def clean_led_by(self) -> User:
        return self.leaders[self.cleaned_data["led_by"]]

    def clean_tags(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["tags"]
        if len(chosen) > MOST_TAGS:
            raise ValidationError(f"เลือกป้ายไม่เกิน {MOST_TAGS} คำ")
        return chosen

    def told(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
