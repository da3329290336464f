"""A quality group's schools side by side; and the way to whatever a person looks after."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from schools.http import StaffRequest
from schools.models import Area, QualityGroup, School
from supervision import figures, rules
from supervision.table import COLUMNS, NOTE, build, headline, look_first
from supervision.views.area import TABLE_ORDER, newest_round


@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    """Her area, else her group, else her school."""
    user = request.user
    area = Area.objects.visible_to(user).filter(pk__in=user.rights.areas_as("area_officer")).first()
    if area:
        return redirect("supervision:area", area.public_id)
    group_ = QualityGroup.objects.visible_to(user).filter(pk__in=user.rights.groups).first()
    if group_:
        return redirect("supervision:group", group_.public_id)
    if user.rights.has(*rules.OWN_SCHOOL):
        return redirect("supervision:my_school")
    raise Http404


@require_safe
def group(request: StaffRequest, gid: str) -> HttpResponse:
    """Whoever sees the whole area reads the cells of the area's table: two pages must not give a number away."""
    group_ = get_object_or_404(QualityGroup.objects.visible_to(request.user).select_related("area"), public_id=gid)
    if not rules.may_see_group(request.user, group_):
        raise PermissionDenied
    schools = School.objects.visible_to(request.user).select_related("group").order_by(*TABLE_ORDER)
    sees_area = rules.may_see_area(request.user, group_.area)
    schools = schools.filter(area=group_.area_id) if sees_area else schools.filter(group=group_)
    lines = figures.of_schools(schools)
    table = build(lines).only(group=group_.pk)
    ours = [line for line in lines if line.school.group_id == group_.pk]
    context = {
        "group": group_,
        "sees_area": sees_area,
        "table": table,
        "columns": COLUMNS,
        "note": NOTE,
        "headline": [] if sees_area else headline(table, figures.total(ours)),
        "look": look_first(ours),
        "round": newest_round(ours),
        "schools": len(ours),
    }
    return render(request, "supervision/group.html", context)
