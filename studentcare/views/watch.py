"""What nurse, discipline and level heads watch over: one page each, over rooms (decisions C3)."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from activities.terms import term_of
from journal.actions import record
from journal.models import Verb
from schools.http import StaffRequest
from schools.levels import Level
from schools.models import School, User
from studentcare import rules
from studentcare.watch import aspects, conduct, health, level

PAGE = 50


@require_safe
def health_watch(request: StaffRequest) -> HttpResponse:
    """`?show=risk`: at risk in an aspect the nurse reads; `unweighed`: rooms to weigh; else what to know."""
    user = request.user
    schools = schools_for(user, rules.WATCHES_HEALTH)
    keys = [school.pk for school in schools]
    show = request.GET.get("show", "")
    year, term = term_of(timezone.localdate())
    known = health.to_know(user, keys)
    risky = aspects.at_risk(user, schools, "nurse")
    rooms = health.unweighed(user, keys, year, term)
    lists: dict[str, Sequence[object]] = {"risk": risky, "unweighed": rooms}
    page = Paginator(lists.get(show, known), PAGE).get_page(request.GET.get("page"))
    looked(request, schools, list(page), "health_watch")
    context = {
        "tabs": [
            ("", "ต้องรู้ไว้", len(known)),
            ("risk", "เสี่ยงหรือมีปัญหา", len(risky)),
            ("unweighed", "ยังไม่ชั่งวัด", len(rooms)),
        ],
        "show": show if show in ("risk", "unweighed") else "",
        "page": page,
        "term": f"{term}/{year}",
        "may_weigh": user.rights.has("nurse", "counselor"),
    }
    return render(request, "studentcare/health_watch.html", context)


@require_safe
def conduct_watch(request: StaffRequest) -> HttpResponse:
    """`?show=risk`: at risk in an aspect that discipline reads; else who was warned in the last 30 days."""
    user = request.user
    schools = schools_for(user, rules.WATCHES_CONDUCT)
    show = request.GET.get("show", "")
    seen = conduct.seen_lately(user, [school.pk for school in schools], timezone.localdate())
    risky = aspects.at_risk(user, schools, "discipline")
    everyone: Sequence[object] = risky if show == "risk" else seen
    page = Paginator(everyone, PAGE).get_page(request.GET.get("page"))
    looked(request, schools, list(page), "conduct_watch")
    context = {
        "tabs": [("", "ถูกตักเตือนใน 30 วัน", len(seen)), ("risk", "เสี่ยงหรือมีปัญหา", len(risky))],
        "show": "risk" if show == "risk" else "",
        "page": page,
    }
    return render(request, "studentcare/conduct_watch.html", context)


@require_safe
def level_watch(request: StaffRequest) -> HttpResponse:
    """`?level=`: of several levels the one shown; counselors and heads choose among all of their school."""
    user = request.user
    offered = levels_for(user)
    if not offered:
        raise PermissionDenied("หน้านี้สำหรับหัวหน้าระดับ ครูแนะแนว และผู้อำนวยการ")
    asked = request.GET.get("level", "")
    school, chosen = next((one for one in offered if f"{one[0].public_id}-{one[1]}" == asked), offered[0])
    context = {
        "offered": [(f"{one.public_id}-{value}", Level(value), one) for one, value in offered],
        "chosen": f"{school.public_id}-{chosen}",
        "name": Level(chosen),
        "level": level.rooms_of(user, school, chosen, timezone.localdate()),
    }
    return render(request, "studentcare/level_watch.html", context)


def schools_for(user: User, roles: tuple[str, ...]) -> list[School]:
    held = {a.school.pk: a.school for a in user.rights.held if a.school and a.role in roles}
    if not held:
        raise PermissionDenied("หน้านี้สำหรับผู้ที่ดูแลเรื่องนี้ของทั้งโรงเรียน")
    return list(held.values())


def levels_for(user: User) -> list[tuple[School, int]]:
    """Those she heads; for counselors and heads every level that has a room this year."""
    headed = {(a.school, a.level) for a in user.rights.held if a.role == "level_head" and a.school and a.level}
    whole = {a.school for a in user.rights.held if a.school and a.role in ("counselor", "head")}
    if whole:
        headed |= level.taught(user, whole, timezone.localdate())
    return sorted(headed, key=lambda one: (one[0].pk, one[1]))


def looked(request: StaffRequest, schools: Sequence[School], shown: Sequence[object], page: str) -> None:
    """Reading a list of what children live with is a line, with whom it named."""
    students = [one.student.pk for one in shown if hasattr(one, "student")]
    record(Verb.VIEWED, schools[0], by=request.user, students=students, page=page)
