"""A campaign, its deadline, and the yearly figure of income."""

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from schools.fields import CleanCharField, DateField
from schools.models import AcademicYear, Area, School, User
from students.forms.visiting import AmountField


class CampaignForm(forms.Form):
    """For a place (asked only of somebody with several); the year follows from the first day."""

    place = forms.ChoiceField(label="เปิดให้")
    name = CleanCharField(label="ชื่อ", max_length=80)
    opens_on = DateField(label="เริ่มวันที่")
    closes_on = DateField(label="ภายในวันที่", help_text="เลื่อนภายหลังได้ เยี่ยมหลังวันนี้ก็ยังนับ")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rights = user.rights
        schools = list(
            School.objects.filter(pk__in=rights.schools("counselor")).select_related("area").order_by("name")
        )
        areas = list(Area.objects.filter(pk__in=rights.areas_as("area_officer")).order_by("name"))
        places: list[School | Area] = [*schools, *areas]
        self.places = {place.public_id: place for place in places}
        field = cast(forms.ChoiceField, self.fields["place"])
        field.choices = [(key, named(place)) for key, place in self.places.items()]
        if len(places) == 1:
            field.widget = forms.HiddenInput()
            self.initial.setdefault("place", places[0].public_id)
        self.initial.setdefault("name", "เยี่ยมบ้านนักเรียน")
        self.initial.setdefault("opens_on", timezone.localdate())

    def clean_place(self) -> School | Area:
        return self.places[self.cleaned_data["place"]]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = self.cleaned_data
        opens_on, closes_on, place = told.get("opens_on"), told.get("closes_on"), told.get("place")
        if opens_on and closes_on and closes_on < opens_on:
            self.add_error("closes_on", "วันสุดท้ายต้องไม่ก่อนวันเริ่ม")
        if opens_on and place:
            area = place.area_id if isinstance(place, School) else place.pk
            year = AcademicYear.objects.filter(area=area).on(opens_on).first()
            if year is None:
                self.add_error("opens_on", "ยังไม่มีปีการศึกษาของวันนี้ ให้ผู้ดูแลระบบของเขตเพิ่มก่อน")
            told["year"] = year
        return told


def named(place: School | Area) -> str:
    return place.full_name if isinstance(place, School) else f"ทุกโรงเรียนใน{place.name}"


class CampaignDeadlineForm(forms.Form):
    closes_on = DateField(label="ภายในวันที่")

    def __init__(self, *args: Any, opens_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opens_on = opens_on

    def clean_closes_on(self) -> date:
        closes_on: date = self.cleaned_data["closes_on"]
        if closes_on < self.opens_on:
            raise ValidationError("วันสุดท้ายต้องไม่ก่อนวันเริ่ม")
        return closes_on


class IncomeLimitForm(forms.Form):
    """Asked for one year, that of the address."""

    baht = AmountField(label="บาทต่อคนต่อเดือน", most=100_000)

    def clean_baht(self) -> int:
        baht = self.cleaned_data["baht"]
        if not baht:
            raise ValidationError("กรอกจำนวนบาท เช่น 3,000")
        return int(baht)
