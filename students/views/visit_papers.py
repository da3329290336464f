"""Home visits on paper. Every one leaves a line."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from journal.papers import disclose
from schools.http import StaffRequest
from schools.models import Classroom
from students import coverage, rules, visit_papers
from students.models import Student
from students.views.visits import lines_of, the_visit

AT_ONCE = 20  # small forms: five sheets; more are made by a worker (decisions C12)


@require_safe
def visit_pdf(request: StaffRequest, vid: str) -> HttpResponse:
    """D10, four pages."""
    visit = the_visit(request, vid)
    if not rules.may_print_visit(request.user, visit):
        raise PermissionDenied
    is_full = rules.may_read_sensitive(request.user, visit)
    return disclose(
        request,
        visit_papers.visit_record,
        about=visit,
        filename=f"เยี่ยมบ้าน-{visit.public_id}{'-ลับ' if is_full else ''}.pdf",
        kind="full" if is_full else "short",
        visit_id=visit.pk,
    )


@require_safe
def visits_pdf(request: StaffRequest, cid: str) -> HttpResponse:
    """The room's summary on one page."""
    room = the_room(request, cid)
    if not rules.may_follow_visits(request.user, room):
        raise PermissionDenied
    return disclose(
        request,
        visit_papers.room_summary,
        about=room,
        filename=f"สรุปเยี่ยมบ้าน-{room.name.replace('/', '-')}.pdf",
        students=children_of(request, room),
        kind="visits",
        classroom_id=room.pk,
    )


@require_safe
def visit_slips_pdf(request: StaffRequest, cid: str) -> HttpResponse:
    """Small forms to carry, four on a sheet; `?all=1` for everybody, else for those not visited yet."""
    room = the_room(request, cid)
    if not rules.may_visit_room(request.user, room):
        raise PermissionDenied
    campaign = coverage.current(room.school, timezone.localdate())
    lines = lines_of(request, room, campaign)
    wanted = [line for line in lines if not line.visit] if request.GET.get("all") != "1" else lines
    children = [line.student.pk for line in wanted or lines]
    return disclose(
        request,
        visit_papers.small_forms,
        about=room,
        filename=f"แบบเยี่ยมบ้านย่อ-{room.name.replace('/', '-')}.pdf",
        at_once=len(children) <= AT_ONCE,
        students=children,
        kind="blank",
        classroom_id=room.pk,
        children=children,
    )


def the_room(request: StaffRequest, cid: str) -> Classroom:
    return get_object_or_404(Classroom.objects.visible_to(request.user).select_related("school"), public_id=cid)


def children_of(request: StaffRequest, room: Classroom) -> list[int]:
    return list(Student.objects.visible_to(request.user).in_room(room).values_list("pk", flat=True))
