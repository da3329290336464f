"""The five steps of a draft."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils import timezone

from referrals.directory import Choice
from referrals.ladder import READY_REASONS
from referrals.models import AgeBand, Agency, Consent, ConsentHow, Ground, Wish
from referrals.sections import BY_KEY, SECTIONS, Section, sensitive
from schools.fields import CleanCharField, DateField

if TYPE_CHECKING:
    from django.db.models import QuerySet

SAY_GONE = "หน่วยงานนี้ไม่อยู่ในรายชื่อแล้ว เลือกหน่วยงานอื่น"
SAY_RELOAD = "หน้านี้ไม่ครบ เปิดหน้านี้ใหม่แล้วทำอีกครั้ง"


def whole_number(typed: str) -> str:
    """A letter's number as typed. The beginning alone, as the register gives it, is no number yet."""
    if typed.endswith("/"):
        raise forms.ValidationError(f"ใส่เลขต่อท้าย {typed} ให้ครบ")
    return typed


class VersionForm(forms.Form):
    """Carries how the referral stood when the page was opened."""

    version = forms.IntegerField(
        min_value=1,
        max_value=2**31 - 1,
        widget=forms.HiddenInput,
        error_messages={
            "required": SAY_RELOAD,
            "invalid": SAY_RELOAD,
            "min_value": SAY_RELOAD,
            "max_value": SAY_RELOAD,
        },
    )


class ChooseAgencyForm(VersionForm):
    agency = forms.ModelChoiceField(
        label="หน่วยงานปลายทาง",
        queryset=Agency.objects.none(),
        to_field_name="public_id",
        widget=forms.RadioSelect,
        error_messages={
            "required": "เลือกหน่วยงานปลายทาง",
            "invalid_choice": SAY_GONE,
        },
    )
    is_urgent = forms.BooleanField(
        label="เร่งด่วน",
        required=False,
        help_text="หนังสือจะขอคำตอบภายใน 3\u00a0วันทำการ แทน 7\u00a0วันทำการ ถ้าเด็กอยู่ในอันตรายตอนนี้ โทรก่อนส่งหนังสือ",
    )

    def __init__(self, *args: Any, agencies: "QuerySet[Agency]", offered: Sequence[Choice], **kwargs: Any) -> None:
        """`offered`: in this order, those that take the child's age first."""
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Agency]", self.fields["agency"]).queryset = agencies
        self.offered = offered

    def boxes(self) -> list[tuple[BoundWidget, Choice]]:
        """Each button with what is known of the agency it stands for."""
        buttons = {str(button.data["value"]): button for button in self["agency"]}
        return [(buttons[each.agency.public_id], each) for each in self.offered if each.agency.public_id in buttons]


class LadderForm(VersionForm):
    """Why a rung is passed by. A ready sentence is enough; what is typed beside it is added."""

    ready = forms.ChoiceField(
        label="เหตุที่ใช้บ่อย",
        choices=[(text, text) for text in READY_REASONS],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "เลือกจากรายการที่ให้ไว้"},
    )
    skip_reason = CleanCharField(
        label="เหตุที่ข้ามขั้น (เขียนเองหรือเพิ่มเติม)",
        max_length=200,
        error_messages={"required": "เลือกเหตุที่ใช้บ่อย หรือเขียนเหตุที่ข้ามขั้น"},
        help_text="ผอ. จะเห็นตอนลงนาม หน่วยงานไม่เห็น ไม่ต้องเขียนชื่อ",
    )

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skip_reason"].required = not (self.is_bound and self.data.get("ready"))

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        said = [text for text in (typed.pop("ready", ""), typed.get("skip_reason", "")) if text]
        typed["skip_reason"] = " ".join(dict.fromkeys(said))[:200]
        return typed


def offer(field: forms.Field, agencies: "QuerySet[Agency]", offered: Sequence[Choice]) -> None:
    """Fill a select of agencies: those that fit a child first (`directory.suited`), doubts beside the others' names."""
    select = cast("forms.ModelChoiceField[Agency]", field)
    select.queryset = agencies
    named = [
        (one.agency.public_id, f"{one.agency.name} ({one.doubt})" if one.doubt else str(one.agency)) for one in offered
    ]
    select.choices = [("", select.empty_label or ""), *named]


class ReferForm(forms.Form):
    agency = forms.ModelChoiceField(
        label="หน่วยงานปลายทาง",
        required=False,
        queryset=Agency.objects.none(),
        to_field_name="public_id",
        empty_label="เลือกภายหลัง",
        error_messages={"invalid_choice": SAY_GONE},
    )

    def __init__(self, *args: Any, agencies: "QuerySet[Agency]", offered: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["agency"], agencies, offered)


class ReasonForm(VersionForm):
    reason = CleanCharField(
        label="สภาพปัญหาและเหตุผล",
        max_length=4000,
        lines=True,
        help_text="เขียนเท่าที่หน่วยงานต้องรู้ ข้อความนี้จะส่งไปด้วย",
    )
    tried = CleanCharField(label="การช่วยเหลือที่โรงเรียนทำแล้ว", max_length=4000, lines=True, required=False)
    asked = CleanCharField(label="สิ่งที่ขอให้ช่วย", max_length=2000, lines=True)


class SectionsForm(VersionForm):
    sections = forms.MultipleChoiceField(
        label="ข้อมูลที่จะส่งไป",
        required=False,
        choices=[(section.key, section.label) for section in SECTIONS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "มีรายการที่ไม่รู้จัก เลือกจากรายการที่ให้ไว้"},
    )
    sensitive_reason = CleanCharField(
        label="เหตุที่ต้องส่งข้อมูลอ่อนไหว",
        max_length=300,
        required=False,
        help_text="กรอกเมื่อเลือกรายการที่มีป้าย “อ่อนไหว” ข้อความนี้จะส่งไปด้วย",
    )

    def boxes(self) -> list[tuple[BoundWidget, Section]]:
        """Each tick box with the item it stands for."""
        return list(zip(self["sections"], SECTIONS, strict=True))

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        ticked = typed.get("sections", [])
        needing = [BY_KEY[section.key].label for section in sensitive(ticked)]
        if needing and not typed.get("sensitive_reason") and "sensitive_reason" not in self.errors:
            self.add_error("sensitive_reason", f"เขียนเหตุที่ต้องส่ง {' · '.join(needing)}")
        return typed


class ConsentForm(VersionForm):
    consent = forms.ChoiceField(
        label="ส่งต่อได้เพราะอะไร",
        choices=Consent.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกว่าได้รับความยินยอม หรือส่งต่อตามกฎหมาย"},
    )
    consent_by = CleanCharField(label="ผู้ให้ความยินยอม", max_length=120)
    consent_relation = CleanCharField(label="เกี่ยวข้องเป็น", max_length=60, help_text="เช่น แม่ ยาย ตัวนักเรียนเอง")
    consent_on = DateField(label="วันที่ยินยอม", until=timezone.localdate)
    consent_age = forms.ChoiceField(
        label="ช่วงอายุนักเรียน",
        choices=AgeBand.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกช่วงอายุนักเรียน"},
        help_text="เสนอจากวันเกิดในระบบ แก้ได้ถ้าบรรลุนิติภาวะด้วยการสมรส",
    )
    child_wish = forms.ChoiceField(
        label="ความเห็นของนักเรียน",
        choices=Wish.choices,
        widget=forms.RadioSelect,
        help_text="ถามเมื่อนักเรียนอายุเกิน 10\u00a0ปี อายุน้อยกว่านั้นเว้นไว้ได้",
        error_messages={"required": "นักเรียนอายุเกิน 10\u00a0ปี ถามความเห็นของนักเรียนด้วย แล้วเลือก"},
    )
    consent_how = forms.ChoiceField(
        label="ยินยอมทางใด",
        choices=ConsentHow.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกว่ายินยอมทางใด"},
    )
    consent_evidence = CleanCharField(
        label="เลขที่หลักฐาน", max_length=60, required=False, help_text="เลขที่เอกสารในแฟ้ม ถ้ามี"
    )
    ground = forms.ChoiceField(
        label="เหตุตามกฎหมาย",
        choices=Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "เลือกเหตุตามกฎหมาย"},
    )
    ground_reason = CleanCharField(label="รายละเอียดของเหตุ", max_length=300)
    head_informed_on = DateField(
        label="แจ้ง ผอ. เมื่อ", until=timezone.localdate, help_text="เมื่อบันทึก ระบบแจ้ง ผอ. ในหน้าวันนี้ให้อีกทางหนึ่ง"
    )

    use_required_attribute = False
    GIVEN = ("consent_by", "consent_relation", "consent_on", "consent_how", "consent_age")
    BESIDE = ("consent_evidence", "child_wish")
    GROUND = ("ground", "ground_reason", "head_informed_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Only the way that is chosen asks for its fields."""
        super().__init__(*args, **kwargs)
        if self.is_bound:
            needed = {Consent.GIVEN: self.GIVEN, Consent.GROUND: self.GROUND}.get(self.data.get("consent", ""), ())
            for name in (*self.GIVEN, *self.GROUND):
                self.fields[name].required = name in needed
            asks = needed is self.GIVEN and self.data.get("consent_age") == AgeBand.FROM_10
            self.fields["child_wish"].required = asks

    def clean(self) -> dict[str, Any]:
        """Every field has been asked by now: shown again, the page names none of them optional that was not before."""
        for name in (*self.GIVEN, "child_wish", *self.GROUND):
            self.fields[name].required = True
        return super().clean() or self.cleaned_data

    @classmethod
    def said(cls, typed: dict[str, Any]) -> dict[str, Any]:
        """Only the fields of the way that was chosen: what was typed under the other is not kept."""
        chosen = (*cls.GIVEN, *cls.BESIDE) if typed["consent"] == Consent.GIVEN else cls.GROUND
        return {name: typed[name] for name in ("consent", "version", *chosen)}


class LetterForm(VersionForm):
    letter_number = CleanCharField(
        label="ที่ (เลขที่หนังสือ)", max_length=60, required=False, help_text="เว้นไว้ก่อนได้ ใส่ตอนลงนาม"
    )
    letter_on = DateField(label="ลงวันที่", required=False)
    signer_name = CleanCharField(label="ชื่อผู้ลงนาม", max_length=120)
    signer_position = CleanCharField(
        label="ตำแหน่งผู้ลงนาม",
        max_length=200,
        help_text="ถ้ารักษาการหรือปฏิบัติราชการแทน เขียนต่อท้าย เช่น ครู รักษาการในตำแหน่งผู้อำนวยการโรงเรียน…",
    )

    def clean_letter_number(self) -> str:
        return whole_number(self.cleaned_data["letter_number"])
