"""The class sheet D1 on paper and in Excel, and the blank sheet to carry. Every one leaves a line."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from journal.papers import disclose
from schools.http import StaffRequest
from schools.models import Classroom
from screening import documents, rules
from screening.models import Round
from screening.views.loading import load_room
from students.models import Student


@require_safe
def summary_pdf(request: StaffRequest, cid: str, rid: str) -> HttpResponse:
    """D1: ฉบับย่อ, or with `?full=1` ฉบับเต็ม (ลับ) with the sensitive aspects (decisions C2)."""
    classroom, round_, is_full = allowed(request, cid, rid)
    name = f"คัดกรอง-{classroom.name.replace('/', '-')}-{round_.public_id}{'-ลับ' if is_full else ''}.pdf"
    return disclose(
        request,
        documents.class_sheet,
        about=classroom,
        filename=name,
        students=on_the_sheet(request, classroom),
        kind="full" if is_full else "short",
        classroom_id=classroom.pk,
        round_id=round_.pk,
        full=is_full,
    )


@require_safe
def summary_xlsx(request: StaffRequest, cid: str, rid: str) -> HttpResponse:
    classroom, round_, is_full = allowed(request, cid, rid)
    name = f"คัดกรอง-{classroom.name.replace('/', '-')}-{round_.public_id}{'-ลับ' if is_full else ''}.xlsx"
    return disclose(
        request,
        documents.class_workbook,
        about=classroom,
        filename=name,
        students=on_the_sheet(request, classroom),
        kind="full" if is_full else "short",
        classroom_id=classroom.pk,
        round_id=round_.pk,
        full=is_full,
    )


@require_safe
def blank_pdf(request: StaffRequest, cid: str, rid: str) -> HttpResponse:
    """D1 without letters, to carry through the day."""
    classroom, round_ = load_room(request.user, cid, rid)
    if not rules.may_print(request.user, classroom):
        raise PermissionDenied
    return disclose(
        request,
        documents.blank_sheet,
        about=classroom,
        filename=f"แบบเปล่า-{classroom.name.replace('/', '-')}.pdf",
        students=on_the_sheet(request, classroom),
        kind="blank",
        classroom_id=classroom.pk,
        round_id=round_.pk,
    )


def allowed(request: StaffRequest, cid: str, rid: str) -> tuple[Classroom, Round, bool]:
    classroom, round_ = load_room(request.user, cid, rid)
    is_full = request.GET.get("full") == "1"
    may = rules.may_print_full if is_full else rules.may_print
    if not may(request.user, classroom):
        raise PermissionDenied
    return classroom, round_, is_full


def on_the_sheet(request: StaffRequest, classroom: Classroom) -> list[int]:
    """Keys of the children whose names the paper holds: the same door as `Sheet.of`."""
    return list(Student.objects.visible_to(request.user).in_room(classroom).values_list("pk", flat=True))
