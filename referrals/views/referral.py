"""One referral: the draft's task list, later the packet, the letter and what the agency answered."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from journal.actions import record
from journal.models import Verb
from referrals import actions, rules
from referrals.clock import waiting
from referrals.forms import CloseForm, ReplyForm
from referrals.models import SIDE_EXITS, Referral, Reply, State
from referrals.steps import missing, steps
from referrals.views.asked import act, back, draw, referral_of, sent
from schools.http import StaffRequest
from schools.models import User


@require_safe
def referral(request: StaffRequest, rid: str) -> HttpResponse:
    referral = referral_of(request, rid)
    record(Verb.VIEWED, referral, by=request.user, page="referral")
    may = _may(request.user, referral)
    context: dict[str, Any] = {"referral": referral, "may": may, "states": _path(referral)}
    if referral.is_draft:
        context |= {"steps": steps(referral), "missing": missing(referral)} if may["read"] else {}
    else:
        replies = Reply.objects.visible_to(request.user).filter(referral=referral).select_related("recorded_by")
        context["replies"] = replies.order_by("-received_on", "-pk")
        context["packet"] = referral.packet if may["read"] else None
    if referral.state == State.SENT and referral.sent_on:
        holidays = set(referral.school.area.holidays.values_list("on", flat=True))
        context["waiting"] = waiting(referral.sent_on, timezone.localdate(), holidays)
    return render(request, "referrals/referral.html", context)


def _may(user: User, referral: Referral) -> dict[str, bool]:
    """The rules' answers and the state's, for the buttons."""
    prepares, state = rules.may_prepare(user, referral), referral.state
    return {
        "prepare": prepares and referral.is_draft,
        "sign": rules.may_sign(user, referral) and state == State.AWAITING_SIGNATURE,
        "reply": rules.may_record_reply(user, referral) and referral.is_sent,
        "close": prepares and state != State.CLOSED,
        "read": rules.may_read_packet(user, referral),
    }


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
    return [(each.label, "now" if each == referral.state else "done" if happened[each] else "") for each in way]


@require_http_methods(["GET", "HEAD", "POST"])
def record_reply(request: StaffRequest, rid: str) -> HttpResponse:
    referral = referral_of(request, rid)
    if not rules.may_record_reply(request.user, referral):
        raise PermissionDenied
    initial = {"version": referral.version, "received_on": timezone.localdate()}
    form = ReplyForm(sent(request), sent_on=referral.sent_on, initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        return act(request, form, referral, lambda: actions.record_reply(referral, **typed, by=request.user))
    if request.method != "POST" and not referral.is_sent:
        return back(referral)
    return draw(request, "referrals/record_reply.html", form, referral=referral)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: StaffRequest, rid: str) -> HttpResponse:
    referral = referral_of(request, rid)
    if not rules.may_prepare(request.user, referral):
        raise PermissionDenied
    form = CloseForm(sent(request), initial={"version": referral.version})
    if request.method == "POST" and form.is_valid():
        return act(request, form, referral, lambda: actions.close(referral, **form.cleaned_data, by=request.user))
    if request.method != "POST" and referral.state == State.CLOSED:
        return back(referral)
    return draw(request, "referrals/close.html", form, referral=referral)
