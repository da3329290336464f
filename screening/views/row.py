"""One row of the grid, saved while the person types on: its own parts come back, and nothing else is drawn."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from schools.http import StaffRequest
from screening import actions, cells, rules
from screening.models import Group, Row
from screening.sheet import Child, Sheet
from screening.views.entry import conflict_cells, read, save_all
from screening.views.loading import May, grid_url, load_child
from students.models import Student


@require_POST
def save_row(request: StaffRequest, cid: str, rid: str, sid: str) -> HttpResponse:
    """One child's cells. For htmx the row's own parts come back; two people in one cell are shown both (409)."""
    sheet, child = load_child(request, cid, rid, sid)
    if not request.htmx:
        return save_all(request, sheet) or redirect(grid_url(sheet))
    if not May(request.user, sheet).record:
        return render(request, "screening/grid.html#closed", {"child": child}, status=409)
    sent = read(request, sheet)
    if sent.errors:
        return render(request, "screening/grid.html#refused", {"child": child, "errors": sent.errors}, status=422)
    try:
        done = actions.record_rows(
            sheet.round,
            classroom=sheet.classroom,
            aspects=sheet.aspects,
            typed=sent.typed,
            known={child.student.pk: child.row} if child.row else {},
            by=request.user,
        )
    except actions.Stale as stale:
        return render(request, "screening/grid.html#conflict", conflict(sheet, child, stale.conflicts[0]), status=409)
    except actions.Closed:
        return render(request, "screening/grid.html#closed", {"child": child}, status=409)
    return render(request, "screening/grid.html#saved", saved(request, sheet, child, sent.typed[child.student], done))


def conflict(sheet: Sheet, child: Child, found: actions.Conflict) -> dict[str, object]:
    child.row, child.levels = found.row, list(found.row.levels)
    return {"sheet": sheet, "child": child, "conflict_cells": conflict_cells(sheet, found)}


def saved(
    request: StaffRequest, sheet: Sheet, child: Child, typed: cells.Typed, done: Mapping[Student, Row]
) -> dict[str, object]:
    """What the row shows after it was saved: group, time, and the reasons it now asks for."""
    fresh = sheet.written(child, done[child.student], by=request.user) if child.student in done else child
    changed = [at for at, level in typed.cells.items() if not typed.was or level != typed.was[at - 1]]
    raised = [at for at in changed if fresh.levels[at - 1] >= Group.RISK and at not in fresh.explained]
    asked = sorted({*raised, *fresh.unexplained})
    return {
        "sheet": sheet,
        "child": fresh,
        "asked": [aspect for aspect in sheet.aspects if aspect.position in asked],
        "open_first": raised[:1],
        "mode": "aspect" if request.POST.get("mode") == "aspect" else "",
        "may": May(request.user, sheet),
        "may_see": rules.may_see_reasons(request.user, sheet.classroom),
    }
