"""The parents' network of a room and of a school (เครือข่ายผู้ปกครอง)."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from activities import actions, rules
from activities.documents import committees as papers
from activities.forms.committees import EndForm, ParentForm, SeatForm
from activities.models import Activity, Kind, ParentMember
from activities.views.answers import conflict
from activities.views.meetings import children_of, the_room
from journal.papers import disclose
from schools.http import StaffRequest, once
from schools.models import Classroom
from schools.thai import clean
from students.models import Guardian

page = require_http_methods(["GET", "HEAD", "POST"])
SEAT = ("name", "relation", "position", "phone", "address")


def followed(request: StaffRequest, cid: str) -> Classroom:
    room = the_room(request, cid)
    if not rules.may_follow_room(request.user, room):
        raise PermissionDenied
    return room


def kept(request: StaffRequest, cid: str) -> Classroom:
    room = the_room(request, cid)
    if not rules.keeps_room(request.user, room):
        raise PermissionDenied
    return room


@require_safe
def parents(request: StaffRequest, cid: str) -> HttpResponse:
    room = followed(request, cid)
    seats = ParentMember.objects.visible_to(request.user).filter(classroom=room).select_related("student")
    context = {
        "room": room,
        "serving": seats.serving().in_order(),
        "former": seats.exclude(ended_on=None).order_by("-ended_on", "-pk"),
        "may_edit": rules.keeps_room(request.user, room),
        "may_list_network": rules.may_list_network(request.user),
    }
    return render(request, "activities/parents.html", context)


@page
def add_parent(request: StaffRequest, cid: str) -> HttpResponse:
    """`?on=` a meeting: chosen that day; `?position=` the seat that is empty."""
    room = kept(request, cid)
    children = children_of(request, room)
    guardians = Guardian.objects.visible_to(request.user).filter(student__in=children).exclude(first_name="")
    guardians = guardians.order_by("student__number", "student__sort_key", "relation")
    start = {"chosen_on": day_of(request, room), "position": request.GET.get("position") or "member"}
    typed = request.POST if request.method == "POST" else None
    initial = {name: value for name, value in start.items() if value}
    form = ParentForm(typed, room=room, children=children, guardians=guardians, initial=initial)
    if form.is_valid():
        answer = attempt(form, lambda: once(request, lambda: added(request, room, form)))
        if answer:
            return answer
    return render(request, "activities/add_parent.html", {"room": room, "form": form})


def day_of(request: StaffRequest, room: Classroom) -> object:
    meetings = Activity.objects.visible_to(request.user).filter(kind=Kind.MEETING, classroom=room)
    return meetings.filter(public_id=clean(request.GET.get("on", ""))[:8]).values_list("held_on", flat=True).first()


def added(request: StaffRequest, room: Classroom, form: ParentForm) -> str:
    member = actions.add_parent(room, by=request.user, **form.cleaned_data)
    messages.success(request, f"เพิ่ม{member.get_position_display()} {member.name} แล้ว")
    return reverse("activities:parents", args=[room.public_id])


def attempt(form: Form, act: Callable[[], HttpResponse]) -> HttpResponse | None:
    """What was refused is said on the form."""
    try:
        return act()
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return None


def the_member(request: StaffRequest, mid: str) -> ParentMember:
    seats = ParentMember.objects.visible_to(request.user).select_related(
        "classroom__school", "classroom__year", "student"
    )
    member = get_object_or_404(seats, public_id=mid)
    if not rules.may_follow_room(request.user, member.classroom):
        raise PermissionDenied
    return member


@page
def edit_parent(request: StaffRequest, mid: str) -> HttpResponse:
    member = the_member(request, mid)
    if member.ended_on is not None or not rules.keeps_room(request.user, member.classroom):
        raise PermissionDenied
    typed = request.POST if request.method == "POST" else None
    form = SeatForm(typed, initial={name: getattr(member, name) for name in SEAT})
    if form.is_valid():
        try:
            answer = attempt(form, lambda: edited(request, member, form))
        except actions.StaleParent as changed:
            return stale(request, changed.member, form)
        if answer:
            return answer
    context = {"room": member.classroom, "member": member, "form": form, "version": version_of(request, member)}
    return render(request, "activities/edit_parent.html", context)


def version_of(request: StaffRequest, member: ParentMember) -> str:
    return request.POST.get("version", str(member.version))


def edited(request: StaffRequest, member: ParentMember, form: SeatForm) -> HttpResponse:
    version = version_of(request, member)[:12]
    actions.edit_parent(
        member, version=int(version) if version.isdecimal() else 0, by=request.user, **form.cleaned_data
    )
    messages.success(request, "บันทึกแล้ว")
    return redirect("activities:parents", member.classroom.public_id)


def stale(request: StaffRequest, now: ParentMember, form: SeatForm) -> HttpResponse:
    told = form.cleaned_data
    return conflict(
        request,
        title=now.name,
        back=reverse("activities:parents", args=[now.classroom.public_id]),
        version=now.version,
        differences=[
            (str(form.fields[name].label), shown(name, getattr(now, name)), shown(name, told[name]))
            for name in SEAT
            if getattr(now, name) != told[name]
        ],
    )


def shown(name: str, value: str) -> str:
    return str(ParentMember.Position(value).label) if name == "position" else value


@page
def end_parent(request: StaffRequest, mid: str) -> HttpResponse:
    """She leaves her seat; the next page offers to fill it."""
    member = the_member(request, mid)
    if member.ended_on is not None or not rules.keeps_room(request.user, member.classroom):
        raise PermissionDenied
    form = EndForm(request.POST if request.method == "POST" else None, since=member.chosen_on)
    if form.is_valid():
        answer = attempt(form, lambda: ended(request, member, form))
        if answer:
            return answer
    context = {"room": member.classroom, "member": member, "form": form}
    return render(request, "activities/end_parent.html", context)


def ended(request: StaffRequest, member: ParentMember, form: EndForm) -> HttpResponse:
    actions.end_parent(member, by=request.user, **form.cleaned_data)
    messages.success(request, f"{member.name} พ้นตำแหน่งแล้ว")
    if request.POST.get("act") == "next":
        new = reverse("activities:add_parent", args=[member.classroom.public_id])
        return redirect(f"{new}?position={member.position}")
    return redirect("activities:parents", member.classroom.public_id)


@require_safe
def parents_pdf(request: StaffRequest, cid: str) -> HttpResponse:
    room = followed(request, cid)
    seats = ParentMember.objects.visible_to(request.user).serving().filter(classroom=room)
    return disclose(
        request,
        papers.room_committee,
        about=room,
        filename=f"เครือข่ายผู้ปกครอง-{room.name.replace('/', '-')}.pdf",
        students=list(seats.values_list("student", flat=True).order_by("student")),
        classroom_id=room.pk,
    )


@require_safe
def network(request: StaffRequest) -> HttpResponse:
    """Everybody who serves in the rooms of this year, for counselors and heads."""
    if not rules.may_list_network(request.user):
        raise PermissionDenied
    seats = list(papers.serving(request.user, timezone.localdate()))
    rooms = Classroom.objects.visible_to(request.user).filter(pk__in=[seat.classroom_id for seat in seats])
    context = {"seats": seats, "rooms_with": rooms.count()}
    return render(request, "activities/network.html", context)


@require_safe
def network_xlsx(request: StaffRequest) -> HttpResponse:
    home = request.user.rights.home
    if not rules.may_list_network(request.user) or home is None:
        raise PermissionDenied
    seats = papers.serving(request.user, timezone.localdate())
    return disclose(
        request,
        papers.network,
        about=home,
        filename="เครือข่ายผู้ปกครอง.xlsx",
        students=sorted({seat.student_id for seat in seats}),
    )
