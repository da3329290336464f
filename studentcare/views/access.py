"""ใครเห็นข้อมูลนี้ เพราะอะไร: a page of its own, and the same as a panel of the child's page."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from journal.actions import record
from journal.models import Verb
from schools.http import StaffRequest
from studentcare import rules
from studentcare.story.access import openings_of, viewers_of
from students.models import Student


@require_safe
def access(request: StaffRequest, sid: str) -> HttpResponse:
    """As a panel it belongs to the page that was opened already, whose line is written (decisions A3)."""
    children = Student.objects.visible_to(request.user).select_related("school", "classroom")
    child = get_object_or_404(children, public_id=sid)
    if not rules.may_see_access(request.user, child):
        raise PermissionDenied
    if not request.htmx:
        record(Verb.VIEWED, child, by=request.user, page="access")
    template = "studentcare/access.html#panel" if request.htmx else "studentcare/access.html"
    context = {
        "student": child,
        "viewers": viewers_of(child, timezone.localdate()),
        "openings": openings_of(child),
    }
    return render(request, template, context)
