"""What the registrar and those who know a child type about her."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from schools.fields import CleanCharField, DateField, DateWidget, PhoneField
from schools.forms.unchanged import Unchanged, digest
from schools.models import Classroom
from schools.thai import to_arabic_digits
from students import national_id
from students.models import Guardian, Health, Student
from students.models.student import Sex

TITLES = (
    ("เด็กชาย", "เด็กชาย"),
    ("เด็กหญิง", "เด็กหญิง"),
    ("นาย", "นาย"),
    ("นางสาว", "นางสาว"),
    ("สามเณร", "สามเณร"),
)
RELATIONS = Guardian.Relation.choices
SAY_TITLE = "คำนำหน้านี้ไม่ตรงกับเพศที่เลือก เลือกอีกครั้ง"


class NumberField(forms.CharField):
    """เลขที่ 1–99, Thai digits too; empty is None."""

    widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        text = to_arabic_digits(str(value or "")[:20]).strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 99):
            raise forms.ValidationError("เลขที่ต้องเป็นตัวเลข 1 ถึง 99")
        return int(text)

    def validate(self, value: Any) -> None:
        """A number was found or none was typed."""

    def run_validators(self, value: Any) -> None:
        """Those of texts do not concern a number."""


class IdentifierField(forms.CharField):
    """A national ID or a G-code; a wrong check digit is accepted once it has been seen (decisions C21)."""

    widget = forms.TextInput({"autocomplete": "off"})

    def __init__(self, *, required: bool = True, help_text: str = "") -> None:
        super().__init__(label="เลขประจำตัวประชาชน 13 หลัก หรือรหัส G", required=required, help_text=help_text)

    def to_python(self, value: Any) -> str:
        text = str(value or "").replace("\x00", "")[:200]
        if not text.strip():
            return ""
        found = national_id.read(text)
        if found.error:
            raise forms.ValidationError(found.error)
        return found.value

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise forms.ValidationError(national_id.SAY_MISSING)


def check_digit_seen(form: forms.Form, name: str) -> None:
    """A number whose check digit is wrong needs the tick `is_sure` beside it."""
    number = form.cleaned_data.get(name)
    if number and national_id.read(number).warning and not form.cleaned_data.get("is_sure"):
        form.fields["is_sure"].widget = forms.CheckboxInput()
        form.add_error(name, national_id.SAY_CHECK_DIGIT)


def sure_field() -> forms.BooleanField:
    """Hidden until there is something to be sure about."""
    return forms.BooleanField(label="เทียบกับบัตรหรือ DMC แล้ว เลขนี้ถูกต้อง", required=False, widget=forms.HiddenInput)


if TYPE_CHECKING:
    RoomChoice = forms.ModelChoiceField[Classroom]
else:
    RoomChoice = forms.ModelChoiceField


class RoomField(RoomChoice):
    """A room of this year, by its name."""

    def __init__(self, *, label: str = "ห้อง") -> None:
        super().__init__(
            queryset=Classroom.objects.none(),
            label=label,
            empty_label="เลือกห้อง",
            to_field_name="public_id",
            error_messages={"required": "เลือกห้อง", "invalid_choice": "เลือกห้องจากรายการ"},
        )

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class IdentityForm(Unchanged):
    """Who a child is, where she lives: what DMC says, corrected by the registrar."""

    title = forms.ChoiceField(label="คำนำหน้า", choices=TITLES)
    first_name = CleanCharField(label="ชื่อ", max_length=80)
    last_name = CleanCharField(label="นามสกุล", max_length=80)
    nickname = CleanCharField(label="ชื่อเล่น", max_length=40, required=False)
    sex = forms.ChoiceField(
        label="เพศ", choices=Sex.choices, widget=forms.RadioSelect, error_messages={"required": "เลือกเพศ ชาย หรือ หญิง"}
    )
    born_on = DateField(label="วันเกิด", required=False, until=timezone.localdate, widget=DateWidget(near=False))
    school_number = CleanCharField(label="เลขประจำตัวนักเรียน", max_length=12, required=False)
    religion = CleanCharField(label="ศาสนา", max_length=40, required=False)
    ethnicity = CleanCharField(label="เชื้อชาติ", max_length=40, required=False)
    nationality = CleanCharField(label="สัญชาติ", max_length=40, required=False)
    phone = PhoneField(label="โทรศัพท์", required=False)
    house = CleanCharField(label="บ้านเลขที่", max_length=40, required=False)
    moo = CleanCharField(label="หมู่", max_length=20, required=False)
    road = CleanCharField(label="ถนน/ซอย", max_length=80, required=False)
    subdistrict = CleanCharField(label="ตำบล", max_length=80, required=False)
    district = CleanCharField(label="อำเภอ", max_length=80, required=False)
    province = CleanCharField(label="จังหวัด", max_length=80, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = self.initial.get("title", "")
        if held and held not in dict(TITLES):
            self.fields["title"].choices = [(held, held), *TITLES]  # type: ignore[attr-defined]

    def clean_school_number(self) -> str:
        return to_arabic_digits(self.cleaned_data["school_number"])


class AddForm(IdentityForm):
    """A child who is in no file yet."""

    classroom = RoomField()
    level = forms.TypedChoiceField(label="ชั้น (เฉพาะห้องควบชั้น)", coerce=int, empty_value=None, required=False)
    number = NumberField(label="เลขที่", required=False)
    identifier = IdentifierField(required=False, help_text="ถ้ายังไม่มี เว้นว่างไว้ แล้วเพิ่มภายหลัง")
    is_sure = sure_field()
    is_another = forms.BooleanField(label="เป็นเด็กคนละคน เพิ่มเป็นคนใหม่", required=False, widget=forms.HiddenInput)

    field_order = ("identifier", "is_sure", "title", "first_name", "last_name", "is_another", "sex", "classroom")

    def __init__(self, *args: Any, rooms: Any, **kwargs: Any) -> None:
        super().__init__(*args, is_new=True, **kwargs)
        offer_rooms(self, rooms)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        check_digit_seen(self, "identifier")
        return cleaned

    def same_name(self, names: Iterable[str]) -> forms.ValidationError:
        """Children of the same name are here: a tick must say that this is another."""
        self.fields["is_another"].widget = forms.CheckboxInput()
        says = f"มีชื่อนี้ในโรงเรียนแล้ว: {', '.join(names)} ถ้าเป็นคนละคน ติ๊กยืนยันแล้วบันทึกอีกครั้ง"
        return forms.ValidationError({"first_name": says})


def offer_rooms(form: forms.Form, rooms: Any) -> None:
    """The rooms to choose from, and the levels of the multi-grade ones among them."""
    field = form.fields["classroom"]
    if isinstance(field, RoomField):
        field.queryset = rooms
    levels = sorted(
        {level for room in rooms if room.level != room.to_level for level in range(room.level, room.to_level + 1)}
    )
    if not levels:
        del form.fields["level"]
        return
    named = dict(Student._meta.get_field("level").flatchoices)
    form.fields["level"].choices = [("", "ตามห้อง"), *((level, named[level]) for level in levels)]  # type: ignore[attr-defined]


class KnowForm(Unchanged):
    """What those who know a child add to what DMC says."""

    nickname = CleanCharField(label="ชื่อเล่น", max_length=40, required=False)
    phone = PhoneField(label="โทรศัพท์ของนักเรียนหรือที่บ้าน", required=False)
    strengths = CleanCharField(label="จุดแข็ง", max_length=1000, required=False, lines=True)
    interests = CleanCharField(label="ความสนใจ", max_length=300, required=False)
    own_words = CleanCharField(label="คำของนักเรียนเอง", max_length=200, required=False)
    own_words_on = DateField(label="นักเรียนบอกเมื่อ (ถ้าจำได้)", required=False, until=timezone.localdate)


class GuardianForm(Unchanged):
    """One guardian; three of these stand on the page, each with its relation as prefix."""

    title = CleanCharField(label="คำนำหน้า", max_length=20, required=False)
    first_name = CleanCharField(label="ชื่อ", max_length=80, required=False)
    last_name = CleanCharField(label="นามสกุล", max_length=80, required=False)
    occupation = CleanCharField(label="อาชีพ", max_length=80, required=False)
    kinship = CleanCharField(label="เกี่ยวข้องเป็น", max_length=40, required=False)
    phone = PhoneField(label="โทรศัพท์", required=False)


class IdentifyForm(forms.Form):
    number = IdentifierField()
    is_sure = sure_field()

    def clean(self) -> dict[str, Any]:
        check_digit_seen(self, "number")
        return self.cleaned_data


class MoveForm(forms.Form):
    classroom = RoomField(label="ห้องใหม่")
    level = forms.TypedChoiceField(label="ชั้น (เฉพาะห้องควบชั้น)", coerce=int, empty_value=None, required=False)
    number = NumberField(label="เลขที่ในห้องใหม่", required=False)
    on = DateField(label="ตั้งแต่วันที่", until=timezone.localdate)

    def __init__(self, *args: Any, rooms: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rooms(self, rooms)


class LeaveForm(forms.Form):
    on = DateField(label="วันสุดท้ายที่เรียน", until=timezone.localdate)


class NumbersForm(Unchanged):
    """Either one of two orders, or a column pasted from elsewhere, or numbers typed beside the names.

    What must not have changed meanwhile is who sits in the room with which number.
    """

    order = forms.ChoiceField(
        choices=[("typed", ""), ("name", ""), ("school_number", ""), ("pasted", "")], initial="typed", required=False
    )
    pasted = CleanCharField(label="วางรายชื่อหรือเลขประจำตัวนักเรียน บรรทัดละคน", max_length=20000, required=False, lines=True)

    def __init__(self, *args: Any, children: Sequence[Student], **kwargs: Any) -> None:
        self.children = children
        super().__init__(*args, **kwargs)

    def stored(self) -> str:
        return digest([(child.public_id, child.number) for child in self.children])

    def differences(self, cleaned: dict[str, Any]) -> list[str]:
        """The children for whom something else is stored than stands on the page."""
        return [
            f"{child.short_name}: ในระบบตอนนี้ “{child.number or '–'}”"
            for child in self.children
            if to_arabic_digits(self.data.get(f"number-{child.public_id}", "")) != str(child.number or "")
        ]


def said(form_class: type[forms.Form], row: Student | Guardian | Health | None) -> dict[str, Any]:
    """What stands on the row of all that a form asks: its `initial`."""
    return {name: getattr(row, name) for name in form_class.base_fields if name != "seen"} if row else {}
