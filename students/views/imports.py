"""The import wizard up to its check page: the list of imports, the file, its columns."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from journal.papers import disclose
from schools.http import StaffRequest, once
from schools.models import School
from schools.tables import Rows, Unreadable, text_of
from students import actions, documents, national_id, rules
from students.dmc import layout
from students.dmc.fields import LABELS
from students.forms import FileForm, MapForm
from students.kept import Gone, rows_of
from students.models import Import
from students.plan import current_year
from students.views.registrar import typed

SAY_GONE = "ไฟล์นี้ถูกลบแล้วตามกำหนด 7 วัน เลือกไฟล์อีกครั้ง"
SAY_NO_YEAR = "ยังไม่มีปีการศึกษาที่ตรงกับวันนี้ ให้ผู้ดูแลระบบของเขตเพิ่มปีการศึกษาก่อน แล้วเลือกไฟล์อีกครั้ง"

# Shown at once on the mapping page; the rest stands folded below.
MAIN = (
    *("national_id", "school_number", "level", "room", "number", "sex", "title", "first_name", "last_name"),
    *("full_name", "born_on"),
)


@require_safe
def imports(request: StaffRequest) -> HttpResponse:
    if not rules.may_import_somewhere(request.user):
        raise PermissionDenied
    runs = Import.objects.visible_to(request.user).select_related("school", "by").defer("sealed_file").order_by("-at")
    context = {"runs": runs[:50], "several": len(request.user.rights.schools("registrar")) > 1}
    return render(request, "students/imports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def choose_file(request: StaffRequest) -> HttpResponse:
    if not rules.may_import_somewhere(request.user):
        raise PermissionDenied
    kept = request.user.rights.schools("registrar")
    schools = School.objects.visible_to(request.user).filter(pk__in=kept).order_by("name")
    form = FileForm(typed(request), request.FILES, schools=schools)
    if form.is_valid():
        school = form.cleaned_data.get("school") or schools[0]
        if current_year(school) is None:
            form.add_error(None, SAY_NO_YEAR)
        else:
            try:
                return once(request, lambda: started(request, school, form))
            except Unreadable as refusal:
                form.add_error("file", refusal.message)
    return render(request, "students/choose_file.html", {"form": form})


def started(request: StaffRequest, school: School, form: FileForm) -> str:
    """On to the columns, or straight to the check when this school's last file had the same ones."""
    known = actions.remembered(school)
    run = actions.start_import(
        school, filename=form.cleaned_data["file"].name, rows=form.cleaned_data["rows"], by=request.user
    )
    if known and known == run.mapping["headings"]:
        actions.map_columns(run, columns=run.mapping["columns"], by=request.user)
        messages.info(request, "ใช้การจับคู่คอลัมน์ของไฟล์ก่อน")
        return reverse("students:check_rows", kwargs={"iid": run.public_id})
    return reverse("students:map_columns", kwargs={"iid": run.public_id})


@require_http_methods(["GET", "HEAD", "POST"])
def map_columns(request: StaffRequest, iid: str) -> HttpResponse:
    run = the_import(request, iid)
    if run.state not in (Import.State.CHOSEN, Import.State.MAPPED):
        return redirect("students:import_result", iid=iid)
    try:
        rows = rows_of(run)
    except Gone:
        return gone(request)
    found = layout.find(rows)
    form = MapForm(typed(request), layout=found, columns=run.mapping["columns"])
    if form.is_valid():
        actions.map_columns(run, columns=form.columns, by=request.user)
        return redirect("students:check_rows", iid=iid)
    samples = example(rows, found.heading_row, run.mapping["columns"])
    fields = [(form[name], samples.get(name, "")) for name in LABELS]
    context = {
        "run": run,
        "form": form,
        "main": [pair for pair in fields if pair[0].name in MAIN],
        "more": [pair for pair in fields if pair[0].name not in MAIN],
        "found": len(run.mapping["columns"]),
        "rows": len(rows) - found.heading_row - 1,
    }
    return render(request, "students/map_columns.html", context)


def example(rows: Rows, heading_row: int, columns: dict[str, int]) -> dict[str, str]:
    """The first thing each column says; an identifier masked."""
    told: dict[str, str] = {}
    for name, column in columns.items():
        cells = (row[column] for row in rows[heading_row + 1 : heading_row + 40] if column < len(row))
        text = next((text_of(cell) for cell in cells if text_of(cell)), "")
        told[name] = national_id.mask(national_id.normalise(text)) if name == "national_id" and text else text[:40]
    return told


@require_safe
def template_xlsx(request: StaffRequest) -> HttpResponse:
    """An empty table with the headings that are understood."""
    if not rules.may_import_somewhere(request.user):
        raise PermissionDenied
    school = School.objects.visible_to(request.user).get(pk=min(request.user.rights.schools("registrar")))
    return disclose(request, documents.template, about=school, filename="แม่แบบรายชื่อนักเรียน.xlsx")


def the_import(request: StaffRequest, iid: str) -> Import:
    runs = Import.objects.visible_to(request.user).select_related("school__area")
    return get_object_or_404(runs, public_id=iid)


def gone(request: StaffRequest) -> HttpResponse:
    messages.warning(request, SAY_GONE)
    return redirect("students:choose_file")
