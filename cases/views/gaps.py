"""Who has nobody yet: the list over the rooms a person looks after, and one room as a heat map."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases import rules
from cases.gaps import begun_rounds
from cases.gaps.room import RoomMap, room_map
from cases.gaps.waiting import Waiting, teachers_of, waiting_list
from schools.http import StaffRequest
from schools.levels import Level
from schools.models import Classroom
from screening.rules import may_record

PAGE = 50


@require_safe
def gap_list(request: StaffRequest) -> HttpResponse:
    if not rules.may_list_gaps(request.user):
        raise PermissionDenied
    listed = waiting_list(request.user)
    level, aspect = request.GET.get("level", ""), request.GET.get("aspect", "")
    found = [one for one in listed.waiting if _is_wanted(one, level, aspect)]
    context = {
        "listed": listed,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "levels": [Level(value) for value in sorted({one.student.level for one in listed.waiting})],
        "aspects": sorted(
            {
                (shown.aspect.position, shown.aspect.slug, shown.aspect.short)
                for one in listed.waiting
                for shown in one.shown
            }
        ),
        "level": level,
        "aspect": aspect,
    }
    return render(request, "cases/gap_list.html", context)


def _is_wanted(one: Waiting, level: str, aspect: str) -> bool:
    is_level = not level or str(one.student.level) == level
    return is_level and (not aspect or any(shown.aspect.slug == aspect for shown in one.shown))


@require_safe
def class_gaps(request: StaffRequest, cid: str) -> HttpResponse:
    seen = Classroom.objects.visible_to(request.user).select_related("school", "year")
    classroom = get_object_or_404(seen, public_id=cid)
    if not rules.may_see_gaps(request.user, classroom):
        raise PermissionDenied
    rounds = begun_rounds(classroom.school)
    current, earlier = (rounds[0], rounds[1:]) if rounds else (None, [])
    chosen = request.GET.get("to", earlier[0].public_id if earlier else "")
    compared = next((one for one in earlier if one.public_id == chosen), None)
    by_number = request.GET.get("sort") == "number"
    context = {
        "classroom": classroom,
        "round": current,
        "earlier": earlier,
        "compared": compared,
        "by_number": by_number,
        "teachers": teachers_of([classroom.pk], timezone.localdate())[classroom.pk],
        "map": room_map(request.user, classroom, current, compared, by_number=by_number) if current else RoomMap(),
        "may_record": current is not None and may_record(request.user, current, classroom, on=timezone.localdate()),
    }
    return render(request, "cases/class_gaps.html", context)
