"""What was seen of children: written in ten seconds, read for one child and for a room, taken back with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from activities import actions, points, rules
from activities.documents import observations as papers
from activities.forms.observations import CancelForm, ObserveForm
from activities.models import Circle, ConductRule, Membership, Observation
from activities.terms import term_of
from journal.actions import record
from journal.models import Verb
from journal.papers import disclose
from schools.http import StaffRequest, once
from schools.models import Classroom
from schools.thai import clean
from students.models import Student

page = require_http_methods(["GET", "HEAD", "POST"])
A_PAGE = 50


@dataclass(frozen=True)
class Seen:
    """Who may be written about on the page, and the place it was asked from."""

    children: Sequence[Student] = field(default_factory=list)
    one: Student | None = None
    room: Classroom | None = None
    circle: Circle | None = None

    @property
    def back(self) -> str:
        if self.one is not None:
            return reverse("activities:observations_of", args=[self.one.public_id])
        if self.room is not None:
            return reverse("activities:class_observations", args=[self.room.public_id])
        return reverse("activities:observe")


@page
def observe(request: StaffRequest) -> HttpResponse:
    """`?student=` one child, `?class=` a room's, `?circle=` a group's; with nothing her first room's."""
    if not rules.may_observe_somewhere(request.user):
        raise PermissionDenied
    rooms = rooms_of(request)
    asked = asked_for(request, rooms)
    school = asked.children[0].school_id if asked.children else None
    offered = ConductRule.objects.visible_to(request.user).filter(school=school).in_use()
    typed = request.POST if request.method == "POST" else None
    form = ObserveForm(typed, among=asked.children, one=asked.one, rules=offered)
    if form.is_valid():
        try:
            return once(request, lambda: observed(request, form, asked))
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = {"form": form, "asked": asked, "rooms": rooms, "query": request.GET.urlencode()}
    return render(request, "activities/observe.html", context)


def rooms_of(request: StaffRequest) -> list[Classroom]:
    """This year's rooms whose children she may write about, her own first."""
    today = timezone.localdate()
    found = Classroom.objects.visible_to(request.user).select_related("school")
    found = found.filter(year__starts_on__lte=today, year__ends_on__gte=today).in_order()
    rooms = [room for room in found if rules.may_observe_room(request.user, room)]
    return sorted(rooms, key=lambda room: room.pk not in request.user.rights.rooms)


def asked_for(request: StaffRequest, rooms: list[Classroom]) -> Seen:
    """Raises Http404 for what she cannot see, PermissionDenied for a child she may not write about."""
    children = Student.objects.visible_to(request.user).select_related("school", "classroom")
    if sid := clean(request.GET.get("student", ""))[:8]:
        one = get_object_or_404(children, public_id=sid)
        if not rules.may_observe(request.user, one):
            raise PermissionDenied
        return Seen([one], one=one)
    if kid := clean(request.GET.get("circle", ""))[:8]:
        circle = get_object_or_404(Circle.objects.visible_to(request.user), public_id=kid)
        members = Membership.objects.visible_to(request.user).now().filter(circle=circle).values("student")
        return Seen(may_be_seen(request, list(children.filter(pk__in=members).by_number())), circle=circle)
    cid = request.GET.get("class")
    room = next((one for one in rooms if cid in (None, one.public_id)), None)
    if room is None and cid:
        raise Http404
    return Seen(may_be_seen(request, list(children.in_room(room).by_number()) if room else []), room=room)


def may_be_seen(request: StaffRequest, children: list[Student]) -> list[Student]:
    return [child for child in children if rules.may_observe(request.user, child)]


def observed(request: StaffRequest, form: ObserveForm, asked: Seen) -> str:
    made = actions.observe(form.chosen(), by=request.user, **form.told())
    names = made[0].student.first_name if len(made) == 1 else f"{len(made)}\u00a0คน"
    messages.success(request, f"บันทึก{made[0].get_tone_display()} {names} แล้ว")
    return asked.back


@require_safe
def observations_of(request: StaffRequest, sid: str) -> HttpResponse:
    """One child's, newest first, cancelled ones struck through; pages of 50 (`?before=`)."""
    children = Student.objects.visible_to(request.user).select_related("school", "classroom")
    student = get_object_or_404(children, public_id=sid)
    if not rules.may_read_observations(request.user, student):
        raise PermissionDenied
    record(Verb.VIEWED, student, by=request.user, page="observations")
    now = timezone.now()
    found = Observation.objects.visible_to(request.user).filter(student=student).select_related("by", "rule")
    found = found.select_related("cancelled_by").latest_first()
    at = page_number(request)
    lines = list(found[(at - 1) * A_PAGE : at * A_PAGE + 1])
    context = {
        "student": student,
        "lines": [(one, may_take_back(request, one)) for one in lines[:A_PAGE]],
        "standing": points.of_child(request.user, student, on=timezone.localdate()),
        "term": term_of(timezone.localtime(now).date()),
        "may_observe": rules.may_observe(request.user, student),
        "page": at,
        "has_more": len(lines) > A_PAGE,
    }
    return render(request, "activities/observations_of.html", context)


def page_number(request: StaffRequest) -> int:
    asked = request.GET.get("page", "")[:4]
    return max(1, int(asked)) if asked.isdecimal() else 1


def may_take_back(request: StaffRequest, observation: Observation) -> bool:
    is_standing = observation.cancelled_at is None
    return is_standing and rules.may_cancel(request.user, observation, now=timezone.now())


@require_safe
def class_observations(request: StaffRequest, cid: str) -> HttpResponse:
    """Counts per child of the room, and of whom nothing good was written this term."""
    room = the_room(request, cid)
    today = timezone.localdate()
    children = may_be_seen(request, children_of(request, room))
    lines = points.of_children(request.user, children, on=today)
    year, term = term_of(today)
    context = {
        "room": room,
        "lines": lines,
        "unpraised": [line.student for line in lines if not line.this_term],
        "year": year,
        "term": term,
        "praises": sum(line.praises for line in lines),
        "concerns": sum(line.concerns for line in lines),
    }
    return render(request, "activities/class_observations.html", context)


@require_safe
def class_observations_xlsx(request: StaffRequest, cid: str) -> HttpResponse:
    room = the_room(request, cid)
    return disclose(
        request,
        papers.room_observations,
        about=room,
        filename=f"สิ่งที่เห็น-{room.name.replace('/', '-')}.xlsx",
        students=[child.pk for child in may_be_seen(request, children_of(request, room))],
        classroom_id=room.pk,
    )


def the_room(request: StaffRequest, cid: str) -> Classroom:
    room = get_object_or_404(Classroom.objects.visible_to(request.user).select_related("school", "year"), public_id=cid)
    if not rules.may_observe_room(request.user, room):
        raise PermissionDenied
    return room


def children_of(request: StaffRequest, room: Classroom) -> list[Student]:
    return list(Student.objects.visible_to(request.user).in_room(room).by_number())


@page
def cancel_observation(request: StaffRequest, oid: str) -> HttpResponse:
    seen = Observation.objects.visible_to(request.user).select_related("student__classroom", "rule", "by")
    observation = get_object_or_404(seen, public_id=oid)
    if not may_take_back(request, observation):
        raise PermissionDenied
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.cancel_observation(observation, by=request.user, **form.cleaned_data)
        messages.success(request, "ยกเลิกแล้ว ข้อความเดิมยังอ่านได้และคะแนนกลับมาแล้ว")
        return redirect("activities:observations_of", observation.student.public_id)
    context = {"observation": observation, "student": observation.student, "form": form}
    return render(request, "activities/cancel_observation.html", context)
