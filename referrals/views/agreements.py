"""Agreements of the network: which run, which run out soon, with whom, and the document that was signed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from referrals import actions, directory, rules, uploads
from referrals.forms import AgreementForm, EndAgreementForm, PaperForm
from referrals.models import Agency, Agreement, Network, Paper
from referrals.models.agency import AgencyQuerySet
from referrals.views.asked import draw, sent
from referrals.views.lists import Place, place_asked, places
from schools.http import StaffRequest, once

FIELDS = ("title", "number", "signed_on", "from_on", "until_on", "scope", "other_parties", "remind_days", "note")


@require_safe
def agreements(request: StaffRequest) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    if not rules.may_see_agencies(user):
        raise PermissionDenied
    seen = Agreement.objects.visible_to(user).select_related("school", "area")
    rows = seen.annotate(partners=Count("agencies", distinct=True))  # who sees by area joins its every school
    running = set(Agreement.objects.visible_to(user).running(today).values_list("pk", flat=True))
    listed = list(rows.order_by("until_on", "title", "pk"))
    context = {
        "running": [row for row in listed if row.pk in running],
        "coming": [row for row in listed if row.from_on > today and not row.ended_on],
        "past": [row for row in listed if row.pk not in running and (row.from_on <= today or row.ended_on)],
        "expiring": {row.pk for row in directory.expiring_agreements(user, today)},
        "may_add": rules.may_add_agency(user),
        "today": today,
    }
    return render(request, "referrals/agreements.html", context)


def agreement_of(request: StaffRequest, gid: str) -> Agreement:
    rows = Agreement.objects.visible_to(request.user).select_related("school", "area", "made_by", "paper")
    return get_object_or_404(rows, public_id=gid)


def kept_agreement(request: StaffRequest, gid: str) -> Agreement:
    found = agreement_of(request, gid)
    if not rules.may_keep_agency(request.user, found):
        raise PermissionDenied
    return found


def page_of(agreement: Agreement) -> str:
    return reverse("referrals:agreement", args=[agreement.public_id])


def paper_of(agreement: Agreement) -> Paper | None:
    return getattr(agreement, "paper", None)


@require_safe
def agreement(request: StaffRequest, gid: str) -> HttpResponse:
    found = agreement_of(request, gid)
    if not rules.may_see_agencies(request.user):
        raise PermissionDenied
    return render(request, "referrals/agreement.html", shown(request, found))


def shown(request: StaffRequest, found: Agreement) -> dict[str, object]:
    user, today = request.user, timezone.localdate()
    partners = Agency.objects.visible_to(user).filter(agreements=found).order_by("type__position", "name", "pk")
    return {
        "agreement": found,
        "partners": list(partners),
        "networks": list(Network.objects.visible_to(user).filter(agreement=found).order_by("name", "pk")),
        "paper": paper_of(found),
        "may_keep": rules.may_keep_agency(user, found),
        "is_running": found.ended_on is None and (found.until_on is None or found.until_on >= today),
        "is_expiring": Agreement.objects.visible_to(user).expiring(today).filter(pk=found.pk).exists(),
        "paper_form": PaperForm(),
        "today": today,
    }


def partners_of(request: StaffRequest, place: Place) -> AgencyQuerySet:
    """The agencies that may stand in it: in use, of the area's list and, for a school's, its own."""
    own = Q(school=None) | Q(school=place.school) if place.school else Q(school=None)
    rows = Agency.objects.visible_to(request.user).in_use().filter(own, area=place.area).select_related("type")
    return rows.order_by("type__position", "name", "pk")


@require_http_methods(["GET", "HEAD", "POST"])
def add_agreement(request: StaffRequest) -> HttpResponse:
    if not rules.may_add_agency(request.user):
        raise PermissionDenied
    kept = places(request.user)
    place = place_asked(request, kept)
    form = AgreementForm(sent(request), agencies=partners_of(request, place), is_new=True)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            typed = form.cleaned_data
            return page_of(actions.add_agreement(area=place.area, school=place.school, **typed, by=request.user))

        return once(request, act)
    return draw(request, "referrals/add_agreement.html", form, place=place, choices=list(kept.values()))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_agreement(request: StaffRequest, gid: str) -> HttpResponse:
    found = kept_agreement(request, gid)
    offered = partners_of(request, Place(found.area, found.school))
    chosen = Agency.objects.visible_to(request.user).filter(agreements=found).order_by("pk")
    offered = (offered | Agency.objects.visible_to(request.user).filter(agreements=found)).distinct()
    initial = {name: getattr(found, name) for name in FIELDS}
    initial |= {"agencies": list(chosen.values_list("public_id", flat=True))}
    form = AgreementForm(sent(request), agencies=offered, initial=initial)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            return page_of(actions.edit_agreement(found, **form.cleaned_data, by=request.user))

        return once(request, act)
    return draw(request, "referrals/edit_agreement.html", form, agreement=found)


@require_http_methods(["GET", "HEAD", "POST"])
def end_agreement(request: StaffRequest, gid: str) -> HttpResponse:
    found = kept_agreement(request, gid)
    form = EndAgreementForm(sent(request), initial={"ended_on": found.ended_on or timezone.localdate()})
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            return page_of(actions.end_agreement(found, **form.cleaned_data, by=request.user))

        return once(request, act)
    return draw(request, "referrals/end_agreement.html", form, agreement=found)


@require_http_methods(["GET", "HEAD", "POST"])
def add_paper(request: StaffRequest, gid: str) -> HttpResponse:
    """The signed document, made anew; refused with what to do, and the page again."""
    found = kept_agreement(request, gid)
    if request.method != "POST":
        return redirect(page_of(found))
    form = PaperForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            stored = uploads.brought(form.cleaned_data["paper"])
        except uploads.Unusable as refused:
            form.add_error("paper", str(refused))
        else:
            actions.keep_paper(found, stored=stored, by=request.user)
            messages.success(request, "เก็บไฟล์บันทึกข้อตกลงแล้ว")
            return redirect(page_of(found))
    context = shown(request, found) | {"form": form, "paper_form": form}
    return render(request, "referrals/agreement.html", context, status=422 if request.htmx else 200)


@require_safe
def agreement_file(request: StaffRequest, gid: str) -> HttpResponse:
    """The document as it was kept, to be saved; taking it leaves a line."""
    found = agreement_of(request, gid)
    paper = paper_of(found)
    if not rules.may_see_agencies(request.user):
        raise PermissionDenied
    if paper is None:
        raise Http404
    content = actions.take_paper(paper, by=request.user)
    return HttpResponse(content, content_type=paper.kind, headers=uploads.headers(paper.kind, paper.name))
