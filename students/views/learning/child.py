"""One child's terms and months: results, attendance, weight and height as tables, and one row of them to mend."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from journal.actions import record
from journal.models import Verb
from schools.http import StaffRequest
from schools.models import Classroom
from students import rules
from students.class_table.columns import TABLES, Kind
from students.class_table.periods import Period, asked, month_of
from students.forms import DayForm
from students.growth import Growth, standard
from students.models import Measure, MonthAttendance, Student
from students.sheet import Row, Sheet, cells_of, history, of_children, offered, read_growth, word
from students.views.learning.filling import drawn, save, usual_days


@dataclass(frozen=True)
class Past:
    """One stored term or month as it is read."""

    period: Period
    cells: list[str]
    growth: Growth | None
    row: Row


SHOWN = (Kind.RESULTS, Kind.ATTENDANCE, Kind.MEASURES, Kind.WELFARE)


@require_http_methods(["GET", "HEAD", "POST"])
def term_facts(request: StaffRequest, sid: str) -> HttpResponse:
    """`?edit=<table>&period=<2568-1 or 2568-06>` opens one row; POST with the same two saves it."""
    children = Student.objects.visible_to(request.user).select_related("school__area", "classroom__year")
    child = get_object_or_404(children, public_id=sid)
    room = child.classroom
    if room is None or not any(rules.may_read_table(request.user, room, kind) for kind in SHOWN):
        raise PermissionDenied
    room.school = child.school
    sheet = the_row(request, room, child)
    said: dict[str, Any] = {}
    if request.method == "POST":
        if sheet is None:
            raise PermissionDenied
        answer = save(request, sheet, room)
        if isinstance(answer, int):
            messages.success(request, "บันทึกแล้ว" if answer else "ไม่มีอะไรเปลี่ยน")
            return redirect("students:term_facts", sid=sid)
        said = answer
    else:
        record(Verb.VIEWED, child, by=request.user, page="learning")
    return draw(request, room, child, sheet, said)


def the_row(request: StaffRequest, room: Classroom, child: Student) -> Sheet | None:
    """The row that the address, or the form that came from it, asks to mend, where she may."""
    asks = request.POST if request.method == "POST" else request.GET
    try:
        kind = Kind(asks.get("edit", ""))
    except ValueError:
        return None
    if not rules.may_fill_table(request.user, room, kind):
        return None
    by_month = TABLES[kind].by_month
    period = asked(asks.get("period", ""), offered(kind, timezone.localdate()), by_month=by_month)
    return of_children(request.user, room, kind, period, [child])


def draw(
    request: StaffRequest, room: Classroom, child: Student, sheet: Sheet | None, answer: dict[str, Any]
) -> HttpResponse:
    day = answer.pop("day", None)
    if sheet is not None and day is None and sheet.table.day:
        day = DayForm(None, label=sheet.table.day, day=sheet.day)
    context = {
        "student": child,
        "tables": [table_of(request, room, child, kind) for kind in SHOWN if may_read(request, room, kind)],
        "sheet": sheet,
        "row": drawn(sheet.lines[0], sheet) if sheet else None,
        "days": usual_days(sheet) if sheet else "",
        "day": day,
        "growth": standard(),
        **answer,
    }
    status = answer.get("status") or (422 if answer.get("problems") else 200)
    return render(request, "students/term_facts.html", context, status=status)


def may_read(request: StaffRequest, room: Classroom, kind: Kind) -> bool:
    return rules.may_read_table(request.user, room, kind)


def table_of(request: StaffRequest, room: Classroom, child: Student, kind: Kind) -> dict[str, Any]:
    """Every term or month that is stored, the newest first, and those that may be added."""
    table, columns = TABLES[kind], rules.columns_of(request.user, room, TABLES[kind])
    rows = []
    for row in history(request.user, kind, child):
        cells = cells_of(row, columns)
        rows.append(
            Past(
                month_of(row.month) if isinstance(row, MonthAttendance) else Period(row.year, row.term),
                [word(column, cells[column.name]) for column in columns],
                read_growth(child, row) if isinstance(row, Measure) else None,
                row,
            )
        )
    periods = offered(kind, timezone.localdate())
    stored = {past.period.code for past in rows}
    return {
        "table": table,
        "columns": columns,
        "rows": rows,
        "may_fill": rules.may_fill_table(request.user, room, kind),
        "open": [period.code for period in periods],
        "missing": [period for period in periods[:6] if period.code not in stored],
        "url": reverse("students:term_facts", args=[child.public_id]),
    }
