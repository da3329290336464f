"""The step into a new year, for a whole school: room by room, who is different, then one look and one act."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from schools.http import StaffRequest, once
from schools.models import AcademicYear, Classroom, School
from schools.rules import may_appoint_homerooms
from students import actions, rules
from students.forms import decided_children, decided_rooms
from students.models import Import
from students.next_year import NextYear, draw
from students.rolling import GRADUATE, LEAVE, REPEAT, Step

# What may be said of one child; rooms come behind.
EXCEPTIONS = (("", "ตามห้อง"), (REPEAT, "ซ้ำชั้น"), (LEAVE, "ย้ายหรือจำหน่ายออก"), (GRADUATE, "จบการศึกษา"))


@require_http_methods(["GET", "HEAD", "POST"])
def roll_over(request: StaffRequest, year: int) -> HttpResponse:
    """`?class=` opens one room's children, `?show=check` the numbers before the act."""
    school, into = place(request, year)
    plan = draw(school, year=into, by=request.user)
    if request.method == "POST":
        rooms, children = decided_rooms(request.POST, plan), decided_children(request.POST, plan)
        actions.decide_roll_over(school, year=into, rooms=rooms, children=children, by=request.user)
        messages.success(request, "บันทึกที่เลือกไว้แล้ว ยังไม่มีใครย้ายห้องจนกว่าจะยืนยัน")
        return redirect(onward(request, school, into))
    return render(request, "students/roll_over.html", context_of(request, plan))


@require_POST
def confirm_roll_over(request: StaffRequest, year: int) -> HttpResponse:
    school, into = place(request, year)
    try:
        return once(request, lambda: done(request, school, into))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
        return redirect(f"{address(school, into)}&show=check")


def done(request: StaffRequest, school: School, into: AcademicYear) -> str:
    run = actions.roll_over(school, year=into, signature=request.POST.get("signature", ""), by=request.user)
    return reverse("students:import_result", args=[run.public_id])


def place(request: StaffRequest, year: int) -> tuple[School, AcademicYear]:
    """The school whose register she keeps (`?school=` when there are several) and the year to step into."""
    if not rules.may_roll_over_somewhere(request.user):
        raise PermissionDenied
    schools = School.objects.visible_to(request.user).filter(pk__in=request.user.rights.schools("registrar"))
    asked = request.GET.get("school", "")
    school = get_object_or_404(schools, public_id=asked) if asked else schools.order_by("pk")[0]
    years = AcademicYear.objects.visible_to(request.user).filter(area=school.area_id)
    return school, get_object_or_404(years, year=year)


def onward(request: StaffRequest, school: School, into: AcademicYear) -> str:
    """Where the pressed button leads: the children of a room, the check, or the same page."""
    go = request.POST.get("go", "")
    base = address(school, into)
    if go == "check":
        return f"{base}&show=check"
    rooms = Classroom.objects.visible_to(request.user).filter(school=school, public_id=go)
    return f"{base}&class={go}#children" if rooms.exists() else base


def address(school: School, into: AcademicYear) -> str:
    return f"{reverse('students:roll_over', args=[into.year])}?school={school.public_id}"


def context_of(request: StaffRequest, plan: NextYear) -> dict[str, Any]:
    opened = request.GET.get("class", "")
    kept = plan.kept
    run = kept.run if kept else None
    return {
        "plan": plan,
        "before": plan.year.year - 1,
        "groups": plan.groups,
        "opened": opened,
        "children": children_of(plan, opened),
        "checks": request.GET.get("show") == "check",
        "has_begun": timezone.localdate() >= plan.year.starts_on,
        "run": run if run and run.state == Import.State.CONFIRMED else None,
        "action": address(plan.school, plan.year),
        "may_appoint": may_appoint_homerooms(request.user, plan.school),
    }


def children_of(plan: NextYear, opened: str) -> list[tuple[Any, str, list[tuple[str, str]]]]:
    """(child, what is said of her, what could be) for the opened room."""
    said = plan.kept.children if plan.kept else {}
    found = []
    for step in plan.steps:
        child = plan.students[step.pupil.ref]
        if child.classroom and child.classroom.public_id == opened:
            found.append((child, said.get(child.public_id, ""), choices(plan, step)))
    return found


def choices(plan: NextYear, step: Step) -> list[tuple[str, str]]:
    """Besides the exceptions: the other rooms that hold her next level."""
    others = [room for room in plan.rooms if room.holds(step.pupil.level + 1)]
    return [*EXCEPTIONS, *((room.key, f"ห้อง {room.name}") for room in others)]
