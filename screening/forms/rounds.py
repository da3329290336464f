"""Strings into values: opening a round, its deadline and informant, asking to open a room again."""

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from schools.fields import CleanCharField, DateField
from schools.models import Area, School, Term, User
from screening import minds
from screening.models import CriteriaSet, Rater, Round


class MindForm(forms.Form):
    """Whose SDQ the computed column จิตใจ shows, and by which norm set; what is not sent stays as it is."""

    mind_rater = forms.ChoiceField(
        label="คอลัมน์จิตใจใช้ SDQ ฉบับ", choices=Rater.choices, required=False, initial=Rater.TEACHER
    )
    mind_norms = forms.ChoiceField(
        label="เกณฑ์ SDQ", required=False, initial="th-obec", help_text="เด็กที่คะแนนใกล้เส้นแบ่งอาจเปลี่ยนกลุ่มเมื่อใช้เกณฑ์อื่น"
    )

    def choose_minds(self, round_: Round | None = None) -> None:
        """Offer the norm sets of the SDQ in use; of a round, its own come first."""
        self.kept = round_ or Round()
        field = cast(forms.ChoiceField, self.fields["mind_norms"])
        field.choices = minds.norm_choices(round_.area_id if round_ else None) or [(self.kept.mind_norms,) * 2]
        self.initial.update(mind_rater=self.kept.mind_rater, mind_norms=self.kept.mind_norms)

    def clean_mind_rater(self) -> str:
        return self.cleaned_data["mind_rater"] or self.kept.mind_rater

    def clean_mind_norms(self) -> str:
        return self.cleaned_data["mind_norms"] or self.kept.mind_norms


class RoundForm(MindForm):
    """A round for a place (asked only of somebody with several), a term and a criteria set."""

    place = forms.ChoiceField(label="เปิดรอบให้")
    term = forms.ModelChoiceField(Term.objects.none(), label="ภาคเรียน", empty_label=None)
    criteria = forms.ModelChoiceField(CriteriaSet.objects.none(), label="เกณฑ์", empty_label=None)
    opens_on = DateField(label="วันเปิดรอบ")
    closes_on = DateField(label="วันปิดรอบ", help_text="ครูกรอกได้ถึงสิ้นวันนี้ เลื่อนภายหลังได้")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rights, today = user.rights, timezone.localdate()
        schools = list(School.objects.filter(pk__in=rights.schools("counselor")).order_by("name"))
        areas = list(Area.objects.filter(pk__in=rights.areas_as("area_officer")).order_by("name"))
        places: list[School | Area] = [*schools, *areas]
        self.places = {place.public_id: place for place in places}
        in_areas = {school.area_id for school in schools} | {area.pk for area in areas}
        terms = Term.objects.filter(year__area__in=in_areas, year__ends_on__gte=today).select_related("year")
        sets = CriteriaSet.objects.filter(is_current=True).filter(
            Q(area=None, school=None) | Q(area__in=in_areas) | Q(school__in=schools)
        )
        self.only_field("place", [(key, named(place)) for key, place in self.places.items()])
        self.choose_from("term", terms.order_by("starts_on"))
        self.choose_from("criteria", sets.order_by("school", "area", "name", "-version"))
        running = next((term for term in terms.order_by("starts_on") if term.until_on >= today), None)
        self.initial.setdefault("term", running)
        self.initial.setdefault("opens_on", today)
        self.choose_minds()
        self.order_fields(["place", "term", "criteria", "opens_on", "closes_on", "mind_rater", "mind_norms"])

    def only_field(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = cast(forms.ChoiceField, self.fields[name])
        field.choices = choices
        if len(choices) == 1:
            field.widget = forms.HiddenInput()
            self.initial.setdefault(name, choices[0][0])

    def choose_from(self, name: str, queryset: Any) -> None:
        field = cast("forms.ModelChoiceField[Any]", self.fields[name])
        field.queryset = queryset
        found = list(queryset[:2])
        if len(found) == 1:
            field.widget = forms.HiddenInput()
            self.initial.setdefault(name, found[0].pk)

    def clean_place(self) -> School | Area:
        return self.places[self.cleaned_data["place"]]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = self.cleaned_data
        place, term = told.get("place"), told.get("term")
        if place and term and term.year.area_id != (place.area_id if isinstance(place, School) else place.pk):
            self.add_error("term", "เลือกภาคเรียนของเขตเดียวกับโรงเรียน")
        if told.get("opens_on") and told.get("closes_on") and told["closes_on"] < told["opens_on"]:
            self.add_error("closes_on", "วันปิดรอบต้องไม่ก่อนวันเปิดรอบ")
        return told


def named(place: School | Area) -> str:
    return place.full_name if isinstance(place, School) else f"ทุกโรงเรียนใน{place.name}"


class DeadlineForm(MindForm):
    closes_on = DateField(label="วันปิดรอบ")

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["closes_on"] = round_.closes_on
        self.opens_on = round_.opens_on
        self.choose_minds(round_)
        self.order_fields(["closes_on"])

    def clean_closes_on(self) -> date:
        closes_on: date = self.cleaned_data["closes_on"]
        if closes_on < self.opens_on:
            raise ValidationError("วันปิดรอบต้องไม่ก่อนวันเปิดรอบ")
        return closes_on


class SubmitForm(forms.Form):
    """What the teacher says about the signs she was asked to look at again; nobody has to say anything."""

    answer = CleanCharField(
        label="ทวนแล้วเป็นอย่างไร (ไม่บังคับ)",
        max_length=200,
        required=False,
        help_text="เช่น ทวนแล้วถูกต้อง ครอบครัวยังเหมือนเดิม ครูแนะแนวอ่านข้อความนี้ได้",
    )


class AskForm(forms.Form):
    reason = CleanCharField(label="ขอเปิดแก้ไขเพราะ", max_length=200, help_text="เช่น กรอกด้านการเรียนผิดคน")


# -- instruments ------------------------------------------------------------------------------------------------
