"""Activities as they are read: the list with its filters, one activity, the same list as a workbook."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from activities import rules
from activities.asked import asked_of, narrowed
from activities.coverage import counts_of
from activities.documents import lists
from activities.models import Activity, Kind, Participation, Picture
from journal.papers import disclose
from schools.http import StaffRequest
from schools.models import Classroom, School
from schools.thai import clean
from students.models import Student

A_PAGE = 50
Mark = Participation.Mark


@require_safe
def activities(request: StaffRequest) -> HttpResponse:
    """What was done in her rooms, her groups, her school: the newest first, fifty a page (`?before=`)."""
    if not rules.may_list_activities(request.user):
        raise PermissionDenied
    rooms = rooms_of(request)
    asked = asked_of(request.GET, {room.public_id: room.pk for room in rooms})
    found = narrowed(Activity.objects.visible_to(request.user), asked)
    last = Activity.objects.visible_to(request.user).filter(public_id=clean(request.GET.get("before", ""))[:8]).first()
    shown = (found.below(last) if last else found).select_related("school", "classroom", "circle", "led_by")
    lines = list(shown.latest_first()[: A_PAGE + 1])
    context = {
        "lines": [(line, counts) for line, counts in counted(request, lines[:A_PAGE])],
        "next": lines[A_PAGE - 1] if len(lines) > A_PAGE else None,
        "asked": asked,
        "rooms": rooms,
        "kept": [room for room in rooms if room.pk == asked.room_id and rules.keeps_room(request.user, room)],
        "kinds": Kind.choices,
        "months": asked.months(timezone.localdate()),
        "tags": tags_of(request),
        "query": asked.query(),
        "is_later_page": last is not None,
        "schools": schools_followed(request),
    }
    return render(request, "activities/activities.html", context)


def schools_followed(request: StaffRequest) -> list[School]:
    """Whose rooms she compares: the way to the coverage of each."""
    schools = School.objects.visible_to(request.user).filter(pk__in=request.user.rights.care_schools)
    return [school for school in schools.order_by("name") if rules.may_follow_school(request.user, school.pk)]


def rooms_of(request: StaffRequest) -> list[Classroom]:
    """This year's rooms she follows, her own first."""
    today = timezone.localdate()
    found = Classroom.objects.visible_to(request.user).filter(year__starts_on__lte=today, year__ends_on__gte=today)
    rooms = [room for room in found.in_order() if rules.may_follow(request.user, room)]
    return sorted(rooms, key=lambda room: room.pk not in request.user.rights.rooms)


def tags_of(request: StaffRequest) -> list[str]:
    """The words that stand on her activities of the last years: also those the area has retired."""
    return words_of(Activity.objects.visible_to(request.user).standing().values_list("tags", flat=True).distinct())


def words_of(rows: Iterable[list[str]]) -> list[str]:
    return sorted({word for row in rows for word in row})


def counted(request: StaffRequest, lines: list[Activity]) -> list[tuple[Activity, dict[str, int]]]:
    """Each with how many children were present, absent, excused, as far as she may name them; one statement."""
    seen = Participation.objects.visible_to(request.user).filter(activity__in=[line.pk for line in lines])
    found = counts_of(seen)
    return [(line, found.get(line.pk, {})) for line in lines]


@require_safe
def activities_xlsx(request: StaffRequest) -> HttpResponse:
    """The list as it is filtered, without a child's name."""
    if not rules.may_list_activities(request.user):
        raise PermissionDenied
    home = request.user.rights.home
    if home is None:
        raise PermissionDenied
    asked = asked_of(request.GET, {room.public_id: room.pk for room in rooms_of(request)})
    return disclose(
        request,
        lists.activities,
        about=home,
        filename=f"กิจกรรม-{timezone.localdate():%Y%m%d}.xlsx",
        students=[],
        kind="activities",
        asked=asked.told(),
    )


@dataclass(frozen=True)
class Took:
    """The children of one mark, in order."""

    word: str
    rows: list[Participation]


@require_safe
def activity(request: StaffRequest, aid: str) -> HttpResponse:
    """A meeting has a page of its own. A record that was taken back is shown to who may bring it back."""
    found = the_activity(request, aid)
    if found.kind == Kind.MEETING and not found.removed_at:
        return redirect("activities:meeting", found.public_id)
    may_edit = rules.may_edit(request.user, found)
    marks = list(
        Participation.objects.visible_to(request.user)
        .filter(activity=found)
        .select_related("student", "classroom")
        .order_by("classroom__level", "classroom__number", "student__number", "student__sort_key")
    )
    context = {
        "activity": found,
        "took": [Took(str(mark.label), [row for row in marks if row.mark == mark]) for mark in Mark],
        "marked": len(marks),
        "opens": opens(request, [row.student_id for row in marks]),
        "is_of_school": found.classroom_id is None and found.circle_id is None,
        "may_edit": may_edit and not found.removed_at,
        "may_restore": may_edit and bool(found.removed_at),
        "may_mark": not found.removed_at and (may_edit or may_mark_somewhere(request, found)),
        "may_print": rules.may_print(request.user, found),
        **pictures_of(request, found),
    }
    return render(request, "activities/activity.html", context)


def opens(request: StaffRequest, students: Iterable[int]) -> set[int]:
    """Those whose own page she may open: who leads a group knows its children by name only."""
    seen = Student.objects.visible_to(request.user).filter(pk__in=list(students))
    return set(seen.values_list("pk", flat=True))


def may_mark_somewhere(request: StaffRequest, found: Activity) -> bool:
    """Of what the whole school did the teachers tick their own rooms."""
    return any(
        rules.may_mark(request.user, found, room)
        for room in request.user.rights.classrooms
        if room.school_id == found.school_id
    )


def the_activity(request: StaffRequest, aid: str) -> Activity:
    """Taken back, only who may bring it back finds it."""
    seen = Activity.objects.visible_to(request.user).select_related(
        "school__area", "classroom__year", "circle", "led_by", "recorded_by", "removed_by"
    )
    found = get_object_or_404(seen, public_id=aid)
    if found.removed_at and not rules.may_edit(request.user, found):
        return get_object_or_404(seen.standing(), public_id=aid)
    return found


def pictures_of(request: StaffRequest, found: Activity) -> dict[str, Any]:
    """What the part with the pictures shows, without their bytes."""
    seen = Picture.objects.visible_to(request.user).filter(activity=found)
    listed = list(seen.select_related("added_by").defer("sealed").order_by("added_at", "pk"))
    now = timezone.now()
    return {
        "pictures": [
            (one, not found.removed_at and rules.may_remove_picture(request.user, one, now=now)) for one in listed
        ],
        "most": Activity.MOST_PICTURES,
        "may_add": not found.removed_at
        and rules.may_edit(request.user, found)
        and len(listed) < Activity.MOST_PICTURES,
    }
