"""The register's facts about a child as lines to read; what is missing is a line too, with the way to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass

from schools import calendar
from schools.models import User
from studentcare import rules
from students.identifiers import masked
from students.models import Guardian, Identifier, Student


@dataclass(frozen=True)
class Fact:
    """A line; without a value it says what could be added."""

    label: str
    value: str
    add: str = ""
    is_register: bool = False  # only the registrar adds it
    page: str = "students:edit_student"  # where it is added
    is_code: bool = False


@dataclass(frozen=True)
class Facts:
    title: str
    lines: tuple[Fact, ...]
    source: str = ""

    @property
    def missing(self) -> int:
        return sum(not line.value for line in self.lines)


def facts_of(user: User, student: Student) -> list[Facts]:
    """Sections in the order of the page; two statements. Empty lines that nobody could mend are left out."""
    identifiers = Identifier.objects.visible_to(user).filter(student=student).current()
    guardians = list(Guardian.objects.visible_to(user).filter(student=student).order_by("pk"))
    source = f"จาก DMC {calendar.format_tiny(student.dmc_on)} แก้ที่ DMC แล้วนำเข้าใหม่" if student.dmc_on else ""
    found = [family(student, guardians), identity(user, student, identifiers.first(), source)]
    if rules.may_see_results(user, student):
        found.append(health(student))
    if rules.may_see_welfare(user, student):
        found.append(welfare(student))
    return [section for section in found if section.lines]


def family(student: Student, guardians: Sequence[Guardian]) -> Facts:
    lines = []
    for guardian in guardians:
        named = " ".join(part for part in (str(guardian), kin(guardian)) if part)
        lines.append(Fact(guardian.get_relation_display(), named, "เพิ่มชื่อ"))
        if guardian.phone:
            lines.append(Fact("โทรศัพท์", guardian.phone, is_code=True))
    if not guardians:
        lines.append(Fact("ผู้ปกครอง", "", "เพิ่มชื่อผู้ปกครอง"))
    if not any(guardian.phone for guardian in guardians):
        lines.append(Fact("โทรศัพท์", student.phone, "เพิ่มเบอร์โทรผู้ปกครอง", is_code=True))
    lines.append(Fact("ที่อยู่", student.address, "เพิ่มที่อยู่", is_register=True))
    return Facts("ครอบครัวและผู้ติดต่อ", tuple(lines))


def kin(guardian: Guardian) -> str:
    return " · ".join(part for part in (guardian.kinship, guardian.occupation) if part)


def identity(user: User, student: Student, identifier: Identifier | None, source: str) -> Facts:
    kind = identifier.get_kind_display() if identifier else "เลขประชาชน"
    lines = [
        Fact(
            kind,
            masked(identifier),
            "เพิ่มเลขประชาชนหรือ G-code",
            is_code=True,
            is_register=True,
            page="students:identify",
        ),
        Fact("วันเกิด", calendar.format_long(student.born_on) if student.born_on else "", "เพิ่มวันเกิด", is_register=True),
        Fact("เลขประจำตัว", student.school_number, "เพิ่มเลขประจำตัวนักเรียน", is_code=True, is_register=True),
        Fact("ชื่อเล่น", student.nickname, "เพิ่มชื่อเล่น"),
    ]
    if rules.may_see_welfare(user, student):
        lines += [
            Fact(label, value)
            for label, value in (("สัญชาติ", student.nationality), ("ศาสนา", student.religion))
            if value
        ]
    return Facts("ข้อมูลส่วนตัว", tuple(lines), source)


def health(student: Student) -> Facts:
    said = (
        ("กลุ่มเลือด", student.blood_group),
        ("น้ำหนัก", f"{student.weight:g}\u00a0กก." if student.weight else ""),
        ("ส่วนสูง", f"{student.height:g}\u00a0ซม." if student.height else ""),
    )
    return Facts("สุขภาพ", tuple(Fact(label, value) for label, value in said if value))


def welfare(student: Student) -> Facts:
    said = (("ความด้อยโอกาส (DMC)", student.disadvantage), ("สถานะใน DMC", student.suspended))
    return Facts("ทุนและสวัสดิการ", tuple(Fact(label, value) for label, value in said if value))
