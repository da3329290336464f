"""The ways out of a referral, and the way in: closed, called back, sent to another agency, begun from a case."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cases.listing import PAGE, found
from cases.models import TAKEN, Case, IllegalMove
from journal.actions import line
from journal.models import Verb
from referrals import actions, rules
from referrals.directory import suited
from referrals.forms import AnotherForm, CloseForm, RevokeForm
from referrals.models import NEXT, SIDE_EXITS, Agency, Referral, State
from referrals.views.asked import act, back, draw, page_of, referral_of, refused, sent
from schools.http import StaffRequest, once
from schools.thai import clean


@require_http_methods(["GET", "HEAD", "POST"])
def choose_case(request: StaffRequest) -> HttpResponse:
    """A referral is always about a case: hers first, any other by code or name (typed in the body, FZ-6)."""
    user = request.user
    if not rules.may_begin(user):
        raise PermissionDenied
    typed = clean(request.POST.get("q", "")[:100]) if request.method == "POST" else ""
    if typed:
        cases = [case for case in found(user, typed) if rules.may_refer(user, case)]
        home, children = user.rights.home, [case.student_id for case in cases]
        line(Verb.SEARCHED, "cases.search", by=user, school=home.pk if home else None, students=children)
    else:
        mine = Case.objects.visible_to(user).filter(owner=user, state__in=TAKEN)
        rows = mine.select_related("student__classroom", "owner").order_by("-touched_at", "-pk")[:PAGE]
        cases = [case for case in rows if rules.may_refer(user, case)]
    return render(request, "referrals/choose_case.html", {"cases": cases, "typed": typed, "most": PAGE})


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: StaffRequest, rid: str) -> HttpResponse:
    referral = referral_of(request, rid)
    if not rules.may_prepare(request.user, referral):
        raise PermissionDenied
    form = CloseForm(sent(request), is_sent=referral.is_sent, initial={"version": referral.version})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        return act(request, form, referral, lambda: actions.close(referral, **typed, by=request.user))
    if State.CLOSED not in NEXT[State(referral.state)]:
        return _too_late(request, form, referral, State.CLOSED)
    return draw(request, "referrals/close.html", form, referral=referral)


@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: StaffRequest, rid: str) -> HttpResponse:
    referral = referral_of(request, rid)
    if not rules.may_revoke(request.user, referral):
        raise PermissionDenied
    form = RevokeForm(sent(request), initial={"version": referral.version})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        return act(request, form, referral, lambda: actions.revoke(referral, **typed, by=request.user))
    if State.REVOKED not in NEXT[State(referral.state)]:
        return _too_late(request, form, referral, State.REVOKED)
    return draw(request, "referrals/revoke.html", form, referral=referral)


@require_http_methods(["GET", "HEAD", "POST"])
def send_to_another(request: StaffRequest, rid: str) -> HttpResponse:
    """From a side exit to a new draft, which opens on its own page."""
    referral = referral_of(request, rid)
    if not rules.may_prepare(request.user, referral):
        raise PermissionDenied
    agencies = Agency.objects.visible_to(request.user).in_use_by(referral.school)
    form = AnotherForm(sent(request), agencies=agencies, offered=suited(referral.school, referral.student))
    if request.method == "POST" and form.is_valid():

        def begin() -> str:
            return page_of(actions.send_to_another(referral, agency=form.cleaned_data["agency"], by=request.user))

        try:
            return once(request, begin)
        except IllegalMove as illegal:
            return refused(request, form, referral, str(illegal))
    if referral.state not in SIDE_EXITS and request.method != "POST":
        messages.warning(request, f"การส่งต่อนี้อยู่ในขั้น “{referral.get_state_display()}” ยังไม่ต้องส่งหน่วยงานอื่น")
        return back(referral)
    return draw(request, "referrals/send_to_another.html", form, referral=referral)


def _too_late(request: StaffRequest, form: CloseForm | RevokeForm, referral: Referral, wanted: State) -> HttpResponse:
    """Opened when its state allows it no more: back with a word. A form that is sent is told why (409)."""
    message = f"การส่งต่อนี้อยู่ในขั้น “{referral.get_state_display()}” จึงเปลี่ยนเป็น “{wanted.label}” ไม่ได้"
    if request.method == "POST":
        return refused(request, form, referral, message)
    messages.warning(request, message)
    return back(referral)
