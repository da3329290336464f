"""ใครเห็นข้อมูลนี้ เพราะอะไร: a page of its own, and the same as a panel of the child's page."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db.models.functions import Now
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from journal.actions import record
from journal.models import Line, Verb
from schools.http import StaffRequest
from schools.models import User
from studentcare import rules
from studentcare.story.access import marks_of, openings_of, readers_of, viewers_of
from students import rules as student_rules
from students.emergency import running_for
from students.models import Student


@require_safe
def access(request: StaffRequest, sid: str) -> HttpResponse:
    """As a panel it belongs to the child's page that was opened just now, whose line is written (decisions A3)."""
    children = Student.objects.visible_to(request.user).select_related("school__area", "classroom")
    child = get_object_or_404(children, public_id=sid)
    if not rules.may_see_access(request.user, child) or running_for(request.user, child):
        raise PermissionDenied
    if not (request.htmx and has_just_opened(request.user, child)):
        record(Verb.VIEWED, child, by=request.user, page="access")
    template = "studentcare/access.html#panel" if request.htmx else "studentcare/access.html"
    context = {
        "student": child,
        "viewers": viewers_of(child, timezone.localdate()),
        "readers": readers_of(child, timezone.localdate()),
        "openings": openings_of(child),
        "marks": marks_of(request.user, child) if student_rules.may_shut_out(request.user, child) else None,
        "area": child.school.area,
    }
    return render(request, template, context)


def has_just_opened(user: User, child: Student) -> bool:
    """A page of the child within ten minutes, by the database's time: one opened page leaves one line."""
    mine = Line.objects.visible_to(user).filter(verb=Verb.VIEWED, students__contains=[child.pk])
    return mine.filter(at__gt=Now() - timedelta(minutes=10)).exists()
