"""What leaves of a referral: letter, summary, reply form, the slip with the code, the machine-readable packet."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from journal.actions import record
from journal.models import Verb
from journal.papers import Document, disclose
from referrals import documents, rules
from referrals.models import Referral
from referrals.views.asked import referral_of
from schools.http import StaffRequest


def _readable(request: StaffRequest, rid: str) -> Referral:
    referral = referral_of(request, rid)
    if not rules.may_read_packet(request.user, referral):
        raise PermissionDenied
    return referral


def _leaves(request: StaffRequest, referral: Referral, build: Callable[..., Document], name: str) -> HttpResponse:
    return disclose(request, build, about=referral, filename=f"{referral.code}-{name}", referral_id=referral.pk)


@require_safe
def letter_pdf(request: StaffRequest, rid: str) -> HttpResponse:
    """D4a. Names a code, never the child."""
    return _leaves(request, _readable(request, rid), documents.letter, "letter.pdf")


@require_safe
def summary_pdf(request: StaffRequest, rid: str) -> HttpResponse:
    """D4b (ลับ)."""
    return _leaves(request, _readable(request, rid), documents.summary, "summary.pdf")


@require_safe
def reply_form_pdf(request: StaffRequest, rid: str) -> HttpResponse:
    """D5, blank, to be sent along and sent back."""
    return _leaves(request, _readable(request, rid), documents.reply_form, "reply-form.pdf")


@require_safe
def code_slip_pdf(request: StaffRequest, rid: str) -> HttpResponse:
    """The six digits for an envelope of their own; while the link lives."""
    referral = _readable(request, rid)
    link = documents.live_link(request.user, referral)
    if link is None:
        raise Http404
    record(Verb.REVEALED, link, by=request.user, what="code")
    return _leaves(request, referral, documents.code_slip, "code.pdf")


@require_safe
def packet_file(request: StaffRequest, rid: str) -> HttpResponse:
    """The frozen packet for another system, from the day it is signed."""
    referral = _readable(request, rid)
    if referral.packet is None or referral.signed_at is None:
        raise Http404
    return _leaves(request, referral, documents.packet_json, "packet.json")
