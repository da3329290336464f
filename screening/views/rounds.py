"""Rounds: the list, opening one, its deadline, and who has not filled in yet."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from schools.http import StaffRequest, once
from schools.models import User
from screening import actions, progress, rules, signals
from screening.forms import DeadlineForm, RoundForm
from screening.models import Round, Signal


@require_safe
def rounds(request: StaffRequest) -> HttpResponse:
    found = Round.objects.visible_to(request.user).select_related("year", "school", "area", "criteria")
    context = {
        "rounds": found.latest_first()[:40],
        "today": timezone.localdate(),
        "may_open": rules.may_open_round(request.user),
        "sees_instruments": rules.may_see_instruments(request.user),
    }
    return render(request, "screening/rounds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def open_round(request: StaffRequest) -> HttpResponse:
    """By the counselor for the school, by the area officer for all schools with one deadline (decisions B9)."""
    if not rules.may_open_round(request.user):
        raise PermissionDenied
    form = RoundForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        return once(request, lambda: opened(request, form))
    return render(request, "screening/open_round.html", {"form": form})


def opened(request: StaffRequest, form: RoundForm) -> str:
    if not rules.may_open_round_for(request.user, form.cleaned_data["place"]):
        raise PermissionDenied
    told = dict(form.cleaned_data)
    round_ = actions.open_round(told.pop("place"), by=request.user, **told)
    messages.success(request, f"เปิดรอบคัดกรองครั้งที่ {round_.name} แล้ว")
    return reverse("screening:round_progress", args=[round_.public_id])


def load_round(request: StaffRequest, rid: str) -> Round:
    found = Round.objects.visible_to(request.user).select_related("year", "school", "area", "criteria")
    return get_object_or_404(found, public_id=rid)


@require_safe
def round_progress(request: StaffRequest, rid: str) -> HttpResponse:
    """Rooms with their teachers for the school; schools with their rooms for the area. No child's name anywhere."""
    round_ = load_round(request, rid)
    rooms = progress.rooms_of(request.user, round_, on=timezone.localdate())
    sees_area = bool(request.user.rights.areas_as("area_officer") or request.user.rights.groups)
    schools = progress.schools_of(request.user, round_) if sees_area else []
    address = request.build_absolute_uri(reverse("studentcare:start"))
    may_remind = rules.may_remind(request.user, round_)
    context = {
        "round": round_,
        "today": timezone.localdate(),
        "rooms": rooms,
        "schools": schools,
        "submitted": sum(1 for room in rooms if room.is_submitted),
        "asking": [room for room in rooms if room.is_asking],
        "reminder": progress.reminder(round_, rooms, address=address) if may_remind and rooms else "",
        "school_reminder": progress.school_reminder(round_, schools) if may_remind else "",
        "may_edit": rules.may_edit_round(request.user, round_),
        "signs": signs_of(request.user, round_),
        "shares": signals.shares_of(request.user, round_) if sees_area else [],
        "opens": {room.classroom.pk for room in rooms if rules.may_see_results(request.user, room.classroom)},
        "reopens": {room.classroom.pk for room in rooms if rules.may_reopen(request.user, room.classroom)},
        "is_over": timezone.localdate() > round_.closes_on,
    }
    return render(request, "screening/round_progress.html", context)


def signs_of(user: User, round_: Round) -> list[tuple[Signal, str]]:
    """What rooms were asked to look at again, for the counselor; numbers of children and no names."""
    found = Signal.objects.visible_to(user).filter(round=round_, school__in=user.rights.schools("counselor"))
    return [
        (one, signals.place_of(one.about))
        for one in found.select_related("classroom", "answered_by").order_by("classroom", "kind", "about")
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def edit_round(request: StaffRequest, rid: str) -> HttpResponse:
    round_ = load_round(request, rid)
    if not rules.may_edit_round(request.user, round_):
        raise PermissionDenied
    form = DeadlineForm(request.POST or None, round_=round_)
    if request.method == "POST" and form.is_valid():
        actions.edit_round(round_, by=request.user, **form.cleaned_data)
        messages.success(request, "บันทึกรอบแล้ว")
        return redirect("screening:round_progress", round_.public_id)
    return render(request, "screening/edit_round.html", {"form": form, "round": round_})
