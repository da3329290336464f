"""One grid for all class tables: what a form brought, saving it, and what is shown when it cannot be saved."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from schools.http import StaffRequest
from schools.models import Classroom
from students import actions, growth, rules
from students.class_table.cells import BadCell, read, settle
from students.class_table.columns import TABLES, Kind
from students.class_table.periods import Period, asked, school_days
from students.forms import DayForm
from students.models import Source, Student
from students.sheet import Line, Sheet, load, offered, word

PAGES = {
    Kind.RESULTS: "students:class_results",
    Kind.ATTENDANCE: "students:class_attendance",
    Kind.MEASURES: "students:class_measures",
    Kind.WELFARE: "students:class_welfare",
}


@dataclass
class Sent:
    """What a form brought: cells by child, and sentences about those that cannot be saved."""

    typed: dict[Student, actions.Typed] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def the_room(request: StaffRequest, cid: str) -> Classroom:
    rooms: QuerySet[Classroom] = Classroom.objects.visible_to(request.user).select_related("school__area", "year")
    return get_object_or_404(rooms, public_id=cid)


def load_table(request: StaffRequest, cid: str, kind: Kind) -> Sheet:
    """The sheet that the address names. 404 for a room that is not hers, 403 for a table that is not."""
    room = the_room(request, cid)
    if not rules.may_read_table(request.user, room, kind):
        raise PermissionDenied
    return load(request.user, room, kind, the_period(request, kind))


def the_period(request: StaffRequest, kind: Kind) -> Period:
    by_month = TABLES[kind].by_month
    told = request.GET.get("month" if by_month else "term", "")
    return asked(told, offered(kind, timezone.localdate()), by_month=by_month)


def the_kind(text: str) -> Kind:
    try:
        return Kind(text)
    except ValueError as unknown:
        raise Http404 from unknown


def address(sheet: Sheet) -> str:
    return f"{reverse(PAGES[sheet.kind], args=[sheet.classroom.public_id])}?{query(sheet)}"


def query(sheet: Sheet) -> str:
    return f"{'month' if sheet.table.by_month else 'term'}={sheet.period.code}"


def fill_in(request: StaffRequest, cid: str, kind: Kind, template: str) -> HttpResponse:
    """GET draws the table, POST saves what changed; nothing is saved while anything is wrong."""
    sheet = load_table(request, cid, kind)
    if request.method != "POST":
        return draw(request, sheet, template)
    if not sheet.may_fill:
        raise PermissionDenied
    answer = save(request, sheet, sheet.classroom)
    if isinstance(answer, int):
        messages.success(request, f"บันทึกแล้ว {answer}\u00a0คน" if answer else "ไม่มีอะไรเปลี่ยน")
        return redirect(address(sheet))
    return draw(request, sheet, template, **answer)


def save(request: StaffRequest, sheet: Sheet, classroom: Classroom) -> int | dict[str, Any]:
    """How many children changed; otherwise what the page says, with everything typed still in it."""
    day = DayForm(request.POST, label=sheet.table.day, day=sheet.day) if sheet.table.day else None
    sent = read_cells(request, sheet)
    on: date | None = None
    if day is not None:
        if not day.is_valid():
            return {"problems": [*sent.problems, *day.errors.get("day", [])], "day": day}
        on = day.cleaned_data["day"]
    if sent.problems:
        return {"problems": sent.problems, "day": day}
    source = Source.PASTED if request.POST.get("source") == Source.PASTED else Source.TYPED
    try:
        return actions.record_table(
            classroom,
            table=sheet.table,
            columns=sheet.columns,
            period=sheet.period,
            typed=sent.typed,
            day=on,
            source=source,
            by=request.user,
        )
    except actions.StaleTable as stale:
        show_both(sheet, stale)
        return {"stale": len(stale.conflicts), "day": day, "status": 409}


def read_cells(request: StaffRequest, sheet: Sheet) -> Sent:
    """The cells of every child; a cell she leaves to a colleague is not read. What was typed stays on the lines."""
    sent = Sent()
    everybody = request.POST.get("everybody", "")
    days = request.POST.get("days", "")
    for line in sheet.lines:
        was = request.POST.get(f"{line.sid}-was")
        if was is None:
            continue
        before = dict(zip([column.name for column in sheet.columns], was.split("|"), strict=False))
        cells: dict[str, str] = {}
        for column in sheet.columns:
            name = column.name
            text = request.POST.get(f"{line.sid}-{name}", "")[:60]
            if request.POST.get("theirs") == f"{line.sid}-{name}":
                text = before[name] = line.stored[name]
            line.shown[name] = text
            try:
                cells[name] = read(column, text)
            except BadCell as bad:
                line.wrong[name] = str(bad)
                sent.problems.append(f"{line.child.short_name}: “{text[:20]}” {bad}")
        if not line.wrong:
            keep(sheet, line, cells, before, sent, days if everybody or any(cells.values()) else "")
    return sent


def keep(sheet: Sheet, line: Line, cells: dict[str, str], before: dict[str, str], sent: Sent, days: str) -> None:
    """The child's cells into what will be saved; school days of the whole room stand in for empty ones."""
    first = sheet.columns[0]
    try:
        if sheet.kind == Kind.ATTENDANCE and not cells["school_days"] and days:
            cells["school_days"] = read(first, days)
        settled = settle(sheet.kind, cells)
    except BadCell as bad:
        line.wrong[first.name] = str(bad)
        sent.problems.append(f"{line.child.short_name}: {bad}")
    else:
        sent.typed[line.child] = actions.Typed(settled, before)


def show_both(sheet: Sheet, stale: actions.StaleTable) -> None:
    """Hers stays in the cell, the colleague's stands beside it; sent again, hers is taken."""
    lines = {line.child.pk: line for line in sheet.lines}
    columns = {column.name: column for column in sheet.columns}
    for conflict in stale.conflicts:
        line = lines[conflict.student.pk]
        line.theirs = {name: word(columns[name], text) or "ว่าง" for name, text in conflict.theirs.items()}


def draw(request: StaffRequest, sheet: Sheet, template: str, *, status: int | None = None, **more: Any) -> HttpResponse:
    problems = more.get("problems", [])
    day = more.pop("day", None) or (DayForm(None, label=sheet.table.day, day=sheet.day) if sheet.table.day else None)
    context = {
        "sheet": sheet,
        "rows": [drawn(line, sheet) for line in sheet.lines],
        "periods": offered(sheet.kind, timezone.localdate()),
        "tabs": tabs(request, sheet),
        "query": query(sheet),
        "day": day,
        "days": request.POST.get("days", usual_days(sheet)),
        "everybody": request.POST.get("everybody", ""),
        "growth": growth.standard(),
        **more,
    }
    return render(request, template, context, status=status or (422 if problems else 200))


def drawn(line: Line, sheet: Sheet) -> dict[str, Any]:
    """A line as the template writes it: each cell with its column, text, word, and what is wrong or theirs."""
    return {
        "line": line,
        "was": "|".join(line.stored[column.name] for column in sheet.columns),
        "cells": [
            {
                "column": column,
                "text": line.shown[column.name],
                "word": word(column, line.shown[column.name]),
                "wrong": line.wrong.get(column.name, ""),
                "theirs": line.theirs.get(column.name, ""),
            }
            for column in sheet.columns
        ],
    }


def tabs(request: StaffRequest, sheet: Sheet) -> list[tuple[str, str, bool]]:
    """(title, address, is here) of the tables of the room that she may read."""
    return [
        (TABLES[kind].title, reverse(page, args=[sheet.classroom.public_id]), kind == sheet.kind)
        for kind, page in PAGES.items()
        if rules.may_read_table(request.user, sheet.classroom, kind)
    ]


def usual_days(sheet: Sheet) -> str:
    """How many days of the month were school days: what the room has, else the working days so far."""
    if not sheet.period.month:
        return ""
    told: Sequence[str] = [line.stored.get("school_days", "") for line in sheet.lines if line.row]
    if told:
        return max(sorted(set(told)), key=told.count)
    holidays = frozenset(sheet.classroom.school.area.holidays.values_list("on", flat=True))
    return str(school_days(sheet.period.month, timezone.localdate(), holidays))
