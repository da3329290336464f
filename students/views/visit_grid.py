"""The small forms of a room typed back: a row per child who has not been visited, saved all together or not at all."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from schools.http import StaffRequest
from schools.models import Classroom
from students import actions, coverage, rules
from students.forms.small_visits import SMALL, DayForm, SmallForm
from students.models import Student
from students.views.visits import lines_of


@dataclass(frozen=True)
class Row:
    student: Student
    form: SmallForm


@require_http_methods(["GET", "HEAD", "POST"])
def visit_grid(request: StaffRequest, cid: str) -> HttpResponse:
    room = get_object_or_404(Classroom.objects.visible_to(request.user).select_related("school", "year"), public_id=cid)
    if not rules.may_visit_room(request.user, room):
        raise PermissionDenied
    campaign = coverage.current(room.school, timezone.localdate())
    missing = [line.student for line in lines_of(request, room, campaign) if not line.visit]
    typed = request.POST if request.method == "POST" else None
    day = DayForm(typed)
    rows = rows_of(missing, typed, day)
    if typed is not None and day.is_valid():
        filled = [row for row in rows if row.form.is_bound]
        if filled and all(row.form.is_valid() for row in filled):
            saved = actions.record_small_forms(
                room, forms=[(row.student, row.form.told()) for row in filled], by=request.user
            )
            messages.success(request, f"บันทึกการเยี่ยมบ้าน {saved}\u00a0คนแล้ว")
            return redirect(f"{reverse('students:visits')}?class={room.public_id}")
        if not filled:
            day.add_error(None, "ยังไม่ได้กรอกแถวใดเลย")
    problems = [(row.student, row.form) for row in rows if row.form.is_bound and row.form.errors]
    context = {"room": room, "campaign": campaign, "rows": rows, "form": day, "problems": problems, "questions": SMALL}
    return render(request, "students/visit_grid.html", context)


def rows_of(children: list[Student], typed: QueryDict | None, day: DayForm) -> list[Row]:
    """A row that was left empty is not asked anything."""
    on = day.cleaned_data.get("day") if typed is not None and day.is_valid() else None
    rows = []
    for child in children:
        form = SmallForm(typed, prefix=child.public_id, day=on)
        rows.append(Row(child, form if typed is None or form.is_filled() else SmallForm(prefix=child.public_id)))
    return rows
