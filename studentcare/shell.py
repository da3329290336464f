"""What stands around every page: who is signed in, where, and the five places she goes to."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from cases import rules as case_rules
from schools import calendar
from schools.middleware import idle_seconds
from schools.models import Notice, User

# The addresses that belong to the work with one's rooms.
ROOMS = ("classes", "students", "home-visits", "activities", "circles", "meetings", "observations")


@dataclass(frozen=True)
class Spot:
    """A room or a school that the switcher in the header leads to."""

    name: str
    url: str


@dataclass(frozen=True)
class Place:
    """One target of the main menu. `section` is the first part of the addresses it stands for."""

    word: str
    icon: str
    url: str
    sections: tuple[str, ...]


def shell(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    about: dict[str, Any] = {"demo": settings.DEMO}
    if not isinstance(user, User) or user.must_set_password:
        return about
    today = timezone.localdate()
    here = request.path.split("/")[1]
    menu = places(user)
    return about | {
        "places": menu,
        "may_report": case_rules.may_report(user),
        "here": next((place for place in menu if here in place.sections), None),
        "where": where(user),
        "spots": spots(user),
        "today": today,
        "year": str(calendar.academic_year(today)),
        "idle_seconds": idle_seconds(request),
        "unread": SimpleLazyObject(lambda: Notice.objects.visible_to(user).unread().count()),
    }


def where(user: User) -> str:
    """Whose work this is: the school, the quality group or the area office."""
    home = user.rights.home
    if home is not None:
        return f"รร.{home.name}"
    for appointment in user.rights.held:
        scope = appointment.group or appointment.area
        if scope is not None:
            return scope.name
    return ""


def spots(user: User) -> list[Spot]:
    """Her rooms; for others the schools she works in. One tap from one to the other (decisions §5)."""
    rooms = [
        Spot(
            f"{held.classroom.name} รร.{held.school.name}",
            reverse("studentcare:classroom", args=[held.classroom.public_id]),
        )
        for held in user.rights.held
        if held.classroom and held.school
    ]
    schools = {held.school for held in user.rights.held if held.school and not held.classroom}
    return rooms + [
        Spot(f"ข้อมูล รร.{school.name}", reverse("schools:school", args=[school.public_id])) for school in schools
    ]


def places(user: User) -> list[Place]:
    """At most five places, for the person's strongest duty (ux.md §1.4)."""
    rights = user.rights
    menu = [Place("วันนี้", "today", reverse("studentcare:today"), ("today", ""))]
    menu += own_places(user)
    if rights.care_schools:
        menu.append(Place("ค้นหา", "search", reverse("studentcare:search"), ("search",)))
    return menu[:5]


def own_places(user: User) -> list[Place]:
    rights = user.rights
    cases = Place("เคส", "case", reverse("cases:caseload"), ("cases", "gaps", "incidents", "protections"))
    referrals = Place("ส่งต่อ", "refer", reverse("referrals:board"), ("referrals", "agencies", "agreements", "networks"))
    rooms = Place("ห้องเรียน", "class", reverse("schools:classrooms"), ROOMS)
    inside = Place("ส่งต่อภายใน", "refer", reverse("referrals:inside_list"), ("referrals",))
    asked = [inside] if rights.has("discipline", "nurse") else []
    if rights.has("counselor"):
        return [cases, referrals, rooms]
    if rights.has("head"):
        return [
            Place("ภาพรวมโรงเรียน", "chart", reverse("supervision:my_school"), ("schools",)),
            referrals,
            cases,
        ]
    if rights.has("homeroom"):
        return [Place("ห้องของฉัน", "class", rooms.url, ROOMS), cases, *asked]
    if rights.has("registrar"):
        return [rooms, Place("นำเข้า", "load", reverse("students:imports"), ("imports",)), *asked]
    if rights.has("discipline"):
        return [rooms, Place("เหตุการณ์", "flag", reverse("cases:incidents"), ("incidents",)), inside]
    if rights.has("level_head", "nurse"):
        return [rooms, inside]
    return keeping_places(user)


def keeping_places(user: User) -> list[Place]:
    """Those who keep accounts or see figures, and open no child."""
    rights = user.rights
    people = Place("บุคลากร", "student", reverse("schools:people"), ("people",))
    overview = Place("ภาพรวม", "chart", reverse("supervision:overview"), ("areas", "groups", "overview"))
    schools = Place("โรงเรียน", "school", reverse("schools:schools"), ("schools", "area", "years"))
    network = Place("เครือข่าย", "refer", reverse("referrals:agencies"), ("agencies", "agreements", "networks"))
    if rights.has("school_admin"):
        return [people, Place("ห้องเรียน", "class", reverse("schools:classrooms"), ("classes",)), schools]
    if rights.has("area_officer"):
        return [overview, Place("รอบคัดกรอง", "flag", reverse("screening:rounds"), ("rounds",)), network]
    if rights.has("area_admin"):
        tools = Place("เครื่องมือ", "flag", reverse("screening:instruments"), ("instruments",))
        return [people, schools, network, tools]
    if rights.has("area_psychologist"):
        return [
            Place("ส่งต่อภายใน", "refer", reverse("referrals:inside_list"), ("referrals",)),
            Place("เคส", "case", reverse("cases:caseload"), ("cases",)),
        ]
    return [overview] if rights.has("group") else []
