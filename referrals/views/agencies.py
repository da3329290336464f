"""The list of agencies a school may write to, and the page of one: everything a person telephones for."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from referrals import actions, directory, fitting, rules
from referrals.directory import Listed, Wanted
from referrals.forms import AgencyForm, ContactForm
from referrals.models import Agency, AgencyType, Agreement, Contact, Network, Referral
from referrals.views.asked import draw, sent
from referrals.views.lists import place_asked, places
from schools.http import StaffRequest, once
from schools.thai import clean, to_arabic_digits

FIELDS = (
    *("name", "addressee", "phone", "email", "address", "district", "services", "serves", "hours", "is_all_hours"),
    *("age_from", "age_to", "note", "is_active"),
)
OF_CONTACT = ("name", "position", "phone", "email", "note", "is_main")
NEWEST = 10


def wanted(request: StaffRequest) -> Wanted:
    """What the address asks for. Names of offices are nobody's secret, so they may stand there."""
    age = to_arabic_digits(clean(request.GET.get("age", "")[:10]))
    return Wanted(
        words=clean(request.GET.get("q", "")[:80]),
        kind=clean(request.GET.get("type", "")[:30]),
        district=clean(request.GET.get("district", "")[:80]),
        age=int(age) if age.isdecimal() and len(age) <= 2 else None,
        agreed=request.GET.get("agreed") == "on",
    )


@require_safe
def agencies(request: StaffRequest) -> HttpResponse:
    """By kind; `q` finds in names, services, places and people; the rest narrows."""
    user, today = request.user, timezone.localdate()
    if not rules.may_see_agencies(user):
        raise PermissionDenied
    asked = wanted(request)
    found = [Listed(row, rules.may_keep_agency(user, row)) for row in directory.found(user, asked, today)]
    in_use = [each for each in found if each.agency.is_active]
    kept = [each.agency for each in in_use if each.may_keep]
    context = {
        "in_use": in_use,
        "retired": [each for each in found if not each.agency.is_active],
        "types": AgencyType.objects.visible_to(user),
        "districts": directory.districts(user),
        "asked": asked,
        "address": request.GET.urlencode(),
        "may_add": rules.may_add_agency(user),
        "expiring": list(directory.expiring_agreements(user, today)),
        "doubles": 0 if asked.is_anything else len(directory.doubles(kept)),
        "today": today,
    }
    return render(request, "referrals/agencies.html", context)


def agency_of(request: StaffRequest, aid: str) -> Agency:
    rows = Agency.objects.visible_to(request.user).select_related("type", "school", "area", "merged_into")
    return get_object_or_404(rows, public_id=aid)


def kept_agency(request: StaffRequest, aid: str) -> Agency:
    agency = agency_of(request, aid)
    if not rules.may_keep_agency(request.user, agency):
        raise PermissionDenied
    return agency


def page_of(agency: Agency) -> str:
    return reverse("referrals:agency", args=[agency.public_id])


@require_safe
def agency(request: StaffRequest, aid: str) -> HttpResponse:
    """Whom to call and when, what they do and for whom; the letters to it are those she may see anyway."""
    user, today = request.user, timezone.localdate()
    found = agency_of(request, aid)
    if not rules.may_see_agencies(user):
        raise PermissionDenied
    letters = Referral.objects.visible_to(user).filter(agency=found).select_related("student", "school")
    agreements = Agreement.objects.visible_to(user).filter(agencies=found)
    networks = Network.objects.visible_to(user).filter(agencies=found, is_active=True)
    may_keep = rules.may_keep_agency(user, found)
    context: dict[str, Any] = {
        "agency": found,
        "ages": fitting.ages(found),
        "contacts": list(Contact.objects.visible_to(user).filter(agency=found)),
        "agreements": list(agreements.running(today).order_by("until_on", "pk")),
        "networks": list(networks.order_by("name", "pk")),
        "letters": list(letters.order_by("-drafted_at", "-pk")[:NEWEST]),
        "standing": directory.standing(user, found, today),
        "writes_letters": rules.may_see_board(user),
        "may_keep": may_keep,
        "alike": alike(request, found) if may_keep and found.is_active else [],
        "today": today,
    }
    return render(request, "referrals/agency.html", context)


def alike(request: StaffRequest, agency: Agency) -> list[Agency]:
    """Others that are likely the same office, into which this one could be merged."""
    rows = Agency.objects.visible_to(request.user).in_use().select_related("school", "area").order_by("pk")
    found = [each for group in directory.doubles(rows) if agency in group for each in group]
    return [each for each in dict.fromkeys(found) if each != agency and rules.may_merge(request.user, agency, each)]


@require_http_methods(["GET", "HEAD", "POST"])
def add_agency(request: StaffRequest) -> HttpResponse:
    if not rules.may_add_agency(request.user):
        raise PermissionDenied
    kept = places(request.user)
    place = place_asked(request, kept)
    form = AgencyForm(sent(request), agency=Agency(area=place.area, school=place.school))
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            made = actions.add_agency(area=place.area, school=place.school, **form.cleaned_data, by=request.user)
            return page_of(made)

        try:
            return once(request, act)
        except actions.SameName as same:
            form.add_error("name", str(same))
    return draw(request, "referrals/add_agency.html", form, place=place, choices=list(kept.values()))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_agency(request: StaffRequest, aid: str) -> HttpResponse:
    agency = kept_agency(request, aid)
    initial = {"type": agency.type.code} | {name: getattr(agency, name) for name in FIELDS}
    form = AgencyForm(sent(request), agency=agency, initial=initial)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            return page_of(actions.edit_agency(agency, **form.cleaned_data, by=request.user))

        try:
            return once(request, act)
        except actions.SameName as same:
            form.add_error("name", str(same))
    return draw(request, "referrals/edit_agency.html", form, agency=agency)


@require_http_methods(["GET", "HEAD", "POST"])
def add_contact(request: StaffRequest, aid: str) -> HttpResponse:
    agency = kept_agency(request, aid)
    form = ContactForm(sent(request), is_new=True)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            actions.add_contact(agency, **form.cleaned_data, by=request.user)
            return page_of(agency)

        return once(request, act)
    return draw(request, "referrals/add_contact.html", form, agency=agency)


def kept_contact(request: StaffRequest, aid: str, kid: str) -> Contact:
    agency = kept_agency(request, aid)
    rows = Contact.objects.visible_to(request.user).filter(agency=agency).select_related("agency")
    return get_object_or_404(rows, public_id=kid)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_contact(request: StaffRequest, aid: str, kid: str) -> HttpResponse:
    contact = kept_contact(request, aid, kid)
    form = ContactForm(sent(request), initial={name: getattr(contact, name) for name in OF_CONTACT})
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            actions.edit_contact(contact, **form.cleaned_data, by=request.user)
            return page_of(contact.agency)

        return once(request, act)
    return draw(request, "referrals/edit_contact.html", form, agency=contact.agency, contact=contact)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_contact(request: StaffRequest, aid: str, kid: str) -> HttpResponse:
    contact = kept_contact(request, aid, kid)
    if request.method == "POST":
        actions.remove_contact(contact, by=request.user)
    return redirect(page_of(contact.agency))
