"""ห้องเรียนสีขาว: the offices of a room's children by its four sides, and the board to hang up."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from activities import actions, rules
from activities.documents import committees as papers
from activities.forms.committees import OFFICES, DutiesForm
from activities.models import RoomDuty
from activities.views.answers import conflict
from activities.views.meetings import children_of, the_room
from journal.papers import disclose
from schools.http import StaffRequest
from schools.models import Classroom


@require_http_methods(["GET", "HEAD", "POST"])
def white_room(request: StaffRequest, cid: str) -> HttpResponse:
    """The board on top, below it a line per child to choose from."""
    room = the_room(request, cid)
    if not rules.may_see_duties(request.user, room):
        raise PermissionDenied
    may_edit = rules.keeps_room(request.user, room)
    if request.method == "POST" and not may_edit:
        raise PermissionDenied
    children = children_of(request, room)
    held = list(RoomDuty.objects.visible_to(request.user).filter(classroom=room, student__in=children).order_by("pk"))
    form = DutiesForm(request.POST if request.method == "POST" else None, children=children, held=held)
    problems: list[str] = []
    if request.method == "POST":
        answer, problems = saved(request, room, form)
        if answer:
            return answer
    context = {
        "room": room,
        "board": papers.board_of(request.user, room),
        "form": form,
        "problems": problems,
        "version": request.POST.get("version") or actions.duties_seen(held),
        "may_edit": may_edit,
    }
    return render(request, "activities/white_room.html", context)


def saved(request: StaffRequest, room: Classroom, form: DutiesForm) -> tuple[HttpResponse | None, list[str]]:
    """Raises Http404 for a child who is not on the page."""
    if form.unknown:
        raise Http404
    if form.wrong:
        return None, [f"{row.student.first_name}: เลือกหน้าที่จากรายการ และไม่ซ้ำฝ่ายกัน" for row in form.wrong]
    among, seen = [row.student for row in form.rows], request.POST.get("version", "")[:12]
    was = int(seen) if seen.isdecimal() else 0
    try:
        count = actions.set_duties(room, among=among, duties=form.told(), was=was, by=request.user)
    except ValidationError as refusal:
        return None, refusal.messages
    except actions.StaleDuties as changed:
        return stale(request, room, form, list(changed.stored)), []
    messages.success(request, f"บันทึกแล้ว เปลี่ยน {count}\u00a0หน้าที่" if count else "ไม่มีอะไรเปลี่ยน")
    return redirect("activities:white_room", room.public_id), []


def stale(request: StaffRequest, room: Classroom, form: DutiesForm, stored: list[RoomDuty]) -> HttpResponse:
    now = DutiesForm(None, children=[row.student for row in form.rows], held=stored)
    return conflict(
        request,
        title=f"ห้องเรียนสีขาว {room.name}",
        back=reverse("activities:white_room", args=[room.public_id]),
        version=actions.duties_seen(stored),
        differences=[
            (mine.student.short_name, words(theirs.chosen), words(mine.chosen))
            for mine, theirs in zip(form.rows, now.rows, strict=True)
            if set(mine.chosen) != set(theirs.chosen)
        ],
    )


def words(chosen: tuple[str, ...]) -> str:
    return ", ".join(OFFICES[office] for office in chosen if office) or "–"


@require_safe
def white_room_pdf(request: StaffRequest, cid: str) -> HttpResponse:
    room = the_room(request, cid)
    if not rules.may_see_duties(request.user, room):
        raise PermissionDenied
    duties = RoomDuty.objects.visible_to(request.user).filter(classroom=room, student__classroom=room)
    return disclose(
        request,
        papers.white_room_board,
        about=room,
        filename=f"ห้องเรียนสีขาว-{room.name.replace('/', '-')}.pdf",
        students=sorted(set(duties.values_list("student", flat=True))),
        classroom_id=room.pk,
    )
