"""The ticks: who of a room or a group was there, was not, was excused."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from activities import actions, rules
from activities.forms.activities import place_of
from activities.models import Activity, Kind, Participation
from activities.views.activities import the_activity
from activities.views.entry import asks_who_came, children_of
from schools.http import StaffRequest
from schools.models import Classroom
from schools.thai import clean
from students.models import Student

Mark = Participation.Mark
MOST_NOTE = 120
SAY_NOTE = f"หมายเหตุยาวเกิน {MOST_NOTE} ตัวอักษร"


@dataclass(frozen=True)
class Tick:
    """A child of the grid: what the page offers for her and, after somebody else was faster, what is stored."""

    student: Student
    mark: str
    note: str
    stored: Participation | None = None
    is_other: bool = False
    problem: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def marks(request: StaffRequest, aid: str) -> HttpResponse:
    """Of what the whole school did one room at a time (`?room=`); everybody was there until told otherwise."""
    activity = the_activity(request, aid)
    rooms = rooms_of(request, activity)
    room = chosen_room(request, rooms)
    if activity.removed_at or activity.kind == Kind.MEETING or not rules.may_mark(request.user, activity, room):
        raise PermissionDenied
    children = children_listed(request, activity, room)
    stored = stored_of(request, activity, children)
    is_optional = room is not None or asks_who_came(Kind(activity.kind), place_of(activity))
    ticks = [tick_of(child, stored.get(child.pk), is_optional and bool(stored)) for child in children]
    was = actions.seen(stored.values())
    status = 200
    if request.method == "POST":
        ticks, was, status = sent(request, activity, children, stored)
        if status == 302:
            return redirect("activities:activity", activity.public_id)
    context = {
        "activity": activity,
        "rooms": rooms,
        "room": room,
        "ticks": ticks,
        "was": was,
        "is_stale": status == 409,
        "problems": [tick for tick in ticks if tick.problem],
        "is_optional": is_optional,
        "marks": Mark.choices,
        "is_new": not stored,
    }
    return render(request, "activities/marks.html", context, status=status)


def rooms_of(request: StaffRequest, activity: Activity) -> list[Classroom]:
    """The rooms she may tick of what the whole school did; none where the activity has a room or a group."""
    if activity.classroom_id or activity.circle_id:
        return []
    found = Classroom.objects.visible_to(request.user).filter(school=activity.school_id)
    found = found.filter(year__starts_on__lte=activity.held_on, year__ends_on__gte=activity.held_on).in_order()
    rooms = [room for room in found if rules.may_mark(request.user, activity, room)]
    if not rooms:
        raise PermissionDenied
    return rooms


def chosen_room(request: StaffRequest, rooms: list[Classroom]) -> Classroom | None:
    wanted = request.GET.get("room")
    if not rooms or not wanted:
        return rooms[0] if rooms else None
    for room in rooms:
        if room.public_id == wanted:
            return room
    raise Http404


def children_listed(request: StaffRequest, activity: Activity, room: Classroom | None) -> list[Student]:
    """Who could have been there, and who was, though she sits elsewhere now."""
    if room is not None:
        return list(Student.objects.visible_to(request.user).in_room(room).by_number())
    listed = children_of(request, place_of(activity))
    known = {child.pk for child in listed}
    gone = Participation.objects.visible_to(request.user).filter(activity=activity).exclude(student__in=known)
    return [*listed, *(row.student for row in gone.select_related("student__classroom").order_by("student__sort_key"))]


def stored_of(request: StaffRequest, activity: Activity, children: list[Student]) -> dict[int, Participation]:
    seen = Participation.objects.visible_to(request.user).filter(activity=activity, student__in=children)
    return {row.student_id: row for row in seen}


def tick_of(child: Student, row: Participation | None, stays_empty: bool) -> Tick:
    if row:
        return Tick(child, row.mark, row.note)
    return Tick(child, "" if stays_empty else Mark.PRESENT, "")


def sent(
    request: StaffRequest, activity: Activity, children: list[Student], stored: Mapping[int, Participation]
) -> tuple[list[Tick], str, int]:
    """(ticks, what they were made from, status): 302 when all were kept.  Raises Http404 for a child elsewhere."""
    ids = {child.public_id for child in children}
    if not {name.split("-")[1] for name in request.POST if name.startswith(("m-", "n-"))} <= ids:
        raise Http404
    ticks = [typed(request, child, stored.get(child.pk)) for child in children]
    was = request.POST.get("was", "")
    if any(tick.problem for tick in ticks):
        return ticks, was, 200
    try:
        told = [(tick.student, tick.mark, tick.note) for tick in ticks]
        number = actions.mark_participation(activity, marks=told, was=was, by=request.user)
    except actions.StaleMarks as stale:
        return [beside(tick, stale.stored) for tick in ticks], actions.seen(stale.stored.values()), 409
    messages.success(request, f"บันทึกแล้ว เปลี่ยน {number}\u00a0คน" if number else "ไม่มีอะไรเปลี่ยน")
    return ticks, was, 302


def typed(request: StaffRequest, child: Student, row: Participation | None) -> Tick:
    """A child about whom the form says nothing stays as she is; a note stands only beside a mark."""
    mark = request.POST.get(f"m-{child.public_id}", row.mark if row else "")
    note = clean(request.POST.get(f"n-{child.public_id}", row.note if row else "")[:1000])
    mark = mark if mark in Mark.values else ""
    return Tick(child, mark, note if mark else "", problem=SAY_NOTE if len(note) > MOST_NOTE else "")


def beside(tick: Tick, stored: Mapping[int, Participation]) -> Tick:
    row = stored.get(tick.student.pk)
    is_other = (tick.mark, tick.note) != ((row.mark, row.note) if row else ("", ""))
    return Tick(tick.student, tick.mark, tick.note, row, is_other)
