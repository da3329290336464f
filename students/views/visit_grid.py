"""The small forms of a room typed back: a row per child who has not been visited, saved all together or not at all."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from schools.calendar import format_short
from schools.http import StaffRequest, once
from schools.models import Classroom
from students import actions, coverage, rules
from students.forms.small_visits import SMALL, DayForm, SmallForm
from students.models import Campaign, Student, Visit
from students.views.registrar import typed
from students.views.visits import lines_of

SAY_MOVED = "ไม่ได้อยู่ห้องนี้แล้ว แถวนี้ยังไม่ได้บันทึก ล้างแถวนี้แล้วกดบันทึกอีกครั้ง"


@dataclass(frozen=True)
class Row:
    student: Student
    form: SmallForm


@dataclass(frozen=True)
class Grid:
    rows: list[Row]
    day: DayForm

    @property
    def filled(self) -> list[Row]:
        return [row for row in self.rows if row.form.is_bound]

    @property
    def problems(self) -> list[tuple[Student, SmallForm]]:
        return [(row.student, row.form) for row in self.filled if row.form.errors]


class Refused(Exception):
    """Nothing was saved; the grid says why and keeps what was typed."""

    def __init__(self, grid: Grid) -> None:
        super().__init__()
        self.grid = grid


@require_http_methods(["GET", "HEAD", "POST"])
def visit_grid(request: StaffRequest, cid: str) -> HttpResponse:
    room = get_object_or_404(Classroom.objects.visible_to(request.user).select_related("school", "year"), public_id=cid)
    if not rules.may_visit_room(request.user, room):
        raise PermissionDenied
    campaign = coverage.current(room.school, timezone.localdate())
    try:
        if request.method == "POST":
            return once(request, lambda: saved(request, room, campaign))
        grid = grid_of(request, room, campaign)
    except Refused as refused:
        grid = refused.grid
    context = {"room": room, "campaign": campaign, "rows": grid.rows, "form": grid.day, "problems": grid.problems}
    return render(request, "students/visit_grid.html", context | {"questions": SMALL})


def saved(request: StaffRequest, room: Classroom, campaign: Campaign | None) -> str:
    """Where to go on. Raises Refused."""
    grid = grid_of(request, room, campaign)
    if grid.day.is_valid() and not grid.filled:
        grid.day.add_error(None, "ยังไม่ได้กรอกแถวใดเลย")
    if grid.problems or not grid.day.is_valid():
        raise Refused(grid)
    told = [(row.student, row.form.told()) for row in grid.filled]
    try:
        count = actions.record_small_forms(room, campaign=campaign, forms=told, by=request.user)
    except actions.Visited as visited:
        raise Refused(grid_of(request, room, campaign)) from visited
    messages.success(request, f"บันทึกการเยี่ยมบ้าน {count}\u00a0คนแล้ว")
    return f"{reverse('students:visits')}?class={room.public_id}"


def grid_of(request: StaffRequest, room: Classroom, campaign: Campaign | None) -> Grid:
    """Who is missing, and whoever a row was typed for: nothing typed goes away unsaid."""
    sent = typed(request)
    day = DayForm(sent)
    on = day.cleaned_data.get("day") if day.is_valid() else None
    lines = lines_of(request, room, campaign)
    rows = []
    for line in lines:
        form = SmallForm(sent, prefix=line.student.public_id, day=on)
        if sent is None or not form.is_filled():  # a row that was left empty is not asked anything
            form = SmallForm(prefix=line.student.public_id)
        if form.is_bound and line.visit:
            form.add_error("way", say_visited(line.visit))
        if form.is_bound or not line.visit:
            rows.append(Row(line.student, form))
    known = {line.student.public_id for line in lines}
    others = {name.removesuffix("-way") for name in sent or () if name.endswith("-way")} - known
    moved = Student.objects.visible_to(request.user).filter(public_id__in=others)
    for child in moved.by_number() if others else ():
        form = SmallForm(sent, prefix=child.public_id, day=on)
        if form.is_filled():
            form.add_error("way", SAY_MOVED)
            rows.append(Row(child, form))
    return Grid(rows, day)


def say_visited(visit: Visit) -> str:
    day = f" วันที่ {format_short(visit.visited_on)}" if visit.visited_on else ""
    return f"{visit.by.call_name} บันทึกการเยี่ยม{day} ไว้แล้ว แถวนี้ยังไม่ได้บันทึก ล้างแถวนี้ หรือแก้ที่หน้าของนักเรียน"
