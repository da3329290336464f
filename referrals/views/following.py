"""Whether the help arrived: what is due, what was found, asking once more, asking no more."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases.models import IllegalMove
from referrals import actions, following, rules
from referrals.forms import FollowUpForm, PlanFollowUpForm, SkipFollowUpForm
from referrals.models import FollowUp
from referrals.views.asked import back, draw, referral_of, refused, sent
from schools.http import StaffRequest, once

MOST = 200  # on one page


@require_safe
def follow_up_list(request: StaffRequest) -> HttpResponse:
    """What is due, and what comes in the next two weeks."""
    user = request.user
    if not rules.may_list_waiting(user):
        raise PermissionDenied
    today = timezone.localdate()
    context = {
        "due": list(following.due_follow_ups(user, today)[:MOST]),
        "coming": list(following.coming_follow_ups(user, today)[:MOST]),
        "today": today,
        "most": MOST,
    }
    return render(request, "referrals/follow_up_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: StaffRequest, fid: str) -> HttpResponse:
    """Once done the page shows what was found and where to go from there."""
    planned = _load(request, fid)
    form = FollowUpForm(sent(request))
    if request.method == "POST" and form.is_valid():
        return _act(request, form, planned, lambda: actions.follow_up(planned, **form.cleaned_data, by=request.user))
    context = {
        "planned": planned,
        "referral": planned.referral,
        "ways": following.ways_on(planned),
        "may_read": rules.may_read_packet(request.user, planned.referral),
    }
    return draw(request, "referrals/follow_up.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def skip_follow_up(request: StaffRequest, fid: str) -> HttpResponse:
    planned = _load(request, fid)
    form = SkipFollowUpForm(sent(request))
    if request.method == "POST" and form.is_valid():
        skip = actions.skip_follow_up
        return _act(request, form, planned, lambda: skip(planned, **form.cleaned_data, by=request.user))
    if request.method != "POST" and planned.done_at:
        return back(planned.referral)
    return draw(request, "referrals/skip_follow_up.html", form, planned=planned, referral=planned.referral)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_follow_up(request: StaffRequest, rid: str) -> HttpResponse:
    referral = referral_of(request, rid)
    if not rules.may_follow_up(request.user, referral):
        raise PermissionDenied
    form = PlanFollowUpForm(sent(request))
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["due_on"]

        def then() -> str:
            actions.plan_follow_up(referral, due_on=day, by=request.user)
            return reverse("referrals:referral", args=[referral.public_id])

        try:
            return once(request, then)
        except IllegalMove as illegal:
            return refused(request, form, referral, str(illegal))
    if request.method != "POST" and not following.is_followed(referral):
        return back(referral)
    return draw(request, "referrals/plan_follow_up.html", form, referral=referral)


def _load(request: StaffRequest, fid: str) -> FollowUp:
    rows = FollowUp.objects.visible_to(request.user).select_related(
        "referral__case", "referral__student", "referral__agency", "referral__school", "done_by"
    )
    planned = get_object_or_404(rows, public_id=fid)
    if not rules.may_follow_up(request.user, planned.referral):
        raise PermissionDenied
    return planned


def _act(
    request: StaffRequest, form: FollowUpForm | SkipFollowUpForm, planned: FollowUp, do: Callable[[], object]
) -> HttpResponse:
    def then() -> str:
        do()
        return reverse("referrals:follow_up", args=[planned.public_id])

    try:
        return once(request, then)
    except IllegalMove as illegal:
        return refused(request, form, planned.referral, str(illegal))
