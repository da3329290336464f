"""The list of agencies leaves as a paper or a workbook, and a workbook comes back: looked at row by row, then taken."""

import json
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from journal.papers import disclose
from referrals import actions, agency_papers, agency_table, rules
from referrals import directory as questions
from referrals.agency_table import Entry, Row
from referrals.forms import AgencyFileForm
from referrals.forms.imported import Known, check
from referrals.models import Agency, AgencyType
from referrals.views.agencies import wanted
from referrals.views.lists import Place, place_asked, places
from schools.http import StaffRequest, once
from schools.reading import is_workbook, read_file
from schools.tables import Unreadable
from schools.thai import fold

MANY = 60  # rows; beyond that a worker makes the paper (decisions C12)
SAY_NO_EXCEL = "ไม่ใช่ไฟล์ Excel แม้ชื่อลงท้ายแบบ Excel ใช้ไฟล์ที่ดาวน์โหลดจากหน้าทำเนียบเป็นแม่แบบ"
LONGEST_LIST = 1_500_000  # characters of a list that was looked at, on its way back


@require_safe
def directory_pdf(request: StaffRequest) -> HttpResponse:
    """ทำเนียบหน่วยงานเครือข่าย, of what the list is narrowed to."""
    return _leaves(request, agency_papers.directory, "pdf")


@require_safe
def directory_xlsx(request: StaffRequest) -> HttpResponse:
    return _leaves(request, agency_papers.directory_table, "xlsx")


def _leaves(request: StaffRequest, build: Any, ending: str) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    if not rules.may_see_agencies(user):
        raise PermissionDenied
    asked = wanted(request)
    about: Any = user.school or user.area
    return disclose(
        request,
        build,
        about=about,
        filename=f"ทำเนียบหน่วยงาน-{today:%Y%m%d}.{ending}",
        at_once=len(questions.found(user, asked, today)) <= MANY,
        wanted=asdict(asked),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def import_agencies(request: StaffRequest) -> HttpResponse:
    """Choose a file, look at every row, then take what is new or changed. Until then nothing is written."""
    if not rules.may_add_agency(request.user):
        raise PermissionDenied
    kept = places(request.user)
    place = place_asked(request, kept)
    if request.method != "POST":
        return page(request, place, AgencyFileForm(), choices=list(kept.values()))
    if "rows" in request.POST:
        return confirmed(request, place)
    form = AgencyFileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            entries = _entries(form.cleaned_data["file"])
        except (Unreadable, agency_table.NoHeading) as refused:
            form.add_error("file", str(refused))
        else:
            if 0 < len(entries) <= agency_table.MOST:
                return looked_at(request, place, entries)
            many = f"ไฟล์นี้มีเกิน {agency_table.MOST} หน่วยงาน แบ่งเป็นหลายไฟล์"
            form.add_error("file", many if entries else "ไฟล์นี้ไม่มีรายชื่อหน่วยงาน")
    return page(request, place, form, choices=list(kept.values()))


def _entries(file: "UploadedFile[bytes]") -> list[Entry]:
    """Every row of the list. Raises Unreadable or NoHeading."""
    content = file.read()
    try:
        return agency_table.read(read_file(content))
    except agency_table.NoHeading as refused:
        if (file.name or "").lower().endswith((".xlsx", ".xls")) and not is_workbook(content):
            raise Unreadable(SAY_NO_EXCEL) from refused
        raise


def page(request: StaffRequest, place: Place, form: AgencyFileForm, **more: Any) -> HttpResponse:
    return render(request, "referrals/import_agencies.html", {"form": form, "place": place, **more})


def looked_at(request: StaffRequest, place: Place, entries: list[Entry]) -> HttpResponse:
    rows = check(entries, known(request, place))
    counts = {state: sum(row.state == state for row in rows) for state in ("new", "changed", "same", "bad")}
    order = ("bad", "changed", "new", "same")
    return page(
        request,
        place,
        AgencyFileForm(),
        looked_at=sorted(rows, key=lambda row: (order.index(row.state), row.number)),
        counts=counts,
        takes=counts["new"] + counts["changed"],
        rows=json.dumps([asdict(entry) for entry in entries], ensure_ascii=False),
    )


def known(request: StaffRequest, place: Place) -> Known:
    seen = Agency.objects.visible_to(request.user).select_related("type", "school", "area", "merged_into")
    every = list(seen.prefetch_related("contacts").order_by("pk"))
    own = {fold(one.name): one for one in every if (one.area_id, one.school_id) == (place.area.pk, place_key(place))}
    kinds = AgencyType.objects.visible_to(request.user)
    types = {fold(word): kind for kind in kinds for word in (kind.code, kind.name)}
    return Known(request.user, {one.public_id: one for one in every}, own, types)


def place_key(place: Place) -> int | None:
    return place.school.pk if place.school else None


def confirmed(request: StaffRequest, place: Place) -> HttpResponse:
    """Every row is checked again: what comes back from a browser is nobody's word."""
    entries = sent_back(request.POST.get("rows", ""))
    if entries is None:
        messages.warning(request, "รายการที่ส่งกลับมาไม่ครบ เลือกไฟล์อีกครั้ง")
        return redirect("referrals:import_agencies")
    rows = [row for row in check(entries, known(request, place)) if row.state in ("new", "changed")]

    def act() -> str:
        return taken(request, place, rows)

    try:
        return once(request, act)
    except actions.SameName as same:
        messages.warning(request, f"{same} มีผู้แก้ไขรายการหลังจากที่ตรวจไฟล์ ตรวจไฟล์อีกครั้ง")
        return redirect("referrals:import_agencies")


def taken(request: StaffRequest, place: Place, rows: list[Row]) -> str:
    counts = actions.import_agencies(rows, area=place.area, school=place.school, by=request.user)
    messages.success(request, f"เพิ่ม {counts[0]} หน่วยงาน แก้ไข {counts[1]} หน่วยงานแล้ว")
    return reverse("referrals:agencies")


def sent_back(text: str) -> list[Entry] | None:
    """The entries of the hidden field, or None when it is not what we wrote."""
    try:
        rows = json.loads(text[:LONGEST_LIST])
        entries = [Entry(row["row"], {str(name): str(told) for name, told in row["told"].items()}) for row in rows]
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return None
    columns = set(agency_table.COLUMNS)
    sane = all(isinstance(one.row, int) and columns.issuperset(one.told) for one in entries)
    return entries if sane and 0 < len(entries) <= agency_table.MOST and "\\u0000" not in text else None
