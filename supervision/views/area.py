"""W11: the area on one page, and the same on paper and in Excel."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from journal.papers import disclose
from referrals.waiting import late_schools
from schools.http import StaffRequest
from schools.models import Area, QualityGroup, School, User
from schools.models.places import SchoolQuerySet
from schools.thai import clean
from screening.models import Round
from supervision import documents, figures, rules
from supervision.figures import SchoolFigures
from supervision.table import COLUMNS, NOTE, build, headline, look_first, reminder

TABLE_ORDER = ("group__name", "name", "pk")
MANY_SCHOOLS = 20  # beyond that a worker makes the document (decisions C12)


@require_safe
def area(request: StaffRequest, aid: str) -> HttpResponse:
    area_ = load(request.user, aid)
    schools = list(schools_of(request.user, area_))
    lines = figures.of_schools(schools)
    table = build(lines)
    idle = [line for line in lines if not line.has_started and line.figures.enrolled]
    group = wanted_group(request, area_)
    district = clean(request.GET.get("district", "")[:80])
    context: dict[str, Any] = {
        "area": area_,
        "table": table.only(group=group.pk if group else None, district=district),
        "columns": COLUMNS,
        "note": NOTE,
        "headline": headline(table, figures.total(lines)),
        "look": look_first(lines),
        "idle": idle,
        "reminder": reminder(idle),
        "late": [one for one in late_schools(request.user) if one.school.area_id == area_.pk],
        "groups": list(dict.fromkeys(school.group for school in schools if school.group)),
        "districts": sorted({school.district for school in schools if school.district}),
        "rooms": sum(line.figures.rooms for line in lines),
        "schools": len(schools),
        "group": group,
        "district": district,
        "round": newest_round(lines),
        "now": timezone.localtime(),
    }
    return render(request, "supervision/area.html", context)


def load(user: User, aid: str) -> Area:
    area_ = get_object_or_404(Area.objects.visible_to(user), public_id=aid)
    if not rules.may_see_area(user, area_):
        raise PermissionDenied
    return area_


def schools_of(user: User, area_: Area) -> SchoolQuerySet:
    return School.objects.visible_to(user).filter(area=area_).select_related("group").order_by(*TABLE_ORDER)


def wanted_group(request: StaffRequest, area_: Area) -> QualityGroup | None:
    wanted = clean(request.GET.get("group", "")[:8])
    if not wanted:
        return None
    return get_object_or_404(QualityGroup.objects.visible_to(request.user).filter(area=area_), public_id=wanted)


def newest_round(lines: list[SchoolFigures]) -> Round | None:
    """The round whose name stands above the table: the area's own, else the one most lately opened."""
    found = [line.round for line in lines if line.round]
    return max(found, key=lambda round_: (round_.school_id is None, round_.opens_on), default=None)


@require_safe
def area_summary_pdf(request: StaffRequest, aid: str) -> HttpResponse:
    area_ = load(request.user, aid)
    is_small = schools_of(request.user, area_).count() <= MANY_SCHOOLS
    name = f"สรุปเขต-{timezone.localdate():%Y%m%d}.pdf"
    return disclose(request, documents.area_summary, about=area_, filename=name, at_once=is_small, area=area_.pk)


@require_safe
def area_summary_xlsx(request: StaffRequest, aid: str) -> HttpResponse:
    area_ = load(request.user, aid)
    is_small = schools_of(request.user, area_).count() <= MANY_SCHOOLS
    name = f"สรุปเขต-{timezone.localdate():%Y%m%d}.xlsx"
    return disclose(request, documents.area_table, about=area_, filename=name, at_once=is_small, area=area_.pk)
