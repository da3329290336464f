"""Schools, rooms, groups and the area office."""

from copy import copy
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import Model, UniqueConstraint

from schools.fields import CleanCharField, PhoneField
from schools.forms.unchanged import Unchanged
from schools.levels import Level
from schools.models import Area, Classroom, QualityGroup, School
from schools.models.places import LetterheadMode
from schools.thai import to_arabic_digits

if TYPE_CHECKING:  # django-stubs' forms are generic, Django's are not
    OfSchool = forms.ModelForm[School]
    OfClassroom = forms.ModelForm[Classroom]
    OfArea = forms.ModelForm[Area]
    OfGroup = forms.ModelForm[QualityGroup]
else:
    OfSchool = OfClassroom = OfArea = OfGroup = forms.ModelForm


def check_unique(row: Model, given: dict[str, Any]) -> None:
    """The form's own check leaves out constraints with a column that is not in the form (the school, the area)."""
    told = copy(row)
    for name, value in given.items():
        setattr(told, name, value)
    for constraint in row._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            constraint.validate(type(row), told)


class CodeField(CleanCharField):
    """A number of fixed length, typed with Thai digits, spaces or dashes as well."""

    def __init__(self, digits: int, **kwargs: Any) -> None:
        super().__init__(max_length=40, widget=forms.TextInput(attrs={"inputmode": "numeric"}), **kwargs)
        self.digits = digits

    def to_python(self, value: Any) -> str:
        return to_arabic_digits(super().to_python(value)).replace("-", "").replace(" ", "")

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not (value.isascii() and value.isdigit() and len(value) == self.digits):
            raise forms.ValidationError(f"{self.label}มี {self.digits} หลัก ตรวจตัวเลขอีกครั้ง")


class SchoolForm(Unchanged, OfSchool):
    """The profile that letters and lists are printed from. Name, codes and group: the area admin only."""

    AREAS = ("name", "code8", "code10", "group", "district")

    name = CleanCharField(label="ชื่อโรงเรียน (ไม่ต้องมีคำว่าโรงเรียน)", max_length=150)
    code8 = CodeField(8, label="รหัสโรงเรียนใน DMC")
    code10 = CodeField(10, label="รหัสกระทรวง", required=False)
    address = CleanCharField(label="ที่อยู่", max_length=500, required=False, lines=True)
    district = CleanCharField(label="อำเภอ", max_length=80, required=False)
    phone = PhoneField(label="โทรศัพท์", required=False)
    head_name = CleanCharField(label="ชื่อผู้อำนวยการ", max_length=120, required=False, help_text="พร้อมคำนำหน้า")
    head_position = CleanCharField(label="ตำแหน่งใต้ลายเซ็น", max_length=150, required=False)
    acting_head_name = CleanCharField(
        label="ชื่อผู้รักษาการหรือปฏิบัติราชการแทน", max_length=120, required=False, help_text="เว้นว่างเมื่อไม่มี"
    )
    acting_head_position = CleanCharField(
        label="ตำแหน่งใต้ลายเซ็นของผู้รักษาการ",
        max_length=200,
        required=False,
        help_text="เช่น รองผู้อำนวยการ รักษาการในตำแหน่งผู้อำนวยการ",
    )
    letter_series = CleanCharField(
        label="เลขที่หนังสือขึ้นต้นด้วย", max_length=40, required=False, help_text="เช่น ศธ 04000.000/"
    )

    class Meta:
        model = School
        fields = (
            "name",
            "code8",
            "code10",
            "group",
            "district",
            "address",
            "phone",
            "head_name",
            "head_position",
            "acting_head_name",
            "acting_head_position",
            "letterhead",
            "letter_series",
            "thai_numerals",
        )

    def __init__(self, *args: Any, area: Area, may_place: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._printable_heads()
        if not may_place:
            for name in self.AREAS:
                del self.fields[name]
            return
        group = cast("forms.ModelChoiceField[QualityGroup]", self.fields["group"])
        group.queryset = QualityGroup.objects.filter(area=area).order_by("name")
        group.label, group.empty_label = "กลุ่มคุณภาพ", "ไม่มีกลุ่ม"

    def _printable_heads(self) -> None:
        """Those that need no picture, and the one that is chosen; pictures are brought on a page of their own."""
        field = cast(forms.ChoiceField, self.fields["letterhead"])
        plain = {LetterheadMode.BLANK, LetterheadMode.NAME, self.instance.letterhead}
        field.choices = [choice for choice in LetterheadMode.choices if choice[0] in plain]
        field.help_text = "ตราหรือภาพหัวจดหมาย นำเข้าที่หน้า “เปลี่ยนหัวจดหมาย” ของโรงเรียน"

    def clean_name(self) -> str:
        return str(self.cleaned_data["name"]).removeprefix("โรงเรียน").strip()

    def clean_acting_head_position(self) -> str:
        position: str = self.cleaned_data["acting_head_position"]
        if self.cleaned_data.get("acting_head_name") and not position:
            raise forms.ValidationError("กรอกตำแหน่งใต้ลายเซ็นของผู้รักษาการ")
        return position


class ClassroomForm(Unchanged, OfClassroom):
    """A room; `to_level` makes it multi-grade (ห้องควบชั้น). The instance brings school and year."""

    level = forms.TypedChoiceField(
        label="ชั้น",
        choices=[("", "เลือกชั้น"), *Level.choices()],
        coerce=int,
        error_messages={"required": "เลือกชั้น", "invalid_choice": "เลือกชั้นจากรายการ"},
    )
    to_level = forms.TypedChoiceField(
        label="ถึงชั้น (ห้องควบชั้นเท่านั้น)",
        choices=[("", "ชั้นเดียว"), *Level.choices()],
        coerce=int,
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": "เลือกชั้นจากรายการ"},
    )
    number = forms.IntegerField(
        label="ห้อง",
        min_value=1,
        max_value=50,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": "กรอกเลขห้อง",
            "invalid": "กรอกเลขห้องเป็นตัวเลข",
            "min_value": "เลขห้องเริ่มที่ 1",
            "max_value": "เลขห้องไม่เกิน 50",
        },
    )

    class Meta:
        model = Classroom
        fields = ("level", "to_level", "number")

    def clean_to_level(self) -> int | None:
        return self.cleaned_data["to_level"] or self.cleaned_data.get("level")

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            check_unique(self.instance, self.cleaned_data)
        return self.cleaned_data


class AreaForm(Unchanged, OfArea):
    name = CleanCharField(label="ชื่อเขตพื้นที่", max_length=200)
    address = CleanCharField(label="ที่อยู่", max_length=500, required=False, lines=True)
    phone = PhoneField(label="โทรศัพท์", required=False)
    director_name = CleanCharField(label="ผู้อำนวยการเขต", max_length=120, required=False)
    promotion_head_name = CleanCharField(label="ผู้อำนวยการกลุ่มส่งเสริมการจัดการศึกษา", max_length=120, required=False)

    class Meta:
        model = Area
        fields = ("name", "address", "phone", "director_name", "promotion_head_name")


class GroupForm(OfGroup):
    """The instance brings the area."""

    name = CleanCharField(label="ชื่อกลุ่ม", max_length=100)

    class Meta:
        model = QualityGroup
        fields = ("name",)

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            check_unique(self.instance, self.cleaned_data)
        return self.cleaned_data
