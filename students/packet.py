"""What the next school reads about a child: the chosen sections as plain values, frozen when they are chosen."""

from collections.abc import Callable
from typing import NotRequired, TypedDict

from django.db.models import Sum

from schools import calendar
from schools.levels import Level
from students.identifiers import masked
from students.models import (
    Guardian,
    Handover,
    Health,
    Identifier,
    Measure,
    MonthAttendance,
    Student,
    TermResult,
    Visit,
    Welfare,
)
from students.sections import BY_KEY, in_order

TERMS, VISITS = 4, 3  # the newest of each


class Item(TypedDict):
    label: str
    value: str


class Part(TypedDict):
    """`is_sensitive`: beside its readers nobody, the new room's teachers neither (decisions C2)."""

    key: str
    label: str
    entries: list[Item]
    is_sensitive: NotRequired[bool]


class Packet(TypedDict):
    """JSON as it stands in `Transfer.packet`."""

    parts: list[Part]


def build(student: Student, keys: "set[str] | list[str]") -> list[Part]:
    """The parts as they would be passed on now; one that is chosen and empty says so."""
    return [_part(student, key) for key in in_order(keys) if key in MAKERS]


def merged(parts: list[Part], kept: list[Part]) -> Packet:
    """New parts beside those that somebody else has chosen before, in the order of the page."""
    by_key = {part["key"]: part for part in (*kept, *parts)}
    return {"parts": [by_key[key] for key in in_order(set(by_key)) if key in by_key]}


def _part(student: Student, key: str) -> Part:
    lines = [(label, value) for label, value in MAKERS[key](student) if value]
    entries: list[Item] = [{"label": label, "value": value} for label, value in lines]
    return {"key": key, "label": BY_KEY[key].label, "entries": entries or [{"label": "ยังไม่มีข้อมูล", "value": "–"}]}


Lines = list[tuple[str, str]]


def identity(student: Student) -> Lines:
    number = Identifier.objects.filter(student=student).current().first()
    return [
        ("ชื่อ", student.full_name),
        ("ชื่อเล่น", student.nickname),
        ("วันเกิด", calendar.format_long(student.born_on) if student.born_on else ""),
        (number.get_kind_display() if number else "", masked(number)),
        ("ชั้นล่าสุด", student.classroom.name if student.classroom else Level(student.level).short),
        ("เลขประจำตัวนักเรียนเดิม", student.school_number),
        ("ที่อยู่", student.address),
        ("โทรศัพท์", student.phone),
        ("จุดแข็ง", student.strengths),
        ("คำของนักเรียน", student.own_words),
    ]


def guardians(student: Student) -> Lines:
    return [
        (one.get_relation_display(), " · ".join(said for said in (str(one), one.kinship, one.phone) if said))
        for one in Guardian.objects.filter(student=student).order_by("pk")
    ]


def learning(student: Student) -> Lines:
    found: Lines = []
    for one in TermResult.objects.filter(student=student).order_by("-year", "-term")[:TERMS]:
        said = [f"เกรดเฉลี่ย {one.gpa}" if one.gpa is not None else ""]
        said.append(f"ค้าง 0/ร/มส/มผ {one.unresolved} วิชา" if one.unresolved else "")
        said.append(f"อ่าน คิด เขียน {one.get_reading_display()}" if one.reading is not None else "")
        found.append((f"ภาคเรียนที่ {one.term}/{one.year}", " · ".join(filter(None, said))))
    days = MonthAttendance.objects.filter(student=student).aggregate(
        all=Sum("school_days"), absent=Sum("absent"), late=Sum("late")
    )
    if days["all"]:
        found.append(("มาเรียน", f"ขาด {days['absent']} สาย {days['late']} จาก {days['all']} วันเรียนที่บันทึกไว้"))
    return found


def welfare(student: Student) -> Lines:
    found = [
        (f"{one.source} {one.term}/{one.year}", str(one.get_result_display()))
        for one in Welfare.objects.filter(student=student).order_by("-year", "-term")[:TERMS]
    ]
    return [("ความด้อยโอกาส (DMC)", student.disadvantage), *found]


def health(student: Student) -> Lines:
    found: Lines = []
    for one in Health.objects.filter(student=student):
        found += [
            ("โรคประจำตัว", one.conditions),
            ("แพ้ยาหรืออาหาร", one.allergies),
            ("ยาที่ต้องใช้", one.medicines),
            ("สถานพยาบาลประจำ", one.hospital),
            ("ประเภทความพิการ", one.get_disability_display() if one.disability else ""),
        ]
    for measure in Measure.objects.filter(student=student).order_by("-year", "-term")[:2]:
        weight = f"{measure.weight:g} กก." if measure.weight is not None else ""
        height = f"{measure.height:g} ซม." if measure.height is not None else ""
        found.append((f"วัด {calendar.format_short(measure.measured_on)}", f"{weight} {height}".strip()))
    return found


def visits(student: Student) -> Lines:
    done = Visit.objects.filter(student=student).done().order_by("-visited_on")[:VISITS]
    return [
        (
            calendar.format_short(one.visited_on) if one.visited_on else "",
            " · ".join(said for said in (str(one.get_way_display()), one.saw) if said),
        )
        for one in done
    ]


def handover(student: Student) -> Lines:
    found: Lines = []
    passed = Handover.objects.filter(student=student, state=Handover.State.PASSED).select_related("year")
    for one in passed.order_by("-year__year")[:2]:
        found += [(f"ปี {one.year} อะไรได้ผล", one.works), (f"ปี {one.year} สิ่งที่ควรดูต่อ", one.watch)]
    return found


MAKERS: dict[str, Callable[[Student], Lines]] = {
    "identity": identity,
    "guardians": guardians,
    "learning": learning,
    "welfare": welfare,
    "health": health,
    "visits": visits,
    "handover": handover,
}
