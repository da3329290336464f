"""Every room of a year with its homeroom teachers on one page, proposed from the year before, saved at once."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from schools import actions, rules
from schools.http import StaffRequest
from schools.models import AcademicYear, Appointment, Classroom, Role, School, User
from schools.stepup import confirm, must_confirm
from schools.thai import sort_key

Where = tuple[int, int, int]
PLACES = 2


@require_http_methods(["GET", "HEAD", "POST"])
def homerooms(request: StaffRequest, year: int) -> HttpResponse:
    """`?from=same`: last year's teachers of each room; `?from=up`: those who go up with their class."""
    school, found = place(request, year)
    if must_confirm(request):
        return confirm(request)
    rooms = list(Classroom.objects.visible_to(request.user).filter(school=school, year=found).in_order())
    staff = sorted(staff_of(request, school), key=lambda one: sort_key(one.first_name))
    address = f"{reverse('schools:homerooms', args=[year])}?school={school.public_id}"
    meanwhile: list[Classroom] = []
    if request.method == "POST":
        try:
            save(request, school, found, rooms, staff)
            return redirect(address)
        except actions.HomeroomsChanged as changed:
            meanwhile = changed.rooms
    shown = rows(request, rooms, staff, school, found)
    context = {
        "school": school,
        "year": found,
        "rows": shown,
        "meanwhile": [row for row in shown if row.room in meanwhile],
        "address": address,
        "source": request.GET.get("from", ""),
        "has_before": Classroom.objects.visible_to(request.user).filter(school=school, year__year=year - 1).exists(),
    }
    return render(request, "schools/homerooms.html", context)


def place(request: StaffRequest, year: int) -> tuple[School, AcademicYear]:
    ours = request.user.rights.schools("school_admin", "head")
    if not ours:
        raise PermissionDenied("หน้านี้สำหรับผู้ดูแลบัญชีและผู้อำนวยการ")
    schools = School.objects.visible_to(request.user).filter(pk__in=ours).order_by("pk")
    asked = request.GET.get("school", "")
    school = get_object_or_404(schools, public_id=asked) if asked else schools[0]
    if not rules.may_appoint_homerooms(request.user, school):
        raise PermissionDenied
    years = AcademicYear.objects.visible_to(request.user).filter(area=school.area_id)
    return school, get_object_or_404(years, year=year)


def staff_of(request: StaffRequest, school: School) -> QuerySet[User]:
    return User.objects.visible_to(request.user).filter(school=school, is_active=True)


def save(request: StaffRequest, school: School, year: AcademicYear, rooms: list[Classroom], staff: list[User]) -> None:
    if request.POST.get("go") == "copy":
        made = actions.copy_rooms(school, year=year, by=request.user)
        messages.success(request, f"เพิ่มห้องของปี {year.year} แล้ว {made} ห้อง")
        return
    known = {one.public_id: one for one in staff if one.pk != request.user.pk}
    sent = {room: request.POST.getlist(f"room-{room.public_id}") for room in rooms}
    teachers = {room: [known[one] for one in names if one in known] for room, names in sent.items() if names}
    shown = {room: set(filter(None, request.POST.get(f"seen-{room.public_id}", "").split(","))) for room in teachers}
    mended = {
        room: held for room, held in teachers.items() if {one.public_id for one in held} != shown[room] & {*known}
    }
    changed = actions.assign_homerooms(school, year=year, teachers=mended, shown=shown, by=request.user)
    messages.success(request, f"บันทึกครูประจำชั้นแล้ว เปลี่ยน {changed} หน้าที่" if changed else "ไม่มีหน้าที่ที่เปลี่ยน")


@dataclass(frozen=True)
class Row:
    """A room: the own duty that stays, for each place the staff and who is chosen; who holds it now."""

    room: Classroom
    own: list[str]
    places: list[list[tuple[User, bool]]]
    seen: str  # public ids
    now: str  # names


def rows(
    request: StaffRequest, rooms: list[Classroom], staff: list[User], school: School, year: AcademicYear
) -> list[Row]:
    """Empty rooms show what is proposed; what was typed stays when the page comes back."""
    begins = max(timezone.localdate(), year.starts_on)
    duties = Appointment.objects.visible_to(request.user).filter(role=Role.HOMEROOM, school=school)
    of_room: dict[int, list[User]] = {}
    running = duties.filter(classroom__in=rooms, until_on__gte=begins).order_by("from_on", "pk")
    for duty in running.select_related("user"):
        of_room.setdefault(duty.classroom_id or 0, []).append(duty.user)
    before = last_year(duties, year)
    shown = []
    for room in rooms:
        held = of_room.get(room.pk, [])
        proposed = [one.pk for one in held] or before.get(source(request.GET.get("from", ""), room), [])
        own = [request.user.display_name] if request.user in held else []
        others = [pk for pk in typed_of(request, room, staff) or proposed if pk != request.user.pk]
        places = [*others, *[0] * (PLACES - len(others) - len(own))]
        choosable = [one for one in staff if one.pk != request.user.pk]
        choices = [[(one, one.pk == chosen) for one in choosable] for chosen in places]
        seen = ",".join(sorted(one.public_id for one in held))
        shown.append(Row(room, own, choices, seen, " ".join(one.call_name for one in held)))
    return shown


def typed_of(request: StaffRequest, room: Classroom, staff: list[User]) -> list[int]:
    known = {one.public_id: one.pk for one in staff}
    return [known.get(one, 0) for one in request.POST.getlist(f"room-{room.public_id}")]


def last_year(duties: Any, year: AcademicYear) -> dict[Where, list[int]]:
    found: dict[Where, list[int]] = {}
    held = duties.filter(classroom__year__year=year.year - 1).order_by("-until_on", "pk")
    for level, to_level, number, person in held.values_list(
        "classroom__level", "classroom__to_level", "classroom__number", "user"
    ):
        kept = found.setdefault((level, to_level, number), [])
        if person not in kept and len(kept) < PLACES:
            kept.append(person)
    return found


def source(way: str, room: Classroom) -> Where:
    """The room of last year whose teachers are proposed; nowhere when nothing is asked for."""
    if way == "same":
        return room.level, room.to_level, room.number
    return (room.level - 1, room.to_level - 1, room.number) if way == "up" else (0, 0, 0)
