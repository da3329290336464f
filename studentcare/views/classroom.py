"""One room: its children by เลขที่, how far the steps are, and the papers of the class."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from activities import coverage as activity_coverage
from activities import families
from activities import rules as activity_rules
from activities.models import Activity, Kind
from activities.terms import term_of
from cases import rules as case_rules
from cases.gaps import current_rows, rounds_of
from schools.duties import held
from schools.http import StaffRequest
from schools.models import Classroom, Role, User
from screening import rules as screening_rules
from screening.models import Round, Row
from studentcare import rules, steps
from students import coverage
from students import rules as student_rules
from students.coverage import RoomVisits
from students.models import Student


@dataclass(frozen=True)
class Child:
    """`group` None: not for this person; 0: not screened."""

    student: Student
    group: int | None


@require_safe
def classroom(request: StaffRequest, cid: str) -> HttpResponse:
    user = request.user
    rooms = Classroom.objects.visible_to(user).select_related("school", "year")
    room = get_object_or_404(rooms, public_id=cid)
    if not rules.may_open_room(user, room):
        raise PermissionDenied("หน้านี้สำหรับผู้ดูแลนักเรียนของห้อง")
    round_ = rounds_of(room.school).current
    sees_results = screening_rules.may_see_results(user, room)
    children = children_of(user, room, round_ if sees_results else None, sees_results=sees_results)
    context = {
        "room": room,
        "round": round_,
        "children": children,
        "teachers": teachers_of(room),
        "steps": steps.of_rooms(user, [room], round_, current_rows(user))[room.pk] if sees_results else None,
        "visits": visits(user, room),
        "promoting": promoting(user, room, children),
        "tables": student_rules.first_table(user, room),
        "may": may(user, room, round_),
    }
    return render(request, "studentcare/classroom.html", context)


def visits(user: User, room: Classroom) -> RoomVisits | None:
    """How many have been visited in the campaign that runs, for who follows it."""
    campaign = coverage.current(room.school, timezone.localdate())
    if campaign is None or not student_rules.may_follow_visits(user, room):
        return None
    children = Student.objects.visible_to(user).in_room(room).count()
    return RoomVisits(room, children, coverage.counted(campaign).get(room.pk, 0))


@dataclass(frozen=True)
class Promoting:
    """Step 3 of a room: children who took part in anything this term, the last homeroom, what she may do.

    `meeting`: whose families came to this term's last meeting, for who follows the room.
    """

    reached: int
    enrolled: int
    homeroom: Activity | None
    may_record: bool
    may_follow_room: bool
    meeting: families.Turnout | None


def promoting(user: User, room: Classroom, children: list[Child]) -> Promoting | None:
    """Two statements."""
    if not activity_rules.may_follow(user, room):
        return None
    year, term = term_of(timezone.localdate())
    reached = activity_coverage.reached(room, year=year, term=term)
    hours = Activity.objects.visible_to(user).standing().filter(classroom=room, kind=Kind.HOMEROOM)
    follows = activity_rules.may_follow_room(user, room)
    held = families.latest_of(user, [room.pk], year=year, term=term) if follows else {}
    return Promoting(
        min(reached, len(children)),
        len(children),
        hours.latest_first().first(),
        activity_rules.keeps_room(user, room),
        follows,
        held.get(room.pk),
    )


def children_of(user: User, room: Classroom, round_: Round | None, *, sees_results: bool) -> list[Child]:
    children = list(Student.objects.visible_to(user).in_room(room).by_number())
    groups: dict[int, int] = {}
    if round_ is not None:
        groups = dict(Row.objects.visible_to(user).of(room, round_).values_list("student", "final_group"))
    return [Child(child, groups.get(child.pk, 0) if sees_results else None) for child in children]


def teachers_of(room: Classroom) -> list[User]:
    found = held(timezone.localdate(), Role.HOMEROOM).filter(classroom=room).order_by("user")
    return list(dict.fromkeys(one.user for one in found))


def may(user: User, room: Classroom, round_: Round | None) -> dict[str, bool]:
    return {
        "screen": round_ is not None and screening_rules.may_see_results(user, room),
        "record": screening_rules.keeps_room(user, room),
        "instruments": round_ is not None and screening_rules.may_open_instruments(user, room),
        "print": round_ is not None and screening_rules.may_print(user, room),
        "visits": student_rules.may_follow_visits(user, room),
        "gaps": case_rules.may_see_gaps(user, room),
        "handover": room.pk in user.rights.rooms or user.rights.has("counselor", school=room.school_id),
        "warned": screening_rules.keeps_room(user, room) or student_rules.leads_room(user, room),
        "number": room.pk in user.rights.rooms or user.rights.has("registrar", school=room.school_id),
        "register": user.rights.has("registrar", school=room.school_id),
    }
