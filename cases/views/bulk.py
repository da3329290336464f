"""The same for several chosen cases: the choice stands in the address, the act is answered row by row."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import actions, rules, work_papers
from cases.actions.bulk import MOST, UNDO
from cases.forms import AssignManyForm, VisitManyForm
from cases.models import Bulk, Case, IllegalMove, carers_of_each
from cases.views.answers import refused
from journal.papers import disclose
from schools.http import StaffRequest, once
from schools.models import User

PAGE = ["GET", "HEAD", "POST"]
PAGES_AT_ONCE = 2  # cases on one paper that is made while the person waits (≤ 5 pages, decisions C12)


@require_http_methods(PAGE)
def bulk_assign(request: StaffRequest) -> HttpResponse:
    """Who looks after all of these. Offered are those with a duty for at least one of the children."""
    cases, why = chosen(request)
    carers = carers_of_each([case.student for case in cases], timezone.localdate())
    people = {one.pk: one for found in carers.values() for one in found}.values()
    form = AssignManyForm(request.POST or None, people=people)
    return act_on(
        request, "cases/bulk_assign.html", form, cases, why,
        lambda: actions.assign_cases(cases, **form.cleaned_data, seen=owners_seen(request), by=request.user),
    )  # fmt: skip


def owners_seen(request: StaffRequest) -> dict[str, str]:
    """Case → owner as the page showed them, from its hidden fields "case:owner"."""
    return dict(told.partition(":")[::2] for told in request.POST.getlist("had")[: MOST + 1])


@require_http_methods(PAGE)
def bulk_visits(request: StaffRequest) -> HttpResponse:
    """A home visit by a day for each, as a task of the child's homeroom teacher."""
    cases, why = chosen(request)
    form = VisitManyForm(request.POST or None, today=timezone.localdate())
    return act_on(
        request, "cases/bulk_visits.html", form, cases, why,
        lambda: actions.plan_visits(cases, **form.cleaned_data, by=request.user),
    )  # fmt: skip


@require_safe
def summaries_pdf(request: StaffRequest) -> HttpResponse:
    """D3 of the chosen cases as one document for a meeting; the codes stand for the names."""
    cases, why = chosen(request)
    cases = [case for case in cases if rules.may_print(request.user, case)]
    if not cases:
        messages.warning(request, why or SAY_NONE)
        return redirect("cases:caseload")
    return disclose(
        request,
        work_papers.summaries,
        about=cases[0].school,
        filename=f"รายงานเคส {len(cases)} เคส.pdf",
        at_once=len(cases) <= PAGES_AT_ONCE,
        students={case.student_id for case in cases},
        kind="summaries",
        cids=[case.public_id for case in cases],
    )


SAY_NONE = "เลือกอย่างน้อยหนึ่งเคสจากรายการ"


def chosen(request: StaffRequest) -> tuple[list[Case], str]:
    """The cases named in the address or the form that she may see, in that order, and what is wrong with the choice."""
    if not rules.may_choose_many(request.user):
        raise PermissionDenied
    asked = list(dict.fromkeys(request.POST.getlist("c") or request.GET.getlist("c")))
    if len(asked) > MOST:
        return [], f"เลือกได้ครั้งละไม่เกิน {MOST} เคส ตอนนี้เลือก {len(asked)} เคส กลับไปเลือกให้น้อยลง"
    wanted = [cid for cid in asked if cid.isascii() and cid.isalnum()]
    seen = Case.objects.visible_to(request.user).filter(public_id__in=wanted)
    found = {case.public_id: case for case in seen.select_related("student__classroom", "school", "owner")}
    if asked and not found:
        raise Http404
    return [found[cid] for cid in wanted if cid in found], "" if found else SAY_NONE


def act_on(
    request: StaffRequest, template: str, form: forms.Form, cases: list[Case], why: str, act: Callable[[], Bulk]
) -> HttpResponse:
    """The page of the chosen rows with its form; sent, it leads to what came of each row."""
    context: dict[str, Any] = {"cases": cases, "form": form, "why": why, "most": MOST}
    if why and request.method == "POST":
        return render(request, template, context, status=409)
    if not why and form.is_valid():
        try:
            return once(request, lambda: reverse("cases:bulk", args=[act().public_id]))
        except IllegalMove as illegal:
            return render(request, template, context | {"why": str(illegal)}, status=409)
    return refused(request, template, context)


@require_safe
def bulk(request: StaffRequest, bid: str) -> HttpResponse:
    """What came of each row, for who did it; taken back with one button as long as it can be."""
    one = the_bulk(request, bid)
    return render(request, "cases/bulk.html", page_of(request.user, one))


def page_of(user: User, one: Bulk) -> dict[str, Any]:
    seen = Case.objects.visible_to(user).filter(public_id__in=[item["case"] for item in one.items])
    cases = {case.public_id: case for case in seen.select_related("student__classroom")}
    uids = {uid for item in one.items for uid in (item.get("was"), item.get("to")) if uid}
    people = {person.public_id: person for person in User.objects.visible_to(user).filter(public_id__in=uids)}
    rows = [
        (cases.get(item["case"]), item, people.get(item.get("was", "")), people.get(item.get("to", "")))
        for item in one.items
    ]
    done = sum("why" not in item for item in one.items)
    until = one.at + UNDO
    may_undo = bool(done) and one.undone_at is None and timezone.now() <= until
    return {"bulk": one, "rows": rows, "done": done, "until": until, "may_undo": may_undo}


@require_POST
def undo_bulk(request: StaffRequest, bid: str) -> HttpResponse:
    one = the_bulk(request, bid)
    try:
        return once(request, lambda: reverse("cases:bulk", args=[actions.undo_bulk(one, by=request.user).public_id]))
    except IllegalMove as illegal:
        context = page_of(request.user, one) | {"why": str(illegal)}
        return render(request, "cases/bulk.html", context, status=409)


def the_bulk(request: StaffRequest, bid: str) -> Bulk:
    return get_object_or_404(Bulk.objects.visible_to(request.user), public_id=bid)
