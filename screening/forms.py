"""Strings into values: rounds, reasons, a changed group, a request to open a room again."""

from datetime import date
from typing import Any, NamedTuple, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from schools.fields import CleanCharField, DateField
from schools.models import Area, Classroom, School, Term, User
from screening import minds, rules
from screening.models import Aspect, CriteriaSet, Finding, Group, Indicator, Rater, Round
from screening.schemes import Scheme
from screening.scoring import PROBLEM


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


class FindingForm(forms.Form):
    """Why: indicators to tick and a short text. มีปัญหา needs a tick, or words where there is nothing to tick (B7).

    `seen` is the `Finding.stamp` of what the person had before her.
    """

    indicators = forms.MultipleChoiceField(label="ตัวชี้วัดที่พบ", required=False)
    text = CleanCharField(label="เหตุผลสั้น ๆ", max_length=140, required=False)
    seen = CleanCharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, aspect: Aspect, level: int, first_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(i.pk): i for i in Indicator.objects.filter(aspect=aspect, level__lte=level)}
        field = cast(forms.MultipleChoiceField, self.fields["indicators"])
        field.choices = [(key, indicator.text) for key, indicator in self.known.items()]
        self.is_needed = level == PROBLEM
        self.needs_tick = self.is_needed and any(i.level == PROBLEM for i in self.known.values())
        how = "แตะอย่างน้อยหนึ่งข้อ" if self.needs_tick else "เขียนเหตุผลสั้น ๆ "
        self.say_needed = f"{how}ว่าทำไม{first_name}อยู่ในกลุ่มมีปัญหาด้าน{aspect.name}"

    @property
    def chips(self) -> list[tuple[str, Indicator, bool]]:
        """(value, indicator, is ticked), the level's own indicators first."""
        ticked = set(map(str, self["indicators"].value() or []))
        listed = sorted(self.known.items(), key=lambda item: (-item[1].level, item[1].position))
        return [(key, indicator, key in ticked) for key, indicator in listed]

    def clean_indicators(self) -> list[Indicator]:
        return [self.known[key] for key in self.cleaned_data["indicators"]]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = self.cleaned_data
        if not self.is_needed or self.errors or told["indicators"]:
            return told
        if self.needs_tick:
            self.add_error("indicators", self.say_needed)
        elif not told["text"]:
            self.add_error("text", self.say_needed)
        return told

    def words_of(self, finding: Finding) -> list[str]:
        """What was ticked and written, as people read it."""
        ticked = [self.known[str(key)].text for key in finding.indicators if str(key) in self.known]
        return [*ticked, finding.text] if finding.text else ticked


class OverrideForm(forms.Form):
    """Another final group than the levels give; going back to the computed one needs no reason."""

    group = forms.TypedChoiceField(
        label="กลุ่มที่ใช้",
        choices=[(Group.NORMAL, "ปกติ"), (Group.RISK, "เสี่ยง"), (Group.PROBLEM, "มีปัญหา")],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกกลุ่มที่ใช้"},
    )
    reason = CleanCharField(label="เหตุผลที่ปรับกลุ่ม", max_length=300, required=False, lines=True)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, computed: int, classroom: Classroom, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.computed = computed
        field = cast(forms.TypedChoiceField, self.fields["group"])
        field.choices = [
            (value, label)
            for value, label in Group.choices
            if value and rules.may_override(user, classroom, computed=computed, group=value)
        ]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = self.cleaned_data
        if told.get("group") not in (None, self.computed) and "reason" in told and not told["reason"]:
            self.add_error("reason", "เขียนเหตุผลที่ปรับกลุ่ม")
        return told


class UrgencyForm(forms.Form):
    """What a counselor chooses over the group's own urgency; following the group needs no reason."""

    urgency = forms.TypedChoiceField(
        label="ความเร่งด่วน", coerce=int, widget=forms.RadioSelect, error_messages={"required": "เลือกความเร่งด่วน"}
    )
    reason = CleanCharField(label="เหตุผล", max_length=200, required=False, lines=True)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, group: int, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = range(1, len(scheme.urgencies) + 1)
        field = cast(forms.TypedChoiceField, self.fields["urgency"])
        follows = f"ตามกลุ่ม ({scheme.urgency_word(group)})"
        field.choices = [(0, follows), *((level, scheme.urgency_word(level)) for level in levels if level != group)]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = self.cleaned_data
        if told.get("urgency") and "reason" in told and not told["reason"]:
            self.add_error("reason", "เขียนเหตุผลที่ใช้ความเร่งด่วนต่างจากกลุ่ม")
        return told


class AskForm(forms.Form):
    reason = CleanCharField(label="ขอเปิดแก้ไขเพราะ", max_length=200, help_text="เช่น กรอกด้านการเรียนผิดคน")


# -- instruments ------------------------------------------------------------------------------------------------


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


class SourceForm(forms.Form):
    """Where results come from that were not scored here; asked once for the whole sheet."""

    source = CleanCharField(
        label="แหล่งที่มา", max_length=80, required=False, help_text="เช่น รพ.สต. หรือ HERO OBEC CARE รอบ 1/2568"
    )
    assessor = CleanCharField(label="ผู้ประเมิน", max_length=120, required=False)
    assessed_on = DateField(label="ประเมินเมื่อ")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("source") and not told.get("assessor"):
            self.add_error("source", "บอกแหล่งที่มาหรือชื่อผู้ประเมิน")
        if told.get("assessed_on") and told["assessed_on"] > timezone.localdate():
            self.add_error("assessed_on", "วันที่ประเมินต้องไม่เกินวันนี้")
        return told


class RemarkForm(forms.Form):
    """What stands out, and whether somebody must come at once."""

    noted = CleanCharField(label="สิ่งที่เด่นของนักเรียน (ไม่บังคับ)", max_length=200, required=False)
    noted_was = forms.CharField(max_length=200, required=False, strip=False, widget=forms.HiddenInput)
    urgent = forms.BooleanField(label="ต้องช่วยทันที (แจ้งครูแนะแนวและ ผอ. ทันที)", required=False)
