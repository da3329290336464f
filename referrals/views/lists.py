"""Whose list something joins: a school's own, or the area's."""

from dataclasses import dataclass

from django.http import Http404

from schools.http import StaffRequest
from schools.models import Area, School, User


@dataclass(frozen=True)
class Place:
    """Whose list a new agency or agreement joins: a school's own, or the area's."""

    area: Area
    school: School | None = None

    @property
    def key(self) -> str:
        return self.school.public_id if self.school else self.area.public_id

    @property
    def name(self) -> str:
        return f"เฉพาะ{self.school.full_name}" if self.school else f"ทุกโรงเรียนใน {self.area.name}"


def places(user: User) -> dict[str, Place]:
    """Those she keeps, by the key that stands in a form."""
    rights = user.rights
    own = School.objects.visible_to(user).filter(pk__in=rights.schools("counselor")).select_related("area")
    areas = Area.objects.visible_to(user).filter(pk__in=rights.areas_as("area_officer", "area_admin"))
    every = [
        *(Place(school.area, school) for school in own.order_by("pk")),
        *(Place(area) for area in areas.order_by("pk")),
    ]
    return {place.key: place for place in every}


def place_asked(request: StaffRequest, kept: dict[str, Place]) -> Place:
    """The one that the form or the address names, else the first.  Raises Http404 for one that is not hers."""
    asked = request.POST.get("place") or request.GET.get("place") or next(iter(kept))
    if asked not in kept:
        raise Http404
    return kept[asked]
