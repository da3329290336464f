"""A class table pasted from Excel or SGS, or as a file: recognised, matched with the children, shown, then saved.

The answer is the grid of the table itself with the pasted values in its cells: it is saved by the same button, and
until then nothing is.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from schools.http import StaffRequest
from students import actions, identifiers
from students.class_table import pasted
from students.class_table.columns import Kind
from students.class_table.pasted import Layout, Matched
from students.forms import ColumnsForm, PasteForm
from students.sheet import Sheet
from students.views.learning.filling import address, draw, load_table, query, the_kind, usual_days
from students.views.registrar import typed

TEMPLATES = {
    Kind.RESULTS: "students/class_results.html",
    Kind.ATTENDANCE: "students/class_attendance.html",
    Kind.MEASURES: "students/class_measures.html",
    Kind.WELFARE: "students/class_welfare.html",
}
MOST_SAID = 30
MOST_NAMED = 8


@require_http_methods(["GET", "HEAD", "POST"])
def paste_table(request: StaffRequest, cid: str, kind: str) -> HttpResponse:
    sheet = load_table(request, cid, the_kind(kind))
    if not sheet.may_fill:
        raise PermissionDenied
    form = PasteForm(typed(request), request.FILES or None)
    if not form.is_valid():
        return show(request, sheet, form)
    rows = form.cleaned_data["rows"]
    school = sheet.classroom.school
    layout = pasted.lay_out(rows, sheet.table, actions.remembered_columns(school, sheet.kind))
    if "columns" in request.POST:
        chosen = ColumnsForm(request.POST, layout=layout, table=sheet.table)
        if not chosen.is_valid():
            return show(request, sheet, form, columns=chosen, status=422)
        layout = pasted.chosen(layout, chosen.columns)
        actions.remember_columns(school, kind=sheet.kind, columns=chosen.by_heading, by=request.user)
    elif "map" in request.POST or not layout.says_something(sheet.table):
        return show(request, sheet, form, columns=ColumnsForm(None, layout=layout, table=sheet.table))
    return preview(request, sheet, form, layout)


def show(request: StaffRequest, sheet: Sheet, form: PasteForm, **more: Any) -> HttpResponse:
    """The place to paste, or which column means what with an example of each."""
    context: dict[str, Any] = {"sheet": sheet, "form": form, "query": query(sheet), "back": address(sheet), **more}
    if more.get("columns"):
        context["samples"] = samples(more["columns"], form.cleaned_data["rows"])
        context["lines"] = form.cleaned_data["lines"]
    status = more.get("status") or (422 if form.is_bound and form.errors else 200)
    return render(request, "students/paste_table.html", context, status=status)


def samples(columns: ColumnsForm, rows: list[list[str]]) -> list[tuple[Any, str]]:
    """(field, the first thing its column says)"""
    found = []
    for name in columns.fields:
        place = int(name.partition("-")[2])
        below = (row[place] for row in rows[columns.layout.heading_row + 1 :] if place < len(row) and row[place])
        found.append((columns[name], next(below, "")[:30]))
    return found


def preview(request: StaffRequest, sheet: Sheet, form: PasteForm, layout: Layout) -> HttpResponse:
    rows = form.cleaned_data["rows"]
    known = identifiers.children_of(pasted.identifiers_in(rows, layout), [line.child for line in sheet.lines])
    matched = pasted.match(rows, layout, sheet.table, sheet.pupils(), known)
    usual = {"school_days": usual_days(sheet)} if sheet.kind == Kind.ATTENDANCE else {}
    problems = [*matched.wrong, *sheet.lay_over(matched, usual=usual)]
    return draw(
        request,
        sheet,
        TEMPLATES[sheet.kind],
        status=200,
        found=told(sheet, matched),
        problems=problems[:MOST_SAID],
        unknown=layout.unknown,
        lines=form.cleaned_data["lines"],
    )


def told(sheet: Sheet, matched: Matched) -> dict[str, Any]:
    """The numbers above the preview."""
    missing = [line.child.short_name for line in sheet.lines if line.child.pk not in matched.found]
    return {
        "matched": len(matched.found),
        "changed": sum(line.is_changed for line in sheet.lines),
        "ambiguous": matched.ambiguous[:MOST_SAID],
        "unknown": matched.unknown[:MOST_SAID],
        "missing": missing[:MOST_NAMED],
        "missing_count": len(missing),
    }
