"""Who took part in what this term: the children of a room by kind, the rooms of a school by kind."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from activities import coverage, rules
from schools.calendar import academic_year
from schools.http import StaffRequest
from schools.models import Classroom, School
from students.class_table.periods import Period, asked, terms


@require_safe
def class_activities(request: StaffRequest, cid: str) -> HttpResponse:
    """Children × kinds of a term (`?term=2568-1`); an empty cell is who has not been reached."""
    rooms = Classroom.objects.visible_to(request.user).select_related("school", "year")
    room = get_object_or_404(rooms, public_id=cid)
    if not rules.may_follow(request.user, room):
        raise PermissionDenied
    period, periods = the_period(request, room.year.year)
    lines = coverage.of_room(request.user, room, year=period.year, term=period.term)
    context = {
        "room": room,
        "period": period,
        "periods": periods,
        "heads": [(kind.label, head) for kind, head in coverage.HEADS.items()],
        "lines": lines,
        "never": coverage.never(lines),
        "without": [line for line in lines if not line.total],
        "may_record": rules.keeps_room(request.user, room),
    }
    return render(request, "activities/class_activities.html", context)


def the_period(request: StaffRequest, year: int) -> tuple[Period, list[Period]]:
    """The term asked for and those of the year to choose from."""
    begun = terms(timezone.localdate())
    periods = [period for period in begun if period.year == year] or begun
    return asked(request.GET.get("term", ""), periods, by_month=False), periods


@require_safe
def school_activities(request: StaffRequest, sid: str) -> HttpResponse:
    """Rooms × kinds: the share of the children who took part at least once. No child's name."""
    school = get_object_or_404(School.objects.visible_to(request.user), public_id=sid)
    if not rules.may_follow_school(request.user, school.pk):
        raise PermissionDenied
    period, periods = the_period(request, academic_year(timezone.localdate()))
    found = Classroom.objects.visible_to(request.user).filter(school=school, year__year=period.year).in_order()
    rooms = [room for room in found if rules.may_follow(request.user, room)]
    context = {
        "school": school,
        "period": period,
        "periods": periods,
        "heads": [(kind.label, head) for kind, head in coverage.HEADS.items()],
        "lines": coverage.of_rooms(rooms, year=period.year, term=period.term),
    }
    return render(request, "activities/school_activities.html", context)
