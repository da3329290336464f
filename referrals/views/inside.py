"""Internal referrals: the list, one on a page, and what becomes of it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases.models import Case, IllegalMove
from journal.actions import record
from journal.models import Verb
from journal.papers import disclose
from referrals import actions, inside_papers, rules
from referrals.actions import InsideStale
from referrals.asked_inside import counts, packet_for
from referrals.forms import DeclineInsideForm, FinishInsideForm, RevokeInsideForm, TakeAdviceForm, VersionForm
from referrals.models import INSIDE_OPEN, Inside, InsideState
from referrals.models.inside import InsideQuerySet
from referrals.offered import labels
from referrals.views.asked import draw, sent
from schools.http import StaffRequest, once
from schools.models import User
from students.models import Student

LISTED = 200
PATH = (InsideState.PENDING, InsideState.ACCEPTED, InsideState.DONE)


@require_safe
def inside_list(request: StaffRequest) -> HttpResponse:
    """`tab`: mine (addressed to her), ours (of her schools), over; `state` narrows."""
    user = request.user
    if not rules.may_list_inside(user):
        raise PermissionDenied
    seen = Inside.objects.visible_to(user)
    tab = request.GET.get("tab", "mine")
    tab = tab if tab in ("mine", "ours", "over") else "mine"
    state = request.GET.get("state", "")
    rows = _tab(seen, tab, user)
    if state in InsideState:
        rows = rows.filter(state=state)
    found = list(rows.with_people()[:LISTED])
    names = _names(user, found)
    context = {
        "tab": tab,
        "state": state,
        "states": [one for one in InsideState if (one in INSIDE_OPEN) == (tab != "over")],
        "counts": counts(user),
        "rows": [(one, names.get(one.student_id), one.is_late(timezone.localdate())) for one in found],
        "is_of_school": bool(user.rights.care_schools),
    }
    return render(request, "referrals/inside_list.html", context)


def _tab(seen: InsideQuerySet, tab: str, user: User) -> InsideQuerySet:
    if tab == "over":
        last = F("pk").desc()
        return seen.exclude(state__in=INSIDE_OPEN).order_by("-sent_at", last)
    hers = seen.filter(addressees__user=user) if tab == "mine" else seen.exclude(addressees__user=user)
    return hers.open().order_by("-state", "-is_urgent", "due_on", "pk")


def _names(user: User, rows: list[Inside]) -> dict[int, Student]:
    """The children she may see anyway, by key; for the others the code stands alone."""
    seen = Student.objects.visible_to(user).filter(pk__in=[one.student_id for one in rows])
    return {child.pk: child for child in seen}


@require_safe
def inside_of_case(request: StaffRequest, cid: str) -> HttpResponse:
    """The box on the case's page, or the same as a page of its own."""
    user = request.user
    seen = Case.objects.visible_to(user).filter(school__in=user.rights.care_schools)
    case = get_object_or_404(seen.select_related("student__classroom"), public_id=cid)
    rows = Inside.objects.visible_to(user).filter(case=case)
    context = {
        "case": case,
        "rows": list(rows.with_people().order_by("-sent_at", "-pk")),
        "may_send": case.is_open() and rules.may_send_inside(user, case),
    }
    name = "referrals/inside_of_case.html"
    return render(request, f"{name}#box" if request.htmx else name, context)


@require_safe
def inside(request: StaffRequest, iid: str) -> HttpResponse:
    one = inside_of(request, iid)
    user, today = request.user, timezone.localdate()
    record(Verb.VIEWED, one, by=user, page="inside")
    packet = packet_for(user, one)
    case = Case.objects.visible_to(user).filter(pk=one.case_id).select_related("student__classroom").first()
    context = {
        "inside": one,
        "packet": packet,
        "case": case,
        "is_late": one.is_late(today),
        "states": _path(one),
        "may": _may(user, one),
        "is_on_behalf": rules.is_on_behalf(user, one),
        "chosen": labels(one.sections) if packet else [],
        "opens_case": "case" in one.sections,
        "advice": [(line, str(place) in one.taken) for place, line in enumerate(one.advice_lines)] if packet else [],
    }
    return render(request, "referrals/inside.html", context)


def inside_of(request: StaffRequest, iid: str) -> Inside:
    return get_object_or_404(Inside.objects.visible_to(request.user).with_people(), public_id=iid)


def _may(user: User, inside: Inside) -> dict[str, bool]:
    """The rules' answers and the state's, for the buttons."""
    answers, state = rules.may_answer_inside(user, inside), inside.state
    left = any(str(place) not in inside.taken for place in range(len(inside.advice_lines)))
    return {
        "accept": answers and state == InsideState.PENDING,
        "decline": answers and inside.is_open,
        "finish": answers and state == InsideState.ACCEPTED,
        "revoke": inside.is_open and rules.may_revoke_inside(user, inside),
        "read_why": rules.may_read_why(user, inside),
        "print": rules.may_print_inside(user, inside),
        "take_advice": state == InsideState.DONE and left and rules.may_take_inside_advice(user, inside),
    }


def _path(inside: Inside) -> list[tuple[str, str]]:
    """(word, "done" | "now" | "") of the way; of a side exit what was reached before, and the exit."""
    if inside.state not in PATH:
        reached = [InsideState.PENDING, *([InsideState.ACCEPTED] if inside.answered_at and not inside.answer else [])]
        return [*((one.label, "done") for one in reached), (inside.get_state_display(), "now")]
    place = PATH.index(InsideState(inside.state))
    return [(one.label, "done" if n < place else "now" if n == place else "") for n, one in enumerate(PATH)]


def act(request: StaffRequest, form: forms.Form, inside: Inside, do: Callable[[], object]) -> HttpResponse:
    """Do it once and go back to it. What the state refuses answers 409 and keeps what was typed."""

    def then() -> str:
        do()
        return _page_of(inside)

    try:
        return once(request, then)
    except (InsideStale, IllegalMove) as refused:
        current = get_object_or_404(Inside.objects.visible_to(request.user).with_people(), pk=inside.pk)
        typed = [(str(field.label), form.cleaned_data.get(field.name, "")) for field in form.visible_fields()]
        context = {"inside": current, "message": str(refused), "typed": typed}
        return render(request, "referrals/inside_conflict.html", context, status=409)


def _page_of(inside: Inside) -> str:
    return reverse("referrals:inside", args=[inside.public_id])


@require_http_methods(["GET", "HEAD", "POST"])
def accept_inside(request: StaffRequest, iid: str) -> HttpResponse:
    """One button of the page of the referral; whoever only opens the address is led there."""
    one = inside_of(request, iid)
    if not rules.may_answer_inside(request.user, one):
        raise PermissionDenied
    form = VersionForm(sent(request))
    if not form.is_valid():
        return redirect(_page_of(one))
    return act(request, form, one, lambda: actions.accept_inside(one, **form.cleaned_data, by=request.user))


def _answer(
    request: StaffRequest,
    one: Inside,
    form: forms.Form,
    template: str,
    do: Callable[..., object],
    states: tuple[InsideState, ...] = INSIDE_OPEN,
    **context: Any,
) -> HttpResponse:
    """A page with one form: only while the state allows it."""
    if request.method == "POST" and form.is_valid():
        return act(request, form, one, lambda: do(one, **form.cleaned_data, by=request.user))
    if request.method != "POST" and one.state not in states:
        return redirect(_page_of(one))
    is_on_behalf = rules.is_on_behalf(request.user, one)
    return draw(request, template, form, inside=one, is_on_behalf=is_on_behalf, **context)


def _must_be_hers(request: StaffRequest, one: Inside) -> None:
    """What ended while she wrote is refused by its state, which gives back what she typed."""
    if rules.may_answer_inside(request.user, one):
        return
    was_hers = any(each.user_id == request.user.pk for each in one.addressees.all())
    if one.is_open or not was_hers or request.method != "POST":
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
def decline_inside(request: StaffRequest, iid: str) -> HttpResponse:
    one = inside_of(request, iid)
    _must_be_hers(request, one)
    form = DeclineInsideForm(sent(request), initial={"version": one.version})
    return _answer(request, one, form, "referrals/decline_inside.html", actions.decline_inside)


@require_http_methods(["GET", "HEAD", "POST"])
def finish_inside(request: StaffRequest, iid: str) -> HttpResponse:
    one = inside_of(request, iid)
    _must_be_hers(request, one)
    form = FinishInsideForm(sent(request), initial={"version": one.version})
    accepted = (InsideState.ACCEPTED,)
    return _answer(request, one, form, "referrals/finish_inside.html", actions.finish_inside, accepted)


@require_http_methods(["GET", "HEAD", "POST"])
def revoke_inside(request: StaffRequest, iid: str) -> HttpResponse:
    one = inside_of(request, iid)
    if not rules.may_revoke_inside(request.user, one):
        raise PermissionDenied
    form = RevokeInsideForm(sent(request), initial={"version": one.version})
    return _answer(request, one, form, "referrals/revoke_inside.html", actions.revoke_inside)


@require_http_methods(["GET", "HEAD", "POST"])
def take_inside_advice(request: StaffRequest, iid: str) -> HttpResponse:
    """What was advised becomes tasks of the case: ticked already, one press."""
    one, user, today = inside_of(request, iid), request.user, timezone.localdate()
    if not rules.may_take_inside_advice(user, one):
        raise PermissionDenied
    case = get_object_or_404(Case.objects.visible_to(user).select_related("student", "owner"), pk=one.case_id)
    lines = [(place, line) for place, line in enumerate(one.advice_lines) if str(place) not in one.taken]
    initial = {"responsible": (case.owner or user).public_id, "due_on": actions.due_on(one.school, is_urgent=False)}
    every = list(enumerate(one.advice_lines)) if request.method == "POST" else lines
    form = TakeAdviceForm(sent(request), lines=every, student=case.student, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        return act(request, form, one, lambda: actions.take_inside_advice(one, **form.cleaned_data, by=user))
    if request.method != "POST" and not lines:
        return redirect(_page_of(one))
    return draw(request, "referrals/take_inside_advice.html", form, inside=one, case=case)


@require_safe
def inside_memo_pdf(request: StaffRequest, iid: str) -> HttpResponse:
    """D4c. To the area it names a code, never the child."""
    one = inside_of(request, iid)
    if not rules.may_print_inside(request.user, one):
        raise PermissionDenied
    return disclose(request, inside_papers.inside_memo, about=one, filename=f"{one.code}-memo.pdf", inside_id=one.pk)
