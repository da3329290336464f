"""โรงเรียนของฉัน: five numbers and the rooms, for the head and the counselor. Nothing is hidden from them."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schools.http import StaffRequest
from supervision import figures, rules
from supervision.rooms import of_school


@require_safe
def my_school(request: StaffRequest) -> HttpResponse:
    school = next((a.school for a in request.user.rights.held if a.school and a.role in rules.OWN_SCHOOL), None)
    if school is None:
        raise PermissionDenied
    line = figures.of_schools([school])[0]
    context = {
        "school": school,
        "whole": line.figures,
        "round": line.round,
        "rooms": of_school(request.user, school, line.round),
    }
    return render(request, "supervision/my_school.html", context)
