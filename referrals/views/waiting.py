"""Who has not answered, and asking again: by telephone, in LINE or by letter (ux.md W8)."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases.models import IllegalMove
from journal.actions import record
from journal.models import Verb
from referrals import actions, rules
from referrals import waiting as questions
from referrals.clock import ANSWER_WITHIN, URGENT_WITHIN
from referrals.clock import waiting as silence
from referrals.following import AWAITED
from referrals.forms import RemindAgencyForm, RemindForm
from referrals.line_text import Asked, line_text
from referrals.links import full_address_of
from referrals.models import Agency, Link, Referral
from referrals.views.asked import act, back, draw, referral_of, refused, sent
from referrals.waiting import WaitingLetter, holidays_of, waiting_letters
from schools.http import StaffRequest, once


@require_safe
def waiting(request: StaffRequest) -> HttpResponse:
    """Longest first. `late` narrows to those whose day is over."""
    user = request.user
    if not rules.may_list_waiting(user):
        raise PermissionDenied
    today = timezone.localdate()
    letters = waiting_letters(user, today)
    since = min((one.referral.sent_on for one in letters if one.referral.sent_on), default=today)
    narrowed = bool(request.GET.get("late"))
    context: dict[str, Any] = {
        "letters": [one for one in letters if one.waiting.is_silent] if narrowed else letters,
        "every": len(letters),
        "overdue": sum(one.waiting.is_silent for one in letters),
        "narrowed": narrowed,
        "together": together(letters),
        "inside": questions.waiting_inside(user, today),
        "years_unknown": questions.years_without_holidays(user, since, today),
        "within": ANSWER_WITHIN,
        "urgent_within": URGENT_WITHIN,
        "most": questions.MOST,
        "today": today,
    }
    return render(request, "referrals/waiting.html", context)


def together(letters: Sequence[WaitingLetter]) -> list[tuple[Agency, int]]:
    """Agencies with several letters: one call is enough for all of them."""
    found = sorted((one.referral.agency for one in letters if one.referral.agency), key=lambda one: (one.name, one.pk))
    counted = [(agency, len(list(same))) for agency, same in groupby(found)]
    return [(agency, count) for agency, count in counted if count > 1]


@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: StaffRequest, rid: str) -> HttpResponse:
    """One letter. `link` puts its address into the text; the six digits are never in it."""
    referral = referral_of(request, rid)
    if not rules.may_remind(request.user, referral):
        raise PermissionDenied
    form = RemindForm(sent(request))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        return act(request, form, referral, lambda: actions.remind([referral], **typed, by=request.user))
    if request.method != "POST" and referral.state not in AWAITED:
        return back(referral)
    link = Link.objects.visible_to(request.user).alive(timezone.now()).filter(referral=referral).first()
    with_link = bool(link and settings.SITE_URL and request.GET.get("link"))
    if link and with_link:
        record(Verb.REVEALED, link, by=request.user, what="address")
    today = timezone.localdate()
    holidays = holidays_of({referral.school.area_id})[referral.school.area_id]
    context = {
        "referral": referral,
        "text": text_of([referral], full_address_of(link) if link and with_link else "", has_link=link is not None),
        "may_add_link": bool(link and settings.SITE_URL),
        "with_link": with_link,
        "caller": questions.caller(referral.agency, referral.agency.contacts.all() if referral.agency else ()),
        "reminders": referral.reminders.exclude(by=None).select_related("by"),
        "waiting": silence(referral.sent_on or today, today, holidays, is_urgent=referral.is_urgent),
    }
    return draw(request, "referrals/remind.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def remind_agency(request: StaffRequest, aid: str) -> HttpResponse:
    """All letters that one agency has not answered: one text, one call, a line for each."""
    user = request.user
    agency = get_object_or_404(Agency.objects.visible_to(user), public_id=aid)
    if not rules.may_list_waiting(user):
        raise PermissionDenied
    letters = waiting_letters(user, timezone.localdate(), agency=agency)
    rows = [one.referral for one in letters]
    form = RemindAgencyForm(sent(request), letters=rows)
    if request.method == "POST" and form.is_valid():

        def then() -> str:
            actions.remind(**{"letters": [], **form.cleaned_data}, by=user)
            return reverse("referrals:waiting")

        try:
            return once(request, then)
        except IllegalMove as illegal:
            return refused(request, form, rows[0], str(illegal))
    has_link = any(link.is_alive(timezone.now()) for row in rows if (link := getattr(row, "link", None)))
    context = {
        "agency": agency,
        "letters": letters,
        "caller": letters[0].caller if letters else None,
        "text": text_of(rows, has_link=has_link) if rows else "",
    }
    return draw(request, "referrals/remind_agency.html", form, **context)


def text_of(rows: Sequence[Referral], address: str = "", *, has_link: bool) -> str:
    """Letters of one agency. A school is named when all are hers and none hides it."""
    today = timezone.localdate()
    known = holidays_of({row.school.area_id for row in rows})
    asked = []
    for row in rows:
        sent_on = row.sent_on or today
        days = silence(sent_on, today, known[row.school.area_id], is_urgent=row.is_urgent)
        asked.append(Asked(row.code, sent_on, days.words, address))
    schools = {row.school for row in rows}
    names_school = len(schools) == 1 and not any(row.hides_school for row in rows)
    school = next(iter(schools))
    return line_text(
        asked,
        agency=rows[0].agency.name if rows[0].agency else "",
        school=school.full_name if names_school else "",
        phone=school.phone,
        has_link=has_link,
    )
