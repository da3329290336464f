"""Early warning: who should be looked after today and why, the same as a workbook, and the steps behind it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from journal.actions import record
from journal.models import Verb
from journal.papers import disclose
from schools.http import StaffRequest
from schools.models import Area, Classroom, School
from screening import actions, documents, rules, warning
from screening.models import WarningRules
from screening.warned import TIERS, chosen, warned, watched, weighed
from screening.warning import Rules
from screening.warning_form import WarningRulesForm
from students.models import Student


@require_safe
def warnings(request: StaffRequest) -> HttpResponse:
    if not rules.may_read_warnings(request.user):
        raise PermissionDenied
    everyone = warned(request.user, timezone.localdate())
    rooms = {one.student.classroom_id: one.student.classroom for one in everyone}
    room, tier = request.GET.get("room", ""), request.GET.get("tier", "")
    shown = chosen(everyone, room, tier)
    context = {
        "everyone": everyone,
        "shown": shown[:300],
        "helped": {one.student.pk for one in shown if rules.may_ask_for_help(request.user, one.student)},
        "rooms": sorted(rooms.values(), key=in_order),
        "room": room,
        "tier": tier,
        "tiers": [(key, one.label, sum(w.tier == one for w in everyone)) for key, one in TIERS.items()],
        "may_set": bool(places(request)),
    }
    return render(request, "screening/warnings.html", context)


def in_order(room: Classroom | None) -> tuple[int, int, int]:
    return (room.school_id, room.level, room.number) if room else (0, 0, 0)


@require_safe
def warnings_xlsx(request: StaffRequest) -> HttpResponse:
    """The list as filtered. The line names every child on it."""
    user = request.user
    if not rules.may_read_warnings(user):
        raise PermissionDenied
    place = School.objects.visible_to(user).filter(pk__in=user.rights.care_schools).order_by("pk").first()
    if place is None:
        raise PermissionDenied
    room, tier = request.GET.get("room", "")[:8], request.GET.get("tier", "")[:8]
    on_it = chosen(warned(user, timezone.localdate()), room, tier)
    return disclose(
        request,
        documents.warning_list,
        about=place,
        filename=f"สัญญาณเตือน-{timezone.localdate():%Y%m%d}.xlsx",
        students=[one.student.pk for one in on_it],
        kind="warnings",
        room=room,
        tier=tier,
    )


@require_safe
def child_warnings(request: StaffRequest, sid: str) -> HttpResponse:
    """One child's points, each with its line; a panel of her page, and a page of its own."""
    children = Student.objects.visible_to(request.user).select_related("classroom")
    child = get_object_or_404(children, public_id=sid)
    if not rules.may_read_warnings_of(request.user, child):
        raise PermissionDenied
    found = weighed(watched(request.user).filter(pk=child.pk), timezone.localdate())
    template = "screening/child_warnings.html"
    if request.htmx:
        template += "#panel"
    else:
        record(Verb.VIEWED, child, by=request.user, page="warnings")
    may_ask = rules.may_ask_for_help(request.user, child)
    return render(request, template, {"student": child, "one": found[0], "may_ask": may_ask})


@require_http_methods(["GET", "HEAD", "POST"])
def warning_rules(request: StaffRequest) -> HttpResponse:
    """`?of=`: the school or area, when she may set more than one."""
    hers = places(request)
    if not hers:
        raise PermissionDenied
    place = next((one for one in hers if one.public_id == request.GET.get("of")), hers[0])
    back = f"{reverse('screening:warning_rules')}?of={place.public_id}"
    own = WarningRules.objects.visible_to(request.user).filter(**scope(place)).select_related("kept_by").first()
    standing = Rules.of(own.rules) if own else inherited(request, place)
    if request.method == "POST" and "restore" in request.POST:
        actions.restore_warning_rules(place, by=request.user)
        messages.success(request, "คืนค่าเริ่มต้นแล้ว")
        return redirect(back)
    form = WarningRulesForm(request.POST or None, rules=standing)
    if form.is_valid():
        actions.keep_warning_rules(place, rules=form.cleaned_data["rules"], by=request.user)
        messages.success(request, "บันทึกเกณฑ์แล้ว รายชื่อคำนวณใหม่ทันที")
        return redirect(back)
    context = {"place": place, "hers": hers, "own": own, "form": form, "is_area": isinstance(place, Area)}
    return render(request, "screening/warning_rules.html", context, status=422 if form.errors else 200)


def places(request: StaffRequest) -> list[School | Area]:
    """Where she may set the steps: the area first."""
    user = request.user
    found: list[Any] = [
        *Area.objects.visible_to(user).order_by("pk"),
        *School.objects.visible_to(user).order_by("name"),
    ]
    return [place for place in found if rules.may_set_warnings(user, place)]


def scope(place: School | Area) -> dict[str, Any]:
    return {"school": place} if isinstance(place, School) else {"area": place, "school": None}


def inherited(request: StaffRequest, place: School | Area) -> Rules:
    """What holds without rules of its own: the area's for a school, else the shipped ones."""
    if isinstance(place, School):
        kept = WarningRules.objects.visible_to(request.user).filter(area=place.area_id, school=None).first()
        if kept is not None:
            return Rules.of(kept.rules)
    return warning.shipped()
