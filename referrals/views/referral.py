"""One referral: the draft's task list, later the packet, the letter, its door, and what the agency answered."""

from datetime import timedelta
from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.models import TAKEN
from journal.actions import record
from journal.models import Verb
from referrals import rules
from referrals.clock import waiting
from referrals.following import after_sending
from referrals.forms.answering import WITHIN_DAYS
from referrals.listing import ways_on
from referrals.models import NEXT, SIDE_EXITS, Attachment, Referral, Reply, State
from referrals.steps import missing, steps
from referrals.views.asked import referral_of
from referrals.views.links import link_box
from schools.http import StaffRequest
from schools.models import User


@require_safe
def referral(request: StaffRequest, rid: str) -> HttpResponse:
    user, referral = request.user, referral_of(request, rid)
    record(Verb.VIEWED, referral, by=user, page="referral")
    may = _may(user, referral)
    ways = ways_on(user, referral)
    context: dict[str, Any] = {"referral": referral, "may": may, "states": _path(referral), "ways": ways}
    if referral.is_draft:
        context |= {"steps": steps(referral), "missing": missing(referral)} if may["read"] else {}
    else:
        context |= _sent(user, referral, may)
    followers = Referral.objects.visible_to(user).filter(follows=referral).order_by("pk")
    context["followers"] = followers
    context["follows"] = Referral.objects.visible_to(user).filter(followed_by=referral).first()
    context["next"] = _next(may, [way.view for way in ways])
    return render(request, "referrals/referral.html", context)


def _sent(user: User, referral: Referral, may: dict[str, bool]) -> dict[str, Any]:
    files = Attachment.objects.visible_to(user).defer("sealed").order_by("pk")
    replies = Reply.objects.visible_to(user).filter(referral=referral).select_related("recorded_by", "read_by")
    answers = list(replies.prefetch_related(Prefetch("attachments", files, to_attr="files")).order_by("-number"))
    found: dict[str, Any] = {
        "replies": answers,
        "unread_reply": answers[0].number if may["acknowledge"] and answers and answers[0].read_at is None else 0,
        "packet": referral.packet if may["read"] else None,
        "box": link_box(user, referral),
        "advice_due_on": timezone.localdate() + timedelta(days=WITHIN_DAYS),
    }
    if referral.state == State.SENT and referral.sent_on:
        holidays = set(referral.school.area.holidays.values_list("on", flat=True))
        found["waiting"] = waiting(referral.sent_on, timezone.localdate(), holidays, is_urgent=referral.is_urgent)
    return found | after_sending(user, referral)


def _may(user: User, referral: Referral) -> dict[str, bool]:
    """The rules' answers and the state's, for the buttons."""
    takes = referral.case.state in TAKEN and referral.case.owner_id is not None
    return {
        "prepare": rules.may_prepare(user, referral) and referral.is_draft,
        "reply": rules.may_record_reply(user, referral)
        and referral.is_sent
        and State.ANSWERED in NEXT[State(referral.state)],
        "acknowledge": rules.may_record_reply(user, referral),
        "read": rules.may_read_packet(user, referral),
        "take": takes and rules.may_take_advice(user, referral),
    }


def _next(may: dict[str, bool], views: list[str]) -> str:
    """The one act of the bar at the foot of the page."""
    if may["prepare"]:
        return "check"
    return next((view for view in ("sign", "send_to_another", "record_reply") if view in views), "")


def _path(referral: Referral) -> list[tuple[str, str]]:
    """(word, "done" | "now" | "") of the states of its way. A side exit stands where it left the way; what was closed
    before the end skipped the rest."""
    happened = {
        State.DRAFT: True,
        State.AWAITING_SIGNATURE: bool(referral.asked_to_sign_at),
        State.SENT: bool(referral.signed_at),
        State.RECEIVED: bool(referral.answered_at),
        State.ANSWERED: bool(referral.answered_at) and referral.state != State.RECEIVED,
        State.CLOSED: False,
    }
    way = list(happened)
    if referral.state in SIDE_EXITS:
        way = [*(state for state in way if happened[state]), State(referral.state), State.CLOSED]
    return [(each.label, "now" if each == referral.state else "done" if happened.get(each) else "") for each in way]
