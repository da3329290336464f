"""Accounts and duties."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone

from schools import calendar
from schools.fields import CleanCharField, DateField, DateWidget, PhoneField
from schools.forms.unchanged import Unchanged
from schools.levels import Level
from schools.models import Appointment, Classroom, QualityGroup, Role, School, User
from schools.roster import SAY_USERNAME, USERNAME
from schools.rules import is_area_admin_of
from schools.thai import to_arabic_digits

if TYPE_CHECKING:  # django-stubs' fields are generic, Django's are not
    OfRooms = forms.ModelChoiceField[Classroom]
else:
    OfRooms = forms.ModelChoiceField

LONGEST_DUTY = timedelta(days=5 * 366)


class PersonForm(Unchanged):
    """Who she is. Field names are the keywords of `actions.edit_person`."""

    title = CleanCharField(label="คำนำหน้า", max_length=30, required=False, help_text="เช่น ครู นาย นางสาว")
    first_name = CleanCharField(label="ชื่อ", max_length=150)
    last_name = CleanCharField(label="นามสกุล", max_length=150, required=False)
    position = CleanCharField(label="ตำแหน่ง", max_length=120, required=False, help_text="เช่น ครู วิทยฐานะครูชำนาญการ")
    phone = PhoneField(label="โทรศัพท์", required=False)


class NewPersonForm(PersonForm):
    """An account. The area admin says at which school; a school's admin has only hers."""

    username = CleanCharField(
        label="ชื่อผู้ใช้",
        max_length=30,
        required=False,
        help_text="อังกฤษ ตัวเลข จุด หรือขีด เช่น somying.n เว้นว่างไว้ ระบบจะตั้งให้จากรหัสโรงเรียน",
    )
    school = forms.ModelChoiceField(
        label="โรงเรียน", queryset=School.objects.none(), required=False, empty_label="สำนักงานเขต"
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, is_new=True, **kwargs)
        self.by = by
        areas = by.rights.areas_as("area_admin")
        field = cast("forms.ModelChoiceField[School]", self.fields["school"])
        if areas:
            field.queryset = School.objects.filter(area__in=areas).order_by("name")
        else:
            field.queryset = School.objects.filter(pk__in=by.rights.schools("school_admin"))
            field.required, field.empty_label = True, None
            if field.queryset.count() == 1:
                field.initial = field.queryset.first()
                field.widget = field.hidden_widget()
        self.order_fields(["title", "first_name", "last_name", "username"])

    def clean_username(self) -> str:
        username = to_arabic_digits(self.cleaned_data["username"]).lower()
        if username and not USERNAME.fullmatch(username):
            raise forms.ValidationError(SAY_USERNAME)
        if username and User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError("ชื่อผู้ใช้นี้มีคนใช้แล้ว ใช้ชื่ออื่น")
        return username


class RoomChoice(OfRooms):
    def label_from_instance(self, obj: Classroom) -> str:
        return f"{obj.name} ปีการศึกษา {obj.year.year}"


class AppointForm(forms.Form):
    """One duty. The scope's field is the role's; dates stand at the academic year (decisions C7)."""

    classroom = RoomChoice(
        label="ห้อง",
        queryset=Classroom.objects.none(),
        empty_label="เลือกห้อง",
        to_field_name="public_id",
        error_messages={"required": "เลือกห้อง", "invalid_choice": "เลือกห้องจากรายการ"},
    )
    level = forms.TypedChoiceField(
        label="ชั้น",
        choices=[("", "เลือกชั้น"), *Level.choices()],
        coerce=int,
        error_messages={"required": "เลือกชั้น", "invalid_choice": "เลือกชั้นจากรายการ"},
    )
    group = forms.ModelChoiceField(
        label="กลุ่มคุณภาพ",
        queryset=QualityGroup.objects.none(),
        empty_label="เลือกกลุ่ม",
        to_field_name="public_id",
        error_messages={"required": "เลือกกลุ่ม", "invalid_choice": "เลือกกลุ่มจากรายการ"},
    )
    from_on = DateField(label="ตั้งแต่วันที่")
    until_on = DateField(label="ถึงวันที่", widget=DateWidget(near=False))

    SCOPES = {Role.HOMEROOM: "classroom", Role.LEVEL_HEAD: "level", Role.GROUP: "group"}

    def __init__(self, *args: Any, person: User, role: Role, by: User, **kwargs: Any) -> None:
        today = timezone.localdate()
        until_on = calendar.academic_year_dates(calendar.academic_year(today))[1]
        kwargs["initial"] = {"from_on": today, "until_on": until_on}
        super().__init__(*args, **kwargs)
        self.person, self.role = person, role
        for name in ("classroom", "level", "group"):
            if name != self.SCOPES.get(role):
                del self.fields[name]
        if role == Role.HOMEROOM:
            rooms = Classroom.objects.filter(school=person.school, year__ends_on__gte=today)
            self._offer("classroom", rooms.select_related("year").order_by("year__year", "level", "to_level", "number"))
        if role == Role.GROUP:
            areas = by.rights.areas_as("area_admin") if is_area_admin_of(by, person) else frozenset[int]()
            self._offer("group", QualityGroup.objects.filter(area__in=areas).order_by("name"))

    def _offer(self, name: str, rows: Any) -> None:
        cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = rows

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if self.errors:
            return given
        from_on, until_on = given["from_on"], given["until_on"]
        if until_on < from_on:
            self.add_error("until_on", "วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม")
        elif from_on < timezone.localdate():  # the head sees what began lately: nothing may begin before it was given
            self.add_error("from_on", "วันเริ่มต้องไม่ก่อนวันนี้ สิทธิเริ่มได้ตั้งแต่วันที่แต่งตั้ง")
        elif until_on - from_on > LONGEST_DUTY:
            self.add_error("until_on", "กำหนดหน้าที่ได้ครั้งละไม่เกิน 5 ปี")
        room = given.get("classroom")
        if room and (from_on > room.year.ends_on or until_on < room.year.starts_on):
            starts, ends = calendar.format_short(room.year.starts_on), calendar.format_short(room.year.ends_on)
            self.add_error("from_on", f"{room.name} เป็นห้องของปีการศึกษา {room.year} ({starts} – {ends}) แก้วันให้อยู่ในปีนั้น")
        if not self.errors and self._overlapping():
            raise forms.ValidationError("มีหน้าที่นี้ในช่วงวันนี้อยู่แล้ว แก้วัน หรือสิ้นสุดหน้าที่เดิมก่อน")
        return given

    def _overlapping(self) -> bool:
        given = self.cleaned_data
        scope = {name: given[name] for name in self.SCOPES.values() if name in given}
        same = Appointment.objects.filter(user=self.person, role=self.role, **scope)
        return same.filter(from_on__lte=given["until_on"], until_on__gte=given["from_on"]).exists()


class EndForm(forms.Form):
    """When a duty ends. At once means that yesterday was its last day."""

    when = forms.ChoiceField(
        label="สิ้นสุดเมื่อไร",
        choices=[("now", "ทันที วันนี้ไม่เห็นข้อมูลแล้ว"), ("later", "ทำหน้าที่ถึงวันที่กำหนด")],
        widget=forms.RadioSelect,
        initial="now",
        error_messages={"required": "เลือกว่าจะสิ้นสุดเมื่อไร", "invalid_choice": "เลือกว่าจะสิ้นสุดเมื่อไร"},
    )
    until_on = DateField(label="วันสุดท้ายที่ทำหน้าที่", required=False, widget=DateWidget(near=False))

    def __init__(self, *args: Any, appointment: Appointment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.appointment = appointment

    def clean(self) -> dict[str, Any]:
        today = timezone.localdate()
        if self.cleaned_data.get("when") == "now":
            self.cleaned_data["until_on"] = today - timedelta(days=1)
            self.errors.pop("until_on", None)
        elif not self.errors:
            self._check_day(self.cleaned_data.get("until_on"), today)
        return self.cleaned_data

    def _check_day(self, until_on: date | None, today: date) -> None:
        if until_on is None:
            self.add_error("until_on", "กรอกวันสุดท้ายที่ทำหน้าที่")
        elif until_on < today:
            self.add_error("until_on", "วันสุดท้ายต้องไม่ก่อนวันนี้ ถ้าเลยมาแล้วให้เลือกสิ้นสุดทันที")
        elif until_on > self.appointment.until_on:
            ends = calendar.format_short(self.appointment.until_on)
            self.add_error("until_on", f"หน้าที่นี้สิ้นสุด {ends} อยู่แล้ว กรอกวันก่อนหน้านั้น หรือแต่งตั้งใหม่")


class PeopleFilter(forms.Form):
    """What the list shows. Names are typed into a POST: they never stand in an address (security.md 2.5)."""

    q = CleanCharField(label="ค้นหา", max_length=100, required=False)
    role = forms.ChoiceField(
        label="หน้าที่", choices=[("", "ทุกหน้าที่"), ("none", "ยังไม่มีหน้าที่"), *Role.choices], required=False
    )
    never = forms.BooleanField(label="ยังไม่เคยเข้าระบบ", required=False)
    new = forms.BooleanField(label="ได้หน้าที่ใน 7 วัน", required=False)


class RosterForm(forms.Form):
    """A staff list as a file."""

    file = forms.FileField(
        label="ไฟล์รายชื่อบุคลากร",
        help_text="ไฟล์ .xlsx .xls หรือ .csv ตามแม่แบบ ครั้งละไม่เกิน 400 คน",
        error_messages={
            "required": "เลือกไฟล์ Excel (.xlsx .xls) หรือ .csv",
            "empty": "ไฟล์นี้ไม่มีข้อมูล เลือกไฟล์อื่น",
        },
    )
