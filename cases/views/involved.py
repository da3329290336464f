"""The children of an incident: added by room and name, taken out again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cases import actions
from cases.forms.incidents import InvolveForm
from cases.models import IllegalMove, Involved
from cases.views.answers import refused
from cases.views.incidents import act_on, conflict, the_incident
from journal.actions import record
from journal.models import Verb
from schools.http import StaffRequest, once
from schools.models import Classroom
from students.models import Student


@require_http_methods(["GET", "HEAD", "POST"])
def involve(request: StaffRequest, iid: str) -> HttpResponse:
    """A room, then a child of it and as what she was in it."""
    user = request.user
    incident = the_incident(request, iid)
    rooms = list(
        Classroom.objects.visible_to(user).filter(school=incident.school_id, students__isnull=False).distinct()
    )
    rooms.sort(key=lambda room: (room.level, room.to_level, room.number))
    asked = request.POST.get("room") or request.GET.get("room")
    room = next((one for one in rooms if one.public_id == asked), None)
    if asked and room is None:
        raise Http404
    children = list(Student.objects.visible_to(user).in_room(room).by_number()) if room else []
    form = InvolveForm(request.POST or None, children=[(one.public_id, named(one)) for one in children])
    if room and request.method != "POST":
        record(Verb.SEARCHED, room, by=user, page="involve")
    if form.is_valid():
        student = next(one for one in children if one.public_id == form.cleaned_data["child"])
        part = form.cleaned_data["part"]

        def act() -> str:
            actions.involve(incident, student, part=part, by=user)
            messages.success(request, f"เพิ่ม{student.short_name}แล้ว")
            return reverse("cases:incident", args=[incident.public_id])

        return act_on(request, incident, act)
    context = {"incident": incident, "form": form, "rooms": rooms, "room": room}
    return refused(request, "cases/involve.html", context)


def named(student: Student) -> str:
    number = f"{student.number} " if student.number else ""
    return f"{number}{student.full_name}"


@require_POST
def uninvolve(request: StaffRequest, iid: str, sid: str) -> HttpResponse:
    """Only a child of this very incident."""
    incident = the_incident(request, iid)
    inside = Involved.objects.visible_to(request.user).filter(incident=incident).select_related("student")
    involved = get_object_or_404(inside, student__public_id=sid)

    def act() -> str:
        actions.uninvolve(incident, involved, by=request.user)
        messages.success(request, "นำออกจากเหตุการณ์แล้ว")
        return reverse("cases:incident", args=[incident.public_id])

    try:
        return once(request, act)
    except IllegalMove as illegal:
        return conflict(request, incident, None, back=reverse("cases:incident", args=[iid]), why=str(illegal))
