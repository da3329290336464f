"""One child's paper as a form: item by item, as scores, or only the result that came from elsewhere."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from schools.fields import CleanCharField, DateField
from screening.instruments.definition import RATERS, RESULT_ONLY, Definition, Extra
from screening.models import Assessment, Group

UNKNOWN = "-1"
SAY_FUTURE = "วันที่ประเมินต้องไม่เกินวันนี้"
EARLIEST = date(1957, 1, 1)  # 1 January 2500 BE: before it a year was mistyped
SAY_EARLY = "วันที่ประเมินต้องไม่ก่อน 1\u00a0มกราคม พ.ศ.\u00a02500 ตรวจปี พ.ศ. อีกครั้ง"
SAY_BEFORE_BIRTH = "วันที่ประเมินต้องไม่ก่อนวันเกิดของนักเรียน ตรวจปี พ.ศ. อีกครั้ง"


class PaperForm(forms.Form):
    """`mode` is one of Assessment.Mode. Items carry their number, and their words where the area holds them."""

    assessed_on = DateField(label="ประเมินเมื่อ")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(
        self,
        *args: Any,
        definition: Definition,
        rater: str,
        mode: str,
        wording: Mapping[str, str],
        born_on: date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.born_on = born_on
        self.definition, self.rater, self.mode = definition, rater, mode
        self.extras = definition.extras_for(rater) if mode != Assessment.Mode.RESULT else ()
        self.initial.setdefault("assessed_on", timezone.localdate())
        if mode == Assessment.Mode.ITEMS:
            for number in range(1, definition.item_count + 1):
                self.fields[f"i{number}"] = item_field(definition, number, wording.get(str(number), ""))
        elif mode == Assessment.Mode.TOTALS:
            for scale in definition.entry_scales():
                self.fields[f"t-{scale.code}"] = forms.IntegerField(
                    label=scale.name,
                    min_value=scale.min_score,
                    max_value=scale.max_score,
                    help_text=f"{scale.min_score}–{scale.max_score}",
                )
        else:
            self.add_result()
        for extra in self.extras:
            is_needed = not (definition.supplements or extra.after or extra.only_if)  # a back page may stay empty
            self.fields[f"x-{extra.code}"] = extra_field(extra, is_needed=is_needed)

    def add_result(self) -> None:
        self.words = words_of(self.definition)
        self.fields["level"] = forms.TypedChoiceField(
            label="ผล",
            coerce=int,
            choices=list(self.words.items()),
            widget=forms.RadioSelect,
            error_messages={"required": "เลือกผล"},
        )
        if self.definition.kind == RESULT_ONLY or self.definition.total:
            self.fields["score"] = CleanCharField(label="คะแนน", max_length=10, required=False)
        self.fields["source"] = CleanCharField(
            label="แหล่งที่มา", max_length=80, required=False, help_text="เช่น รพ.สต. หรือ HERO OBEC CARE รอบ 1/2568"
        )
        self.fields["assessor"] = CleanCharField(label="ผู้ประเมิน", max_length=120, required=False)

    # -- parts the page draws ----------------------------------------------------------------------------------------

    @property
    def item_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("i") and name[1:].isdigit()]

    @property
    def total_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("t-")]

    @property
    def extra_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("x-")]

    @property
    def result_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("level", "score", "source", "assessor") if name in self.fields]

    # -- values ------------------------------------------------------------------------------------------------------

    def clean_assessed_on(self) -> Any:
        told = possible(self.cleaned_data["assessed_on"])
        if told and self.born_on and told < self.born_on:
            raise ValidationError(SAY_BEFORE_BIRTH)
        return told

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = self.cleaned_data
        if self.mode == Assessment.Mode.RESULT and not (told.get("source") or told.get("assessor")):
            self.add_error("source", "บอกแหล่งที่มาหรือชื่อผู้ประเมิน")
        return told

    @property
    def item_names(self) -> list[str]:
        return [name for name in self.fields if name.startswith("i") and name[1:].isdigit()]

    def items(self) -> list[int | None]:
        return [self.cleaned_data[name] for name in self.item_names]

    def totals(self) -> dict[str, int | None]:
        return {name[2:]: self.cleaned_data[name] for name in self.fields if name.startswith("t-")}

    def extra_answers(self) -> dict[str, int | None]:
        """What was answered of the questions beside the items; those that an answer before them closes are left out."""
        told = {extra.code: self.cleaned_data[f"x-{extra.code}"] for extra in self.extras}
        return {one.code: told[one.code] for one in self.extras if not one.after or told.get(one.after)}


def item_field(definition: Definition, number: int, words: str) -> forms.TypedChoiceField:
    """An answer is needed, "?" is one; behind a gate (LD) the rest may stay empty."""
    values = [(str(value), f"{value} {label}") for value, label in definition.scale]
    return forms.TypedChoiceField(
        label=f"ข้อ {number} {words}" if words else f"ข้อ {number}",
        choices=[("", "–"), *values, (UNKNOWN, "? ไม่ทราบ")],
        coerce=int,
        empty_value=None,
        required=definition.gate is None,
        error_messages={"required": f"ตอบข้อ {number} หรือเลือก ? ถ้าไม่ทราบ"},
    )


def extra_field(extra: Extra, *, is_needed: bool) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=extra.label,
        choices=[("", "–"), *((str(choice.value), choice.label) for choice in extra.choices)],
        coerce=int,
        empty_value=None,
        required=is_needed,
        error_messages={"required": f"ตอบ{extra.label}"},
    )


def possible(told: date | None) -> date | None:
    """A day on which somebody can have been assessed."""
    if told and told > timezone.localdate():
        raise ValidationError(SAY_FUTURE)
    if told and told < EARLIEST:
        raise ValidationError(SAY_EARLY)
    return told


class BandsForm(forms.Form):
    """Two columns copied from the screen of another system, with where they come from."""

    instrument = forms.ChoiceField(label="แบบประเมิน")
    rater = forms.ChoiceField(label="ฉบับ", choices=list(RATERS.items()), initial="teacher")
    source = CleanCharField(label="แหล่งที่มา", max_length=80, help_text="เช่น HERO OBEC CARE รอบ 1/2568")
    assessor = CleanCharField(label="ผู้ประเมิน", max_length=120, required=False)
    assessed_on = DateField(label="ประเมินเมื่อ")
    pasted = forms.CharField(
        label="วางสองคอลัมน์: ชื่อ เลขที่ หรือเลขประจำตัวนักเรียน แล้วตามด้วยผล",
        max_length=20_000,
        strip=False,
        widget=forms.Textarea({"rows": 8}),
        help_text="คัดลอกจากหน้าจอหรือ Excel บรรทัดละคน เช่น 7 เสี่ยง",
        error_messages={"required": "วางรายชื่อและผลก่อน"},
    )

    def __init__(self, *args: Any, instruments: Sequence[tuple[str, str, Definition]], **kwargs: Any) -> None:
        """`instruments`: code, name and definition of each that this person administers."""
        super().__init__(*args, **kwargs)
        self.definitions = {code: definition for code, _, definition in instruments}
        field = cast(forms.ChoiceField, self.fields["instrument"])
        field.choices = [(code, name) for code, name, _ in instruments]

    def clean_assessed_on(self) -> Any:
        return possible(self.cleaned_data["assessed_on"])

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = self.cleaned_data
        definition = self.definitions.get(told.get("instrument", ""))
        if definition and told.get("rater") and told["rater"] not in definition.raters:
            offered = " หรือ ".join(RATERS[rater] for rater in definition.raters)
            self.add_error("rater", f"{definition.short} มีฉบับ{offered}")
        return told


def words_of(definition: Definition) -> dict[int, str]:
    """Level → word of a result that comes without scores: the instrument's own, else those of the groups."""
    return dict(definition.results) or {group.value: str(group.label) for group in Group if group}
