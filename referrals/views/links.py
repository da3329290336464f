"""What the school does with a letter's door: gives the address, reads out the code, renews, unlocks; and its files."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases.models import IllegalMove
from journal.actions import record
from journal.models import Verb
from referrals import actions, attachments, links, rules, uploads
from referrals.door import End, end_of
from referrals.forms.links import RenewForm
from referrals.models import Attachment, Link, Referral
from referrals.views.asked import act, draw, page_of, referral_of, sent
from schools.http import StaffRequest
from schools.models import User


def link_box(user: User, referral: Referral) -> dict[str, Any] | None:
    """What `referrals/link_box.html` draws as `box`; None for who may not read the letter, and before it is out.

    `link` None: the letter went out without a door, or before there were doors.
    """
    if not rules.may_keep_link(user, referral) or not referral.is_sent:
        return None
    now = timezone.now()
    link = Link.objects.visible_to(user).filter(referral=referral).first()
    end = end_of(referral, link, now) if link else None
    return {
        "referral": referral,
        "link": link,
        "address": links.address_of(link) if link and end is None else "",
        "end": end,
        "is_locked": link is not None and end is None and link.is_locked(now),
        "may_renew": referral.state in actions.RENEWABLE and (end is not End.CLOSED),
    }


def _kept(request: StaffRequest, rid: str) -> tuple[Referral, Link]:
    """A letter that is out, with its door; 404 without one."""
    referral = referral_of(request, rid)
    if not rules.may_keep_link(request.user, referral):
        raise PermissionDenied
    link = Link.objects.visible_to(request.user).filter(referral=referral).first()
    if link is None:
        raise Http404
    return referral, link


@require_http_methods(["GET", "HEAD", "POST"])
def reveal_code(request: StaffRequest, rid: str) -> HttpResponse:
    """The six digits stand on this answer, to be read out on the telephone; each time is a line."""
    referral, link = _kept(request, rid)
    if request.method != "POST":  # the address bar of a page that showed the code
        return redirect(page_of(referral))
    if end_of(referral, link, timezone.now()):
        messages.warning(request, "ลิงก์นี้ใช้ไม่ได้แล้ว ต่ออายุลิงก์เพื่อออกรหัสใหม่")
        return redirect(page_of(referral))
    code = actions.reveal_code(referral, by=request.user)
    return render(request, "referrals/reveal_code.html", {"referral": referral, "link": link, "code": code})


@require_http_methods(["GET", "HEAD", "POST"])
def renew_link(request: StaffRequest, rid: str) -> HttpResponse:
    """For 7 to 60 days from now, with a new code; a letter that was sent before there were doors gets its first."""
    referral = referral_of(request, rid)
    if not rules.may_keep_link(request.user, referral):
        raise PermissionDenied
    form = RenewForm(sent(request), initial={"version": referral.version, "days": referral.link_days})
    if request.method == "POST" and form.is_valid():
        return act(request, form, referral, lambda: actions.renew_link(referral, **form.cleaned_data, by=request.user))
    link = Link.objects.visible_to(request.user).filter(referral=referral).first()
    return draw(request, "referrals/renew_link.html", form, referral=referral, link=link)


@require_http_methods(["GET", "HEAD", "POST"])
def unlock_link(request: StaffRequest, rid: str) -> HttpResponse:
    """The agency is on the telephone and mistyped: the same code may be tried again at once."""
    referral, _ = _kept(request, rid)
    if request.method != "POST":
        return redirect(page_of(referral))
    try:
        actions.unlock_link(referral, by=request.user)
    except IllegalMove as illegal:
        messages.warning(request, str(illegal))
    return redirect(page_of(referral))


@require_safe
def attachment_file(request: StaffRequest, rid: str, fid: str) -> HttpResponse:
    """A file that came with an answer: opened by who may read the answer, and written down."""
    referral = referral_of(request, rid)
    found = Attachment.objects.visible_to(request.user).filter(reply__referral=referral)
    attachment = get_object_or_404(found, public_id=fid)
    if not rules.may_read_packet(request.user, referral):
        raise PermissionDenied
    content = attachments.content_of(attachment)
    record(Verb.DISCLOSED, attachment, by=request.user, document=referral.code, kind=attachment.kind)
    headers = uploads.headers(attachment.kind, attachment.name)
    return HttpResponse(content, content_type=attachment.kind, headers=headers)
