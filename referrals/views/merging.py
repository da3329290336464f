"""Likely doubles of the list of agencies, and two of them side by side before they become one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from referrals import actions, directory, fitting, rules
from referrals.models import Agency, Agreement, Contact, Network, Referral, State
from referrals.views.agencies import agency_of, page_of
from schools.http import StaffRequest, once


@require_safe
def doubles(request: StaffRequest) -> HttpResponse:
    """Agencies with the same name or number; each pair leads to a page that shows what would move."""
    if not rules.may_add_agency(request.user):
        raise PermissionDenied
    people = Contact.objects.visible_to(request.user)
    rows = Agency.objects.visible_to(request.user).in_use().select_related("type", "school", "area")
    rows = rows.prefetch_related(Prefetch("contacts", people)).order_by("pk")
    groups = [pairs(request, group) for group in directory.doubles(rows)]
    return render(request, "referrals/doubles.html", {"groups": [group for group in groups if group]})


def pairs(request: StaffRequest, group: list[Agency]) -> list[tuple[Agency, Agency]]:
    """(the double, into which) as far as she may merge them."""
    every = [(one, other) for one in group for other in group if one != other]
    return [(one, other) for one, other in every if rules.may_merge(request.user, one, other)]


@require_http_methods(["GET", "HEAD", "POST"])
def merge_agency(request: StaffRequest, aid: str, into: str) -> HttpResponse:
    """Both side by side; `aid` goes out of use and becomes `into`."""
    agency, other = agency_of(request, aid), agency_of(request, into)
    if not rules.may_merge(request.user, agency, other):
        raise PermissionDenied
    if agency == other or not (agency.is_active and other.is_active):
        messages.warning(request, str(actions.NotTwo()))
        return redirect("referrals:doubles")
    if request.method == "POST":

        def act() -> str:
            merged = actions.merge_agency(agency, into=other, by=request.user)
            messages.success(request, f"รวมเป็น {merged.name} แล้ว")
            return page_of(merged)

        try:
            return once(request, act)
        except actions.NotTwo as refused:
            messages.warning(request, str(refused))
            return redirect("referrals:doubles")
    context = {
        "agency": agency,
        "other": other,
        "sides": [side(request, agency), side(request, other)],
        "may_turn": rules.may_merge(request.user, other, agency),
        "moves_people": rules.may_keep_agency(request.user, other),
    }
    return render(request, "referrals/merge_agency.html", context)


def side(request: StaffRequest, agency: Agency) -> dict[str, object]:
    user, today = request.user, timezone.localdate()
    letters = Referral.objects.visible_to(user).filter(agency=agency)
    return {
        "agency": agency,
        "ages": fitting.ages(agency),
        "contacts": list(Contact.objects.visible_to(user).filter(agency=agency)),
        "agreements": Agreement.objects.visible_to(user).filter(agencies=agency).count(),
        "networks": Network.objects.visible_to(user).filter(agencies=agency).count(),
        "drafts": letters.filter(state=State.DRAFT).count(),
        "standing": directory.standing(user, agency, today),
    }
