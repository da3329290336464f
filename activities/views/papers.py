"""Activities on paper. Every one leaves a line."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from activities import rules
from activities.asked import asked_of, code_of
from activities.documents import papers
from activities.models import Participation
from activities.views.activities import the_activity
from journal.papers import disclose
from schools.http import StaffRequest
from schools.models import Classroom
from students.models import Student

NAMES_AT_ONCE = 60


@require_safe
def homerooms_pdf(request: StaffRequest, cid: str) -> HttpResponse:
    """The homerooms of a month (`?month=2568-06`, else this one) with the signatures of teacher, level head, head."""
    room = get_object_or_404(Classroom.objects.visible_to(request.user), public_id=cid)
    if not (rules.keeps_room(request.user, room) or rules.leads_level(request.user, room)):
        raise PermissionDenied
    first: date = asked_of(request.GET, {}).first_day or timezone.localdate().replace(day=1)
    children = Student.objects.visible_to(request.user).in_room(room).values_list("pk", flat=True)
    return disclose(
        request,
        papers.homerooms,
        about=room,
        filename=f"โฮมรูม-{room.name.replace('/', '-')}-{code_of(first)}.pdf",
        students=list(children),
        kind="homerooms",
        classroom_id=room.pk,
        first=first.isoformat(),
    )


@require_safe
def activity_pdf(request: StaffRequest, aid: str) -> HttpResponse:
    """The report of an activity; `?names=1` with who took part."""
    found = the_activity(request, aid)
    if not rules.may_print(request.user, found):
        raise PermissionDenied
    names = request.GET.get("names") == "1"
    took = Participation.objects.visible_to(request.user).filter(activity=found, mark=Participation.Mark.PRESENT)
    children = list(took.values_list("student", flat=True)) if names else []
    return disclose(
        request,
        papers.activity_report,
        about=found,
        filename=f"กิจกรรม-{found.public_id}{'-รายชื่อ' if names else ''}.pdf",
        at_once=len(children) <= NAMES_AT_ONCE,
        students=children,
        kind="names" if names else "counts",
        activity_id=found.pk,
        names=names,
    )
