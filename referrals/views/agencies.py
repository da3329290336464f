"""The list of agencies a school may write to."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from referrals import actions, rules
from referrals.forms import AgencyForm
from referrals.models import Agency, AgencyType
from referrals.views.asked import draw, sent
from schools.http import StaffRequest, once
from schools.models import Area, School, User
from schools.thai import clean, fold


@dataclass(frozen=True)
class Listed:
    agency: Agency
    may_keep: bool


@require_safe
def agencies(request: StaffRequest) -> HttpResponse:
    """By kind; `q` finds in names, `type` narrows. Names of offices are nobody's secret, so they may stand in the
    address."""
    user = request.user
    if not rules.may_see_agencies(user):
        raise PermissionDenied
    typed, kind = clean(request.GET.get("q", "")[:80]), clean(request.GET.get("type", "")[:30])
    rows = Agency.objects.visible_to(user).select_related("type", "school").order_by("type__position", "name", "pk")
    if kind:
        rows = rows.filter(type__code=kind)
    wanted = fold(typed)
    found = [
        Listed(row, rules.may_keep_agency(user, row)) for row in rows if wanted in fold(f"{row.name} {row.addressee}")
    ]
    context = {
        "in_use": [each for each in found if each.agency.is_active],
        "retired": [each for each in found if not each.agency.is_active],
        "types": AgencyType.objects.visible_to(user),
        "q": typed,
        "asked_type": kind,
        "may_add": rules.may_add_agency(user),
    }
    return render(request, "referrals/agencies.html", context)


@dataclass(frozen=True)
class Place:
    """Whose list a new agency joins: a school's own, or the area's."""

    area: Area
    school: School | None = None

    @property
    def key(self) -> str:
        return self.school.public_id if self.school else self.area.public_id

    @property
    def name(self) -> str:
        return f"เฉพาะ{self.school.full_name}" if self.school else f"ทุกโรงเรียนใน {self.area.name}"


def _places(user: User) -> list[Place]:
    rights = user.rights
    own = School.objects.visible_to(user).filter(pk__in=rights.schools("counselor")).select_related("area")
    areas = Area.objects.visible_to(user).filter(pk__in=rights.areas_as("area_officer", "area_admin"))
    return [
        *(Place(school.area, school) for school in own.order_by("pk")),
        *(Place(area) for area in areas.order_by("pk")),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def add_agency(request: StaffRequest) -> HttpResponse:
    if not rules.may_add_agency(request.user):
        raise PermissionDenied
    places = {place.key: place for place in _places(request.user)}
    asked = request.POST.get("place") or request.GET.get("place") or next(iter(places))
    if asked not in places:
        raise Http404
    place = places[asked]
    form = AgencyForm(sent(request), agency=Agency(area=place.area, school=place.school))
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            actions.add_agency(area=place.area, school=place.school, **form.cleaned_data, by=request.user)
            return reverse("referrals:agencies")

        try:
            return once(request, act)
        except actions.SameName as same:
            form.add_error("name", str(same))
    return draw(request, "referrals/add_agency.html", form, place=place, choices=list(places.values()))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_agency(request: StaffRequest, aid: str) -> HttpResponse:
    rows = Agency.objects.visible_to(request.user).select_related("type", "school", "area")
    agency = get_object_or_404(rows, public_id=aid)
    if not rules.may_keep_agency(request.user, agency):
        raise PermissionDenied
    names = ("name", "addressee", "address", "phone", "contact", "is_active")
    initial = {"type": agency.type.code} | {name: getattr(agency, name) for name in names}
    form = AgencyForm(sent(request), agency=agency, initial=initial)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            actions.edit_agency(agency, **form.cleaned_data, by=request.user)
            return reverse("referrals:agencies")

        try:
            return once(request, act)
        except actions.SameName as same:
            form.add_error("name", str(same))
    return draw(request, "referrals/edit_agency.html", form, agency=agency)
