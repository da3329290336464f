"""After the signature: what is printed, what goes into which envelope, and what is told by telephone."""

from typing import cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from journal.actions import record
from journal.models import Verb
from referrals import rules
from referrals.documents import live_link
from referrals.line_text import told_text
from referrals.links import full_address_of
from referrals.packet import Packet
from referrals.views.asked import back, referral_of
from referrals.waiting import letters_to_sign
from schools.http import StaffRequest


@require_safe
def hand_over(request: StaffRequest, rid: str) -> HttpResponse:
    """The papers in the order in which they are needed; the code stands on none of them."""
    referral = referral_of(request, rid)
    if not rules.may_read_packet(request.user, referral):
        raise PermissionDenied
    if not referral.is_sent:
        return back(referral)
    record(Verb.VIEWED, referral, by=request.user, page="hand_over")
    link, cover = live_link(request.user, referral), cast(Packet, referral.packet)["cover"]
    waiting = list(letters_to_sign(request.user).values_list("public_id", flat=True))
    context = {
        "referral": referral,
        "next": waiting[0] if waiting else "",
        "waiting": len(waiting),
        "link": link,
        "agency": referral.agency,
        "line_text": told_text(
            referral.code,
            agency=cover["agency"],
            school="" if referral.hides_school else cover["school"],
            phone=cover["phone"],
            address=full_address_of(link) if link else "",
            until=timezone.localdate(link.expires_at) if link else None,
        ),
        "has_address": bool(settings.SITE_URL),
    }
    return render(request, "referrals/hand_over.html", context)
