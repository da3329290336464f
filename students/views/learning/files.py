"""One file of results or attendance for several rooms: chosen, checked room by room, saved whole or not at all."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from schools.http import StaffRequest, once
from schools.models import School
from schools.tables import text_of
from students import actions, rules
from students.class_table.columns import TABLES, Kind
from students.class_table.pasted import Layout
from students.class_table.periods import Period, asked
from students.forms import ColumnsForm, TableFileForm
from students.kept import Gone, rows_of
from students.models import TableFile
from students.school_table import SchoolTable, layout_of, read_table
from students.sheet import offered
from students.views.learning.pasting import MOST_SAID, samples
from students.views.registrar import typed

KINDS = (Kind.RESULTS, Kind.ATTENDANCE)
SAY_GONE = "ไฟล์นี้ถูกลบแล้วตามกำหนด 7\u00a0วัน เลือกไฟล์อีกครั้ง"
SAY_OTHER = "มีคนแก้ข้อมูลหลังจากที่คุณเปิดหน้านี้ ยังไม่ได้บันทึก ตรวจตัวเลขด้านล่างแล้วกดบันทึกอีกครั้ง"


@require_http_methods(["GET", "HEAD", "POST"])
def load_tables(request: StaffRequest) -> HttpResponse:
    """Choosing a file, and those chosen before."""
    if not rules.may_load_tables(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    keys = request.user.rights.schools(*rules.FILLS)
    form = TableFileForm(
        typed(request),
        request.FILES or None,
        schools=School.objects.visible_to(request.user).filter(pk__in=keys).order_by("name"),
        periods=[(TABLES[kind], offered(kind, today)) for kind in KINDS],
    )
    if form.is_valid():
        return once(request, lambda: chosen(request, form))
    files = TableFile.objects.visible_to(request.user).select_related("school").defer("sealed_file").order_by("-at")
    told = [(file, period_of(file)) for file in files[:20]]
    context = {"form": form, "files": told, "several": len(keys) > 1}
    return render(request, "students/load_tables.html", context, status=422 if form.is_bound else 200)


def chosen(request: StaffRequest, form: TableFileForm) -> str:
    told = form.cleaned_data
    kind, _, code = told["about"].partition(":")
    file = actions.choose_table_file(
        form.school_told,
        kind=kind,
        period=read_period(Kind(kind), code),
        filename=told["file"].name,
        rows=told["rows"],
        by=request.user,
    )
    return reverse("students:check_tables", args=[file.public_id])


def read_period(kind: Kind, code: str) -> Period:
    return asked(code, offered(kind, timezone.localdate()), by_month=TABLES[kind].by_month)


def period_of(file: TableFile) -> Period:
    return read_period(Kind(file.kind), file.period)


@require_http_methods(["GET", "HEAD", "POST"])
def check_tables(request: StaffRequest, fid: str) -> HttpResponse:
    """Which room gets what, who is not known, what is wrong; POST saves what is shown, or says what a column means."""
    files = TableFile.objects.visible_to(request.user).select_related("school__area")
    file = get_object_or_404(files, public_id=fid)
    if not rules.may_load_tables(request.user):
        raise PermissionDenied
    if file.saved_at:
        return redirect("students:load_tables")
    try:
        rows = [[text_of(cell) for cell in row] for row in rows_of(file)]
    except Gone:
        messages.warning(request, SAY_GONE)
        return redirect("students:load_tables")
    kind = Kind(file.kind)
    layout = layout_of(rows, kind, actions.remembered_columns(file.school, kind), file.columns)
    if "columns" in request.POST:
        return say_columns(request, file, layout, rows)
    if request.GET.get("columns") or not layout.says_something(TABLES[kind]):
        return ask_columns(request, file, ColumnsForm(None, layout=layout, table=TABLES[kind]), rows)
    table = read_table(request.user, file.school, kind, period_of(file), rows, layout)
    return save(request, file, table, layout) if request.method == "POST" else draw(request, file, table, layout)


def say_columns(request: StaffRequest, file: TableFile, layout: Layout, rows: list[list[str]]) -> HttpResponse:
    form = ColumnsForm(request.POST, layout=layout, table=TABLES[Kind(file.kind)])
    if not form.is_valid():
        return ask_columns(request, file, form, rows, status=422)
    actions.map_table_file(file, columns=form.columns, by_heading=form.by_heading, by=request.user)
    return redirect("students:check_tables", file.public_id)


def ask_columns(
    request: StaffRequest, file: TableFile, form: ColumnsForm, rows: list[list[str]], status: int = 200
) -> HttpResponse:
    context = {"file": file, "columns": form, "samples": samples(form, rows)}
    return render(request, "students/check_tables.html", context, status=status)


def save(request: StaffRequest, file: TableFile, table: SchoolTable, layout: Layout) -> HttpResponse:
    if not table.may_save:
        return draw(request, file, table, layout, status=422)
    if request.POST.get("seen") != table.digest:
        return draw(request, file, table, layout, says=SAY_OTHER, status=409)
    try:
        count = actions.save_table_file(
            file,
            table=table.table,
            columns=table.columns,
            period=table.period,
            typed={line.child: actions.Typed(line.shown, line.stored) for line in table.changed},
            by=request.user,
        )
    except actions.StaleTable:
        return draw(request, file, table, layout, says=SAY_OTHER, status=409)
    messages.success(request, f"บันทึก{table.table.title} {table.period.label} แล้ว {count}\u00a0คน")
    return redirect("students:load_tables")


def draw(
    request: StaffRequest, file: TableFile, table: SchoolTable, layout: Layout, *, says: str = "", status: int = 200
) -> HttpResponse:
    lists = [
        ("แถวที่ไม่รู้ว่าเป็นของใคร จะไม่บันทึก", table.matched.ambiguous),
        ("ไม่พบนักเรียนในโรงเรียนนี้ จะไม่บันทึก", table.matched.unknown),
        ("นักเรียนห้องอื่นที่คุณไม่ได้ดูแล จะไม่บันทึก", table.others),
    ]
    context: dict[str, Any] = {
        "file": file,
        "table": table,
        "changed": len(table.changed),
        "problems": table.problems[:MOST_SAID],
        "problem_count": len(table.problems),
        "lists": [(title, lines[:MOST_SAID], len(lines)) for title, lines in lists if lines],
        "unknown": layout.unknown,
        "says": says,
    }
    return render(request, "students/check_tables.html", context, status=status)
