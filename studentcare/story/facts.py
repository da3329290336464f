"""The facts about a child as lines to read; what is missing is a line too, with the way to mend it."""

from schools import calendar
from schools.models import User
from studentcare import rules
from studentcare.story import household, learning
from studentcare.story.known import Known
from studentcare.story.lines import Fact, Facts, Pages, centimetres, kilos, present
from students.identifiers import masked
from students.models import Guardian, Health, Identifier, Student


def facts_of(user: User, student: Student, known: Known) -> list[Facts]:
    """Sections in the order of the page; two statements. Empty lines that nobody could mend are left out."""
    pages = Pages(user, student)
    identifiers = Identifier.objects.visible_to(user).filter(student=student).current()
    guardians = list(Guardian.objects.visible_to(user).filter(student=student).order_by("pk"))
    found = [
        household.family(known, guardians, pages),
        identity(user, student, identifiers.first(), pages),
        health(known, pages),
        learning.results(known, pages),
        learning.attendance(known),
        household.welfare(known),
    ]
    return [section for section in found if section.lines]


def identity(user: User, student: Student, identifier: Identifier | None, pages: Pages) -> Facts:
    source = f"จาก DMC {calendar.format_tiny(student.dmc_on)} แก้ที่ DMC แล้วนำเข้าใหม่" if student.dmc_on else ""
    kind = identifier.get_kind_display() if identifier else "เลขประชาชน"
    number = Fact(kind, masked(identifier), "เพิ่มเลขประชาชนหรือ G-code", pages.register("identify"), is_code=True)
    if identifier and pages.reveal:
        number = Fact(kind, number.value, more=("เปิดดูเลขเต็ม", pages.reveal), is_code=True)
    born = calendar.format_long(student.born_on) if student.born_on else ""
    lines = [
        number,
        Fact("วันเกิด", born, "เพิ่มวันเกิด", pages.register("edit_student")),
        Fact("เลขประจำตัว", student.school_number, "เพิ่มเลขประจำตัวนักเรียน", pages.register("edit_student"), is_code=True),
        Fact("ชื่อเล่น", student.nickname, "เพิ่มชื่อเล่น", pages.tell),
    ]
    if rules.may_see_welfare(user, student):
        lines += present(("สัญชาติ", student.nationality), ("ศาสนา", student.religion))
    return Facts("ข้อมูลส่วนตัว", tuple(lines), source, pages.register("edit_student"))


def health(known: Known, pages: Pages) -> Facts:
    """What a teacher must know first; the body with the day it was measured. DMC's numbers when nothing is newer."""
    lines: list[Fact] = []
    if pages.reads_health:
        lines += told(known.health, pages)
    lines += body(known, reads_health=pages.reads_health)
    source = ""
    if known.health:
        source = f"{known.health.told_by.call_name} บันทึก {calendar.format_tiny(known.health.told_at.date())}"
    return Facts("สุขภาพ", tuple(lines), source, pages.health if known.health else "")


def told(health: Health | None, pages: Pages) -> list[Fact]:
    health = health or Health()
    disability = str(health.get_disability_display()) if health.disability else ""
    card = " มีบัตร" if health.has_disability_card else ""
    lines = [
        Fact("แพ้ยาหรืออาหาร", health.allergies, "เพิ่มข้อมูลการแพ้", pages.health, is_vital=True),
        Fact("โรคประจำตัว", health.conditions, "เพิ่มโรคประจำตัว", pages.health, is_vital=True),
    ]
    if health.medicines:
        lines.append(Fact("ยาที่ต้องใช้", health.medicines, is_vital=True))
    return lines + present(
        ("สถานพยาบาล", health.hospital),
        ("ความพิการ", f"{disability}{card}" if disability else ""),
    )


def body(known: Known, *, reads_health: bool) -> list[Fact]:
    student, growth = known.student, known.growth
    lines = present(("กลุ่มเลือด", student.blood_group if reads_health else ""))
    if known.measures:
        newest = known.measures[0]
        size = " ".join(filter(None, (kilos(newest.weight), centimetres(newest.height))))
        word = f" {growth.word}" if growth and growth.word else ""
        day = f"วัด {calendar.format_tiny(newest.measured_on)}"
        return [*lines, Fact("น้ำหนัก ส่วนสูง", f"{size}{word}", hint=day)]
    if not rules.may_see_body(known.user, student):
        return lines
    return lines + present(
        ("น้ำหนัก", kilos(student.weight)),
        ("ส่วนสูง", centimetres(student.height)),
    )
