"""How the system is used and who helps; and every part of its look on one page."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from schools.http import StaffRequest
from schools.models import Role, User
from students import rules as students


@require_safe
@login_not_required
def help(request: HttpRequest) -> HttpResponse:
    user = request.user if isinstance(request.user, User) else None
    context = {
        "roles": user.rights.roles if user else (),
        "keepers": keepers(user) if user else (),
        "may_open_emergency": user is not None and students.may_open_emergency(user),
    }
    return render(request, "studentcare/help.html", context)


def keepers(user: User) -> list[User]:
    """Whom she asks about her account: those who keep it at her school or, for area people, in the area."""
    colleagues = User.objects.visible_to(user).working_on(timezone.localdate())
    if user.school_id:
        return list(colleagues.filter(school=user.school_id, appointments__role=Role.SCHOOL_ADMIN)[:5])
    return list(colleagues.filter(area=user.area_id, appointments__role=Role.AREA_ADMIN)[:5])


@require_safe
def styleguide(request: StaffRequest) -> HttpResponse:
    return render(request, "studentcare/styleguide.html")
