"""Networks of the districts (เครือข่ายระดับอำเภอ), usually chaired by the นายอำเภอ: who belongs to them."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from referrals import actions, rules
from referrals.forms import NetworkForm
from referrals.models import Agency, Agreement, Network
from referrals.views.agreements import partners_of
from referrals.views.asked import draw, sent
from referrals.views.lists import Place, place_asked, places
from schools.http import StaffRequest, once
from schools.models import School

FIELDS = ("name", "district", "chair_name", "chair_position", "formed_on", "note", "is_active")


@require_safe
def networks(request: StaffRequest) -> HttpResponse:
    user = request.user
    if not rules.may_see_agencies(user):
        raise PermissionDenied
    partners, members = Count("agencies", distinct=True), Count("schools", distinct=True)
    rows = Network.objects.visible_to(user).select_related("agreement").annotate(partners=partners, members=members)
    listed = list(rows.order_by("district", "name", "pk"))
    context = {
        "in_use": [row for row in listed if row.is_active],
        "retired": [row for row in listed if not row.is_active],
        "may_add": rules.may_add_network(user),
    }
    return render(request, "referrals/networks.html", context)


def network_of(request: StaffRequest, nid: str) -> Network:
    rows = Network.objects.visible_to(request.user).select_related("area", "agreement")
    return get_object_or_404(rows, public_id=nid)


def page_of(network: Network) -> str:
    return reverse("referrals:network", args=[network.public_id])


@require_safe
def network(request: StaffRequest, nid: str) -> HttpResponse:
    """Names of schools and offices only: every member sees all of them."""
    user, today = request.user, timezone.localdate()
    found = network_of(request, nid)
    if not rules.may_see_agencies(user):
        raise PermissionDenied
    rows = Agency.objects.visible_to(user).filter(networks=found).select_related("type")
    agreement = Agreement.objects.visible_to(user).filter(networks=found).first()
    context = {
        "network": found,
        "agencies": list(rows.order_by("type__position", "name", "pk")),
        "schools": list(found.schools.order_by("name", "pk")),
        "agreement": agreement,
        "is_running": Agreement.objects.visible_to(user).running(today).filter(networks=found).exists(),
        "may_keep": rules.may_keep_network(user, found),
    }
    return render(request, "referrals/network.html", context)


def form_of(request: StaffRequest, place: Place, network: Network | None = None) -> NetworkForm:
    user = request.user
    offered = partners_of(request, place)
    initial: dict[str, object] = {"chair_position": "นายอำเภอ"}
    if network is not None:
        chosen = Agency.objects.visible_to(user).filter(networks=network)
        offered = (offered | chosen).distinct()
        initial = {name: getattr(network, name) for name in FIELDS}
        initial |= {
            "agreement": network.agreement.public_id if network.agreement else None,
            "agencies": list(chosen.order_by("pk").values_list("public_id", flat=True)),
            "schools": list(network.schools.order_by("pk").values_list("public_id", flat=True)),
        }
    today = timezone.localdate()
    own = Q(pk=network.agreement_id) if network is not None else Q(pk=None)
    running = Q(pk__in=Agreement.objects.visible_to(user).running(today).values("pk"))
    return NetworkForm(
        sent(request),
        agencies=offered,
        schools=School.objects.visible_to(user).filter(area=place.area).order_by("district", "name", "pk"),
        agreements=Agreement.objects.visible_to(user).filter(own | running, area=place.area).order_by("title", "pk"),
        is_new=network is None,
        initial=initial,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add_network(request: StaffRequest) -> HttpResponse:
    """Of an area: the list of places without a school's own."""
    if not rules.may_add_network(request.user):
        raise PermissionDenied
    kept = {key: place for key, place in places(request.user).items() if place.school is None}
    place = place_asked(request, kept)
    form = form_of(request, place)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            return page_of(actions.add_network(area=place.area, **form.cleaned_data, by=request.user))

        try:
            return once(request, act)
        except actions.SameName as same:
            form.add_error("name", str(same))
    return draw(request, "referrals/add_network.html", form, place=place)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_network(request: StaffRequest, nid: str) -> HttpResponse:
    found = network_of(request, nid)
    if not rules.may_keep_network(request.user, found):
        raise PermissionDenied
    form = form_of(request, Place(found.area), found)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            return page_of(actions.edit_network(found, **form.cleaned_data, by=request.user))

        try:
            return once(request, act)
        except actions.SameName as same:
            form.add_error("name", str(same))
    return draw(request, "referrals/edit_network.html", form, network=found)
