"""The four tables of a room, each at its own address, and the same as a workbook."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from journal.papers import disclose
from schools.http import StaffRequest
from students import documents, rules
from students.class_table.columns import Kind
from students.views.learning.filling import fill_in, the_kind, the_period, the_room

page = require_http_methods(["GET", "HEAD", "POST"])


@page
def class_results(request: StaffRequest, cid: str) -> HttpResponse:
    return fill_in(request, cid, Kind.RESULTS, "students/class_results.html")


@page
def class_attendance(request: StaffRequest, cid: str) -> HttpResponse:
    return fill_in(request, cid, Kind.ATTENDANCE, "students/class_attendance.html")


@page
def class_measures(request: StaffRequest, cid: str) -> HttpResponse:
    return fill_in(request, cid, Kind.MEASURES, "students/class_measures.html")


@page
def class_welfare(request: StaffRequest, cid: str) -> HttpResponse:
    return fill_in(request, cid, Kind.WELFARE, "students/class_welfare.html")


@require_safe
def class_table_xlsx(request: StaffRequest, cid: str, kind: str) -> HttpResponse:
    room, of = the_room(request, cid), the_kind(kind)
    if not rules.may_read_table(request.user, room, of):
        raise PermissionDenied
    period = the_period(request, of)
    return disclose(
        request,
        documents.class_table,
        about=room,
        filename=f"{of}-{room.name.replace('/', '-')}-{period.code}.xlsx",
        students=documents.on_the_table(request.user, classroom_id=room.pk),
        kind=str(of),
        classroom_id=room.pk,
        of=str(of),
        period=period.code,
    )
