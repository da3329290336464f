"""From check-answers to the head's signature, or back to the draft."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from journal.actions import record
from journal.models import Verb
from referrals import actions, rules
from referrals.documents import words_of
from referrals.forms import CheckForm, ReturnForm, SignForm, VersionForm
from referrals.ladder import skipped
from referrals.models import Referral, State
from referrals.packet import build
from referrals.steps import misfits_of, missing, steps
from referrals.views.asked import act, back, draw, referral_of, sent
from schools.http import StaffRequest


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: StaffRequest, rid: str) -> HttpResponse:
    """Everything once more, and exactly what the agency will read; then it goes to the head."""
    referral = referral_of(request, rid)
    if not rules.may_prepare(request.user, referral):
        raise PermissionDenied
    form = _check_form(request, referral)
    if request.method == "POST" and form.is_valid():
        do = actions.choose_sending if "keep" in request.POST else actions.ask_signature
        chosen = {"version": form.cleaned_data["version"], **form.sending()}
        try:
            return act(request, form, referral, lambda: do(referral, **chosen, by=request.user))
        except actions.Incomplete as incomplete:
            form.add_error(None, incomplete.missing)
    elif request.method != "POST":
        if not referral.is_draft:
            return _not_now(request, referral)
        record(Verb.VIEWED, referral, by=request.user, page="check")
    return draw(
        request,
        "referrals/check.html",
        form,
        referral=referral,
        steps=steps(referral),
        missing=missing(referral),
        packet=build(referral, by=request.user),
        skips=skipped(referral.case),
        has_address=bool(settings.SITE_URL),
    )


def _check_form(request: StaffRequest, referral: Referral) -> CheckForm:
    initial = {
        name: getattr(referral, name) for name in ("version", "uses_link", "link_days", "code_by", "hides_school")
    }
    return CheckForm(sent(request), today=timezone.localdate(), chosen=referral.link_days, initial=initial)


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: StaffRequest, rid: str) -> HttpResponse:
    """The head reads letter and packet, and signs: one page, one button."""
    referral = referral_of(request, rid)
    if not rules.may_sign(request.user, referral):
        raise PermissionDenied
    today = timezone.localdate()
    initial = {
        "version": referral.version,
        "letter_number": referral.letter_number or referral.school.letter_series,
        "letter_on": referral.letter_on or today,
        "sent_on": today,
    }
    form = SignForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        to = reverse("referrals:hand_over", args=[referral.public_id])
        return act(request, form, referral, lambda: actions.sign(referral, **form.cleaned_data, by=request.user), to=to)
    if referral.state != State.AWAITING_SIGNATURE:
        return _not_now(request, referral)
    record(Verb.VIEWED, referral, by=request.user, page="sign")
    return draw(
        request,
        "referrals/sign.html",
        form,
        referral=referral,
        letter=words_of(request.user, referral),
        packet=referral.packet,
        skips=skipped(referral.case),
        warns=misfits_of(referral),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def return_to_draft(request: StaffRequest, rid: str) -> HttpResponse:
    referral = referral_of(request, rid)
    if not rules.may_sign(request.user, referral):
        raise PermissionDenied
    form = ReturnForm(sent(request), initial={"version": referral.version})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        return act(request, form, referral, lambda: actions.return_to_draft(referral, **typed, by=request.user))
    if referral.state != State.AWAITING_SIGNATURE:
        return _not_now(request, referral)
    return draw(request, "referrals/return_to_draft.html", form, referral=referral)


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: StaffRequest, rid: str) -> HttpResponse:
    """Who prepares it fetches it from the head's table; she owes nobody a reason."""
    referral = referral_of(request, rid)
    if not rules.may_prepare(request.user, referral):
        raise PermissionDenied
    form = VersionForm(sent(request), initial={"version": referral.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        return act(request, form, referral, lambda: actions.take_back(referral, version=version, by=request.user))
    if referral.state != State.AWAITING_SIGNATURE:
        return _not_now(request, referral)
    return draw(request, "referrals/take_back.html", form, referral=referral)


def _not_now(request: StaffRequest, referral: Referral) -> HttpResponse:
    messages.warning(request, f"การส่งต่อนี้อยู่ในขั้น “{referral.get_state_display()}” แล้ว")
    return back(referral)
