"""A draft and its six steps, in any order (ux.md W7)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.models import Case, IllegalMove, Passing
from referrals import actions, consent, rules
from referrals.directory import suited
from referrals.forms import (
    ChooseAgencyForm,
    ConsentForm,
    LadderForm,
    LetterForm,
    ReasonForm,
    ReferForm,
    SectionsForm,
)
from referrals.ladder import rungs
from referrals.models import Agency, Referral
from referrals.proposed import proposed_consent
from referrals.sections import BY_KEY, NEEDED, in_order
from referrals.views.asked import act, back, draw, page_of, referral_of, sent
from schools.http import StaffRequest, once

Do = Callable[[Referral, dict[str, Any]], object]


@require_http_methods(["GET", "HEAD", "POST"])
def refer(request: StaffRequest, cid: str) -> HttpResponse:
    """Start a draft from a case."""
    cases = Case.objects.visible_to(request.user).select_related("student__classroom", "school__area")
    case = get_object_or_404(cases, public_id=cid)
    if not rules.may_refer(request.user, case):
        raise PermissionDenied
    agencies = Agency.objects.visible_to(request.user).in_use_by(case.school)
    form = ReferForm(sent(request), agencies=agencies, offered=suited(case.school, case.student))
    if request.method == "POST" and form.is_valid():

        def start() -> str:
            return page_of(actions.refer(case, **form.cleaned_data, by=request.user))

        try:
            return once(request, start)
        except IllegalMove as illegal:
            return render(request, "referrals/stale.html", {"case": case, "message": str(illegal)}, status=409)
    running = Referral.objects.visible_to(request.user).filter(case=case).open().select_related("agency")
    moves = Passing.objects.visible_to(request.user).filter(case=case, state=Passing.State.PREPARED)
    context = {"running": running.order_by("pk"), "moving": moves.select_related("to_school").first()}
    return draw(request, "referrals/refer.html", form, case=case, **context)


def _step(
    request: StaffRequest,
    rid: str,
    template: str,
    make: Callable[[Referral], forms.Form],
    do: Do,
    show: Callable[[Referral], dict[str, Any]] = lambda referral: {},
) -> HttpResponse:
    """One step's page: only counselors, only while it is a draft. `show`: what its template needs besides."""
    referral = referral_of(request, rid)
    if not rules.may_prepare(request.user, referral):
        raise PermissionDenied
    form = make(referral)
    if request.method == "POST":
        if form.is_valid():
            return act(request, form, referral, lambda: do(referral, form.cleaned_data))
    elif not referral.is_draft:
        messages.warning(request, f"แก้ไขได้เฉพาะตอนเป็นร่าง ตอนนี้อยู่ในขั้น “{referral.get_state_display()}”")
        return back(referral)
    return draw(request, template, form, referral=referral, **show(referral))


@require_http_methods(["GET", "HEAD", "POST"])
def choose_agency(request: StaffRequest, rid: str) -> HttpResponse:
    def make(referral: Referral) -> forms.Form:
        agencies = Agency.objects.visible_to(request.user).in_use_by(referral.school)
        chosen = referral.agency.public_id if referral.agency else None
        initial = {"agency": chosen, "is_urgent": referral.is_urgent, "version": referral.version}
        offered = suited(referral.school, referral.student)
        return ChooseAgencyForm(sent(request), agencies=agencies, offered=offered, initial=initial)

    def do(referral: Referral, typed: dict[str, Any]) -> object:
        return actions.choose_agency(referral, **typed, by=request.user)

    return _step(request, rid, "referrals/choose_agency.html", make, do)


@require_http_methods(["GET", "HEAD", "POST"])
def give_reason(request: StaffRequest, rid: str) -> HttpResponse:
    def make(referral: Referral) -> forms.Form:
        return ReasonForm(sent(request), initial=_initial(referral, "reason", "tried", "asked"))

    def do(referral: Referral, typed: dict[str, Any]) -> object:
        return actions.give_reason(referral, **typed, by=request.user)

    return _step(request, rid, "referrals/give_reason.html", make, do)


@require_http_methods(["GET", "HEAD", "POST"])
def climb_ladder(request: StaffRequest, rid: str) -> HttpResponse:
    """What the school did before it asks outside; who goes past a rung says why."""

    def make(referral: Referral) -> forms.Form:
        return LadderForm(sent(request), initial=_initial(referral, "skip_reason"))

    def do(referral: Referral, typed: dict[str, Any]) -> object:
        return actions.climb_ladder(referral, **typed, by=request.user)

    def show(referral: Referral) -> dict[str, Any]:
        climbed = rungs(referral.case)
        return {"rungs": climbed, "skips": any(not rung.is_done for rung in climbed)}

    return _step(request, rid, "referrals/climb_ladder.html", make, do, show)


@require_http_methods(["GET", "HEAD", "POST"])
def choose_sections(request: StaffRequest, rid: str) -> HttpResponse:
    """Data minimisation: everything is off until it is ticked. `?pick=needed` offers the usual ones, ticked."""
    picks = NEEDED if request.GET.get("pick") == "needed" else ()

    def make(referral: Referral) -> forms.Form:
        initial = _initial(referral, "sections", "sensitive_reason")
        initial["sections"] = in_order({*initial["sections"], *picks})
        return SectionsForm(sent(request), initial=initial)

    def do(referral: Referral, typed: dict[str, Any]) -> object:
        return actions.choose_sections(referral, **typed, by=request.user)

    def show(referral: Referral) -> dict[str, Any]:
        return {"needed": [BY_KEY[key].label for key in NEEDED], "is_picked": bool(picks)}

    return _step(request, rid, "referrals/choose_sections.html", make, do, show)


@require_http_methods(["GET", "HEAD", "POST"])
def record_consent(request: StaffRequest, rid: str) -> HttpResponse:
    """Who agreed, how and when; or on what ground it is sent without (decisions B10)."""

    def make(referral: Referral) -> forms.Form:
        names = ["consent", *ConsentForm.GIVEN, *ConsentForm.BESIDE, *ConsentForm.GROUND]
        initial = _initial(referral, *names)
        for name, value in proposed_consent(referral, timezone.localdate()).items():
            initial[name] = initial[name] or value
        return ConsentForm(sent(request), initial=initial)

    def do(referral: Referral, typed: dict[str, Any]) -> object:
        return actions.record_consent(referral, **ConsentForm.said(typed), by=request.user)

    def show(referral: Referral) -> dict[str, Any]:
        return {"consent_text": consent.TEXT, "consent_version": consent.VERSION}

    return _step(request, rid, "referrals/record_consent.html", make, do, show)


@require_http_methods(["GET", "HEAD", "POST"])
def number_letter(request: StaffRequest, rid: str) -> HttpResponse:
    def make(referral: Referral) -> forms.Form:
        initial = _initial(referral, "letter_number", "letter_on", "signer_name", "signer_position")
        return LetterForm(sent(request), initial=initial)

    def do(referral: Referral, typed: dict[str, Any]) -> object:
        return actions.number_letter(referral, **typed, by=request.user)

    return _step(request, rid, "referrals/number_letter.html", make, do)


def _initial(referral: Referral, *names: str) -> dict[str, Any]:
    return {name: getattr(referral, name) for name in ("version", *names)}
