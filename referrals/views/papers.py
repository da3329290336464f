"""The letter and the summary leave the house through `disclose`."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from journal.papers import disclose
from referrals import documents, rules
from referrals.views.asked import referral_of
from schools.http import StaffRequest


@require_safe
def letter_pdf(request: StaffRequest, rid: str) -> HttpResponse:
    """D4a. Names a code, never the child."""
    referral = referral_of(request, rid)
    if not rules.may_read_packet(request.user, referral):
        raise PermissionDenied
    name = f"{referral.code}-letter.pdf"
    return disclose(request, documents.letter, about=referral, filename=name, referral_id=referral.pk)


@require_safe
def summary_pdf(request: StaffRequest, rid: str) -> HttpResponse:
    """D4b (ลับ) with the reply form D5 as its last page."""
    referral = referral_of(request, rid)
    if not rules.may_read_packet(request.user, referral):
        raise PermissionDenied
    name = f"{referral.code}-summary.pdf"
    return disclose(request, documents.summary, about=referral, filename=name, referral_id=referral.pk)
