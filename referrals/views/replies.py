"""What staff hear from the agency, and what they make of an answer."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.models import TAKEN
from referrals import actions, rules
from referrals.forms import AdviceForm, ReplyForm
from referrals.listing import WAY, Asked
from referrals.models import NEXT, Referral, Reply, State
from referrals.views.asked import act, back, draw, page_of, referral_of, refused, sent
from schools.http import StaffRequest, once


@require_http_methods(["GET", "HEAD", "POST"])
def record_reply(request: StaffRequest, rid: str) -> HttpResponse:
    """Who said it, how, when, and what (decisions B11); for whoever is called back."""
    referral = referral_of(request, rid)
    if not rules.may_record_reply(request.user, referral):
        raise PermissionDenied
    initial = {"version": referral.version, "received_on": timezone.localdate()}
    form = ReplyForm(sent(request), sent_on=referral.sent_on, initial=initial)
    may_answer = State.ANSWERED in NEXT[State(referral.state)]
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        return act(request, form, referral, lambda: actions.record_reply(referral, **typed, by=request.user))
    if not may_answer:
        message = f"การส่งต่อนี้อยู่ในขั้น “{referral.get_state_display()}” จึงบันทึกคำตอบไม่ได้"
        if request.method == "POST":
            return refused(request, form, referral, message)
        messages.warning(request, message)
        return back(referral)
    return draw(request, "referrals/record_reply.html", form, referral=referral)


@require_http_methods(["GET", "HEAD", "POST"])
def read_reply(request: StaffRequest, rid: str) -> HttpResponse:
    """รับทราบ, in one tap: everything up to the reply that stood on the page (`number`).

    Tapped on the board it leads back there, with the filters of that board (`board`).
    """
    referral = referral_of(request, rid)
    if not rules.may_record_reply(request.user, referral):
        raise PermissionDenied
    if request.method != "POST":
        return back(referral)
    number = request.POST.get("number", "")
    if not (number.isascii() and number.isdigit() and len(number) <= 4):
        raise Http404
    get_object_or_404(Reply.objects.visible_to(request.user), referral=referral, number=int(number))

    def read() -> str:
        actions.read_reply(referral, number=int(number), by=request.user)
        if "board" not in request.POST:
            return page_of(referral)
        messages.success(request, f"รับทราบคำตอบของ {referral.code} แล้ว")
        return _place_on_board(referral, request.POST["board"])

    return once(request, read)


def _place_on_board(referral: Referral, filters: str) -> str:
    """Where the card stood: its column on a phone, or the list of what needs another way."""
    asked = Asked.read(QueryDict(filters))
    on_way = referral.state in WAY
    query = urlencode(asked.as_query(state=referral.state if on_way else ""))
    return f"{reverse('referrals:board')}?{query}{'' if on_way else '#exits'}"


@require_http_methods(["GET", "HEAD", "POST"])
def take_advice(request: StaffRequest, rid: str, number: int) -> HttpResponse:
    """What was advised becomes tasks of the case: chosen lines, one day, one person."""
    referral = referral_of(request, rid)
    if not rules.may_take_advice(request.user, referral):
        raise PermissionDenied
    reply = get_object_or_404(Reply.objects.visible_to(request.user), referral=referral, number=number)
    form = AdviceForm(sent(request), referral=referral, reply=reply)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        return act(
            request, form, referral, lambda: actions.take_advice(referral, reply=reply, **typed, by=request.user)
        )
    if request.method != "POST" and (referral.case.state not in TAKEN or all(each.task for each in reply.to_do)):
        messages.warning(request, "ไม่มีข้อที่จะทำเป็นงานได้แล้ว")
        return back(referral)
    return draw(request, "referrals/take_advice.html", form, referral=referral, reply=reply)
