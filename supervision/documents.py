"""The area's summary on paper (D7) and as a workbook."""

from typing import Any

from django.utils import timezone

from journal.papers import Pdf, Workbook
from schools import calendar
from schools.models import Area, School, User
from supervision import figures, rules
from supervision.table import COLUMNS, NOTE, Table, build, headline, look_first

HEADER = ("กลุ่ม", "โรงเรียน", "อำเภอ", "นักเรียน", *COLUMNS)


def area_summary(user: User, *, area: int) -> Pdf:
    """D7 สรุประดับเขต, landscape: five numbers, what to look at first, the schools, who signs."""
    area_, lines = read(user, area)
    table = build(lines)
    context: dict[str, Any] = {
        "area": area_,
        "table": table,
        "columns": COLUMNS,
        "note": NOTE,
        "headline": headline(table, figures.total(lines)),
        "look": look_first(lines),
        "rounds": sorted({line.round.name for line in lines if line.round}),
        "schools": len(lines),
    }
    return Pdf("supervision/pdf/area_summary.html", context, f"สรุประดับเขต {area_.name}")


def area_table(user: User, *, area: int) -> Workbook:
    area_, lines = read(user, area)
    title = f"สรุปเขต {calendar.format_short(timezone.localdate())}"
    return Workbook(title, HEADER, rows_of(build(lines)), widths=(18, 32, 18, 10, 14, 16, 14, 16, 14))


def read(user: User, area: int) -> tuple[Area, list[figures.SchoolFigures]]:
    """The area of an officer, read again with her own rights: a worker calls this later than she asked."""
    area_ = Area.objects.visible_to(user).get(pk=area)
    if not rules.may_see_area(user, area_):
        raise Area.DoesNotExist
    schools = School.objects.visible_to(user).filter(area=area_).select_related("group")
    return area_, figures.of_schools(schools.order_by("group__name", "name", "pk"))


def rows_of(table: Table) -> list[list[str | int | float | None]]:
    rows: list[list[str | int | float | None]] = []
    for block in table.blocks:
        for row in block.rows:
            school = row.school
            texts = [cell.text for cell in row.cells]
            rows.append([block.row.name, row.name, school.district if school else "", row.enrolled, *texts])
    total = table.total
    rows.append(["ทั้งหมด", "", "", total.enrolled, *(cell.text for cell in total.cells)])
    rows.append([NOTE])
    return rows
