"""What the class sheet D1 holds (ux.md §3.2, decisions C1, C2, C24), drawn through what the person may see."""

from dataclasses import dataclass

from django.utils import timezone

from journal.papers import Pdf, Workbook
from schools.levels import Level
from schools.models import Classroom, User
from screening import progress, rules, schemes
from screening.models import Aspect, Group, Round, mind
from screening.schemes import Scheme
from screening.sheet import Child, Sheet
from screening.warned import chosen, warned

LETTER = {0: "", 1: "ป", 2: "ส", 3: "ม"}
FLAG = {0: "", 1: "–", 2: "มี"}
CSS = {0: "st-none", 1: "st-ok", 2: "st-risk", 3: "st-prob"}
DENSE = range(41, 46)  # 13 pt fits forty children on one page, 12 pt forty-five; more continue on a second
FOOT = [("ปกติ / ไม่มี", 0), ("เสี่ยง / มี", 1), ("มีปัญหา", 2)]


@dataclass(frozen=True)
class Cell:
    text: str
    css: str = "st-ok"


@dataclass(frozen=True)
class Line:
    number: str
    name: str
    cells: list[Cell]
    group: Cell


def class_sheet(user: User, *, classroom_id: int, round_id: int, full: bool = False) -> Pdf:
    sheet = load(user, classroom_id, round_id)
    aspects = shown_aspects(sheet, full=full)
    title = f"แบบสรุปผลการคัดกรองนักเรียน {sheet.classroom.name}"
    return Pdf(
        template="screening/pdf/class_sheet.html",
        title=title,
        context=around(sheet, aspects)
        | {
            "full": full and rules.may_print_full(user, sheet.classroom),
            "pages": on_pages([line(child, aspects, sees_mind=sheet.sees_mind) for child in sheet.children]),
            "foot": foot(sheet, aspects),
            "bulk": sheet.bulk,
            "filled": sheet.filled,
            "cells": sheet.cells,
            "mind": mind_line(sheet),
        },
    )


def blank_sheet(user: User, *, classroom_id: int, round_id: int) -> Pdf:
    sheet = load(user, classroom_id, round_id)
    aspects = shown_aspects(sheet, full=True)
    lines = [
        Line(number(child), child.student.full_name, [Cell("") for _ in aspects], Cell("")) for child in sheet.children
    ]
    return Pdf(
        template="screening/pdf/blank_sheet.html",
        title=f"แบบคัดกรองนักเรียน {sheet.classroom.name} (แบบเปล่า)",
        context=around(sheet, aspects) | {"pages": on_pages(lines)},
    )


def class_workbook(user: User, *, classroom_id: int, round_id: int, full: bool = False) -> Workbook:
    sheet = load(user, classroom_id, round_id)
    aspects = shown_aspects(sheet, full=full)
    header = ["เลขที่", "ชื่อ–สกุล", *(aspect.name for aspect in aspects), mind().name, "สรุป"]
    scheme = schemes.of(sheet.round.criteria.scheme)
    rows = [
        [
            child.student.number,
            child.student.full_name,
            *(word(child, aspect) for aspect in aspects),
            spelled(child.mind if sheet.sees_mind else Group.NONE, scheme),
            spelled(child.final_group, scheme),
        ]
        for child in sheet.children
    ]
    widths = [7, 30, *(14 for _ in aspects), 14, 14]
    return Workbook(title=f"คัดกรอง {sheet.classroom.name}".replace("/", "-"), header=header, rows=rows, widths=widths)


def load(user: User, classroom_id: int, round_id: int) -> Sheet:
    classroom = Classroom.objects.visible_to(user).select_related("school", "year").get(pk=classroom_id)
    rounds = Round.objects.visible_to(user).of_school(classroom.school).select_related("criteria", "year")
    return Sheet.of(user, rounds.get(pk=round_id), classroom)


def shown_aspects(sheet: Sheet, *, full: bool) -> list[Aspect]:
    """ฉบับย่อ leaves the sensitive aspects out, for everybody; neither holds what the person may not read."""
    is_full = full and rules.may_print_full(sheet.user, sheet.classroom)
    blank_heads = full and not is_full
    return [
        aspect
        for aspect in sheet.aspects
        if blank_heads or (aspect.position in sheet.open_positions and (is_full or not aspect.is_sensitive))
    ]


def around(sheet: Sheet, aspects: list[Aspect]) -> dict[str, object]:
    """Head and signatures."""
    classroom = sheet.classroom
    levels = [Level(classroom.level), Level(classroom.to_level)]
    teachers = progress.teachers_of([classroom.pk], timezone.localdate()).get(classroom.pk, [])
    return {
        "sheet": sheet,
        "aspects": aspects,
        "room_long": f"{levels[0].long}/{classroom.number}" if levels[0] == levels[1] else f"ชั้น {classroom.name}",
        "teachers": teachers,
        "is_dense": len(sheet.children) in DENSE,
    }


def on_pages(lines: list[Line]) -> list[list[Line]]:
    """Up to forty-five children stay together; of more, forty stand on a page."""
    if len(lines) <= DENSE.stop - 1:
        return [lines]
    return [lines[at : at + DENSE.start - 1] for at in range(0, len(lines), DENSE.start - 1)]


def number(child: Child) -> str:
    return str(child.student.number or "")


def mind_line(sheet: Sheet) -> str:
    """What the column จิตใจ holds, under the table; none where the person may not read it."""
    return sheet.mind_says if sheet.sees_mind else ""


def line(child: Child, aspects: list[Aspect], *, sees_mind: bool) -> Line:
    group = Cell(LETTER[child.final_group], CSS[child.final_group])
    cells = [cell(child, aspect) for aspect in aspects]
    if sees_mind:
        cells.append(Cell(LETTER[child.mind], CSS[child.mind]))
    return Line(number(child), child.student.full_name, cells, group)


def cell(child: Child, aspect: Aspect) -> Cell:
    level = child.levels[aspect.position - 1]
    if aspect.kind == Aspect.Kind.FLAG:
        return Cell(FLAG[level])
    return Cell(LETTER[level], CSS[level])


def word(child: Child, aspect: Aspect) -> str:
    level = child.levels[aspect.position - 1]
    if aspect.kind == Aspect.Kind.FLAG:
        return ("", "ไม่มี", "มี")[level]
    return str(Group(level).label) if level else ""


def spelled(level: int, scheme: Scheme) -> str:
    return scheme.group_word(level) if level else ""


def foot(sheet: Sheet, aspects: list[Aspect]) -> list[tuple[str, list[int], int]]:
    """(label, count per aspect, count of final groups) for each of the three levels."""
    per_aspect = [sheet.counts(aspect.position) for aspect in aspects]
    if sheet.sees_mind:
        per_aspect.append(sheet.mind_counts)
    groups = sheet.counts(0)
    return [(label, [counts[at] for counts in per_aspect], groups[at]) for label, at in FOOT]


def warning_list(user: User, *, room: str, tier: str) -> Workbook:
    """Who has early-warning points, with a line for each; sensitive aspects give none."""
    today = timezone.localdate()
    rows = [
        [
            one.student.classroom.name if one.student.classroom else "",
            one.student.number,
            one.student.full_name,
            one.tier.label,
            one.total,
            " · ".join(point.says for point in one.points),
        ]
        for one in chosen(warned(user, today), room, tier)
    ]
    header = ["ห้อง", "เลขที่", "ชื่อ–สกุล", "ระดับ", "คะแนน", "เพราะ"]
    return Workbook("สัญญาณเตือน", header, rows, [9, 7, 30, 11, 9, 90])
