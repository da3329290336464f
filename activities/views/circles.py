"""Clubs, remedial and other groups: the list, one group with its children, picking them room by room, its end."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities import actions, rules
from activities.coverage import counts_of
from activities.forms.circles import CircleForm
from activities.models import Activity, Circle, Membership, Participation
from activities.views.activities import opens
from activities.views.answers import conflict
from schools.calendar import academic_year
from schools.http import StaffRequest, once
from schools.models import Classroom, School
from schools.thai import clean
from students.models import Student

page = require_http_methods(["GET", "HEAD", "POST"])
LATEST = 10


@require_safe
def circles(request: StaffRequest) -> HttpResponse:
    """The groups that she leads, keeps, or has a child in, also an earlier year's nobody has ended.

    `?ended=1` those that are over.
    """
    if not rules.may_list_activities(request.user):
        raise PermissionDenied
    over = bool(request.GET.get("ended"))
    found = Circle.objects.visible_to(request.user).filter(ended_at__isnull=not over).select_related("led_by", "school")
    members = Count("memberships", filter=Q(memberships__until_on=None), distinct=True)
    context = {
        "circles": found.annotate(members=members).order_by("-year", "kind", "name"),
        "is_over": over,
        "year": academic_year(timezone.localdate()),
        "may_make": bool(schools_for(request)),
    }
    return render(request, "activities/circles.html", context)


def schools_for(request: StaffRequest) -> list[School]:
    """Where she may make a group."""
    schools = School.objects.visible_to(request.user).filter(pk__in=request.user.rights.care_schools)
    return [school for school in schools.order_by("name") if rules.may_make_circle(request.user, school.pk)]


@page
def new_circle(request: StaffRequest) -> HttpResponse:
    """In her school; of several `?school=` names one."""
    schools = schools_for(request)
    if not schools:
        raise PermissionDenied
    wanted = request.GET.get("school", "")
    school = next((one for one in schools if one.public_id == wanted), None if wanted else schools[0])
    if school is None:
        raise Http404
    form = CircleForm(request.POST if request.method == "POST" else None, school=school, user=request.user)
    if form.is_valid():
        try:
            return once(request, lambda: made(request, school, form))
        except ValidationError as refusal:
            form.add_error("name", refusal.messages)
    return render(request, "activities/new_circle.html", {"form": form, "school": school, "schools": schools})


def made(request: StaffRequest, school: School, form: CircleForm) -> str:
    circle = actions.make_circle(school, by=request.user, **form.told())
    messages.success(request, f"เปิด{circle.get_kind_display()} “{circle.name}” แล้ว เลือกสมาชิกต่อได้เลย")
    return reverse("activities:members", args=[circle.public_id])


@require_safe
def circle(request: StaffRequest, gid: str) -> HttpResponse:
    found = the_circle(request, gid)
    done = Activity.objects.visible_to(request.user).filter(circle=found).standing().latest_first()
    lines = list(done.select_related("led_by")[:LATEST])
    counts = counts_of(Participation.objects.visible_to(request.user).filter(activity__in=[line.pk for line in lines]))
    inside = members_of(request, found)
    context = {
        "circle": found,
        "members": inside,
        "opens": opens(request, [membership.student_id for membership in inside]),
        "lines": [(line, counts.get(line.pk, {})) for line in lines],
        "may_keep": rules.keeps_circle(request.user, found) and not found.ended_at,
        "may_record": rules.may_record_of_circle(request.user, found),
        "may_reopen": rules.may_reopen_circle(request.user, found, year=academic_year(timezone.localdate())),
    }
    return render(request, "activities/circle.html", context)


def the_circle(request: StaffRequest, gid: str) -> Circle:
    seen = Circle.objects.visible_to(request.user).select_related("school", "led_by")
    return get_object_or_404(seen, public_id=gid)


def kept(request: StaffRequest, gid: str) -> Circle:
    found = the_circle(request, gid)
    if found.ended_at or not rules.keeps_circle(request.user, found):
        raise PermissionDenied
    return found


def members_of(request: StaffRequest, found: Circle) -> list[Membership]:
    seen = Membership.objects.visible_to(request.user).filter(circle=found).now().select_related("student__classroom")
    return list(
        seen.order_by("student__classroom__level", "student__classroom__number", "student__number", "student__sort_key")
    )


@page
def edit_circle(request: StaffRequest, gid: str) -> HttpResponse:
    found = kept(request, gid)
    typed = request.POST if request.method == "POST" else None
    form = CircleForm(typed, school=found.school, user=request.user, circle=found)
    if form.is_valid():
        try:
            version = form.cleaned_data["version"] or 0
            actions.edit_circle(found, version=version, by=request.user, **form.told())
        except actions.StaleCircle as stale:
            return conflict(
                request,
                title=stale.circle.name,
                back=reverse("activities:circle", args=[found.public_id]),
                version=stale.circle.version,
                differences=differences(stale.circle, form),
            )
        except ValidationError as refusal:
            form.add_error("name", refusal.messages)
        else:
            messages.success(request, "แก้ไขแล้ว")
            return redirect("activities:circle", found.public_id)
    return render(request, "activities/edit_circle.html", {"circle": found, "form": form})


def differences(now: Circle, form: CircleForm) -> list[tuple[str, Any, Any]]:
    told = [(name, getattr(now, name), value) for name, value in form.told().items()]
    return [(str(form.fields[name].label), stored, value) for name, stored, value in told if stored != value]


@page
def members(request: StaffRequest, gid: str) -> HttpResponse:
    """A tick per child of one room (`?room=`); without a room, who is in it now, to take somebody out."""
    found = kept(request, gid)
    rooms = rooms_of(request, found)
    room = chosen_room(request, rooms)
    inside = members_of(request, found)
    children = (
        list(Student.objects.visible_to(request.user).in_room(room).by_number())
        if room
        else [membership.student for membership in inside]
    )
    now = {membership.student_id for membership in inside}
    ticked, stored = now, now
    gone: list[Student] = []
    if request.method == "POST":
        ticked, gone = chosen_of(request, found, children)
        try:
            return once(request, lambda: changed(request, found, room, children, ticked))
        except actions.StaleMembers as stale:
            stored = set(stale.stored)
    context = {
        "circle": found,
        "rooms": rooms,
        "room": room,
        "children": [(child, child.pk in ticked, (child.pk in ticked) != (child.pk in stored)) for child in children],
        "was": actions.members_seen(child.pk for child in children if child.pk in stored),
        "gone": gone,
        "number": len(inside),
        "is_stale": request.method == "POST",
    }
    return render(request, "activities/members.html", context, status=409 if request.method == "POST" else 200)


def chosen_of(request: StaffRequest, found: Circle, children: list[Student]) -> tuple[set[int], list[Student]]:
    """(keys of the ticked, children ticked who were taken out since).  Raises Http404 for anybody else."""
    chosen = set(request.POST.getlist("student"))
    known = {child.public_id: child.pk for child in children}
    others = [clean(sid)[:8] for sid in chosen - set(known)]
    former = Membership.objects.visible_to(request.user).filter(circle=found, student__public_id__in=others)
    former = former.exclude(until_on=None)
    gone = {one.student.public_id: one.student for one in former.select_related("student")}
    if set(others) != set(gone) or len(others) != len(chosen - set(known)):
        raise Http404
    return {known[sid] for sid in chosen & set(known)}, list(gone.values())


def changed(
    request: StaffRequest, found: Circle, room: Classroom | None, children: list[Student], wanted: set[int]
) -> str:
    was = request.POST.get("was", "")
    joined, left = actions.set_members(found, among=children, chosen=wanted, was=was, by=request.user)
    said = [f"เข้า {joined}\u00a0คน"] * bool(joined) + [f"ออก {left}\u00a0คน"] * bool(left)
    messages.success(request, f"{room.name if room else found.name}: {' '.join(said) or 'ไม่มีอะไรเปลี่ยน'}")
    return reverse("activities:members" if room else "activities:circle", args=[found.public_id])


def rooms_of(request: StaffRequest, found: Circle) -> list[Classroom]:
    today = timezone.localdate()
    rooms = Classroom.objects.visible_to(request.user).filter(school=found.school_id)
    rooms = rooms.filter(year__starts_on__lte=today, year__ends_on__gte=today).in_order()
    return [room for room in rooms if rules.may_pick_from(request.user, found, room)]


def chosen_room(request: StaffRequest, rooms: list[Classroom]) -> Classroom | None:
    """404 for a room she may not take children of."""
    wanted = clean(request.GET.get("room", ""))
    if not wanted:
        return None
    for room in rooms:
        if room.public_id == wanted:
            return room
    raise Http404


@require_POST
def end_circle(request: StaffRequest, gid: str) -> HttpResponse:
    found = kept(request, gid)
    actions.end_circle(found, by=request.user)
    messages.success(request, f"ปิด{found.get_kind_display()} “{found.name}” แล้ว บันทึกที่ทำไว้ยังอยู่ เปิดอีกครั้งได้จากหน้านี้")
    return redirect("activities:circle", found.public_id)


@require_POST
def reopen_circle(request: StaffRequest, gid: str) -> HttpResponse:
    """Its end was a slip: with its members, to be looked through on the next page."""
    found = the_circle(request, gid)
    if not rules.may_reopen_circle(request.user, found, year=academic_year(timezone.localdate())):
        raise PermissionDenied
    joined = actions.reopen_circle(found, by=request.user)
    messages.success(request, f"เปิดกลุ่มอีกครั้งแล้ว สมาชิกกลับมา {joined}\u00a0คน ตรวจรายชื่ออีกครั้ง")
    return redirect("activities:members", found.public_id)
