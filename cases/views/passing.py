"""A case that goes with its child: prepared at the old school, taken at the new one, and the headers that stay."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import actions, rules
from cases.forms import PassForm
from cases.models import Case, IllegalMove, Passing
from cases.packet import offered_notes
from cases.passed import move_of, outdated, passed_on, prepared_by_us, readiness, taken_by_us, waiting_for
from cases.views.answers import refused, the_case
from journal.actions import line, record
from journal.models import Verb
from schools.http import StaffRequest, once
from students.models import Student, Transfer
from students.rules import may_keep_transfer, may_prepare_transfer

MOST = 200


@dataclass(frozen=True)
class Shown:
    """A part of the packet; without entries it is for the counselors to read."""

    label: str
    entries: list[dict[str, str]] | None


@require_http_methods(["GET", "HEAD", "POST"])
def pass_case(request: StaffRequest, cid: str) -> HttpResponse:
    """What goes along. Without a move there is nothing to prepare for: the page leads to where one begins."""
    case = the_case(request, cid)
    if not rules.may_lead(request.user, case):
        raise PermissionDenied
    if request.method != "POST":
        record(Verb.VIEWED, case, by=request.user, page="pass_case")
    move = move_of(request.user, case) if case.is_open() else None
    if move is None:
        may_begin = case.is_open() and may_prepare_transfer(request.user, case.student)
        return render(request, "cases/pass_case.html", {"case": case, "move": None, "may_begin": may_begin})
    before = Passing.objects.visible_to(request.user).filter(case=case, transfer=move).first()
    begun = before if before and before.is_prepared else None
    chosen = {"sections": begun.sections, "notes": begun.packet["notes"]} if begun else {}
    offered = offered_notes(case)
    form = PassForm(request.POST or None, initial=chosen, offered=offered, is_new=begun is None)
    if form.is_valid():
        return _prepare(request, case, move, form)
    return refused(request, "cases/pass_case.html", {"case": case, "move": move, "form": form, "begun": begun})


def _prepare(request: StaffRequest, case: Case, move: Transfer, form: PassForm) -> HttpResponse:
    chosen = {"sections": [], "notes": [], **form.cleaned_data}

    def act() -> str:
        passing = actions.prepare_passing(case, transfer=move, **chosen, by=request.user)
        messages.success(request, "เตรียมส่งมอบแล้ว ตรวจสิ่งที่โรงเรียนใหม่จะอ่าน")
        return reverse("cases:passing", args=[passing.public_id])

    try:
        return once(request, act)
    except IllegalMove as illegal:
        messages.warning(request, str(illegal))
        return redirect("cases:pass_case", case.public_id)


@require_safe
def transfer_cases(request: StaffRequest, tid: str) -> HttpResponse:
    """Of a move: how many cases are prepared for it, for all who keep it; which ones, for who sees cases."""
    moves = Transfer.objects.visible_to(request.user).select_related("to_school", "from_school")
    move = get_object_or_404(moves, public_id=tid)
    if not may_keep_transfer(request.user, move):
        raise PermissionDenied
    context: dict[str, Any] = {"transfer": move, "ready": readiness(move)}
    if request.htmx:
        return render(request, "cases/transfer_cases.html#ready", context)
    line(
        Verb.VIEWED,
        "students.Transfer",
        move.pk,
        by=request.user,
        school=move.from_school_id,
        students=[move.student_id],
        page="transfer_cases",
    )
    child = Student.objects.visible_to(request.user).filter(pk=move.student_id, school=move.from_school_id).first()
    cases = Case.objects.visible_to(request.user).open().filter(student=child).order_by("opened_at") if child else []
    mine = Passing.objects.visible_to(request.user).filter(transfer=move)
    prepared = {one.case_id: one for one in mine if one.is_prepared}
    again = outdated(prepared.values())
    context |= {
        "name": move.child_name or (child.full_name if child else ""),
        "cases": [(case, prepared.get(case.pk), rules.may_lead(request.user, case)) for case in cases],
        "again": again,
        "may_list": rules.may_list_passings(request.user),
        "gone": [one for one in mine if not one.is_prepared and one.state != Passing.State.WITHDRAWN],
    }
    return render(request, "cases/transfer_cases.html", context)


@require_safe
def passings(request: StaffRequest) -> HttpResponse:
    """What waits to be taken here, and the headers of what went."""
    if not rules.may_list_passings(request.user):
        raise PermissionDenied
    user = request.user
    taken = list(taken_by_us(user).select_related("from_school", "new_case", "taken_by")[:MOST])
    seen = Case.objects.visible_to(user).in_bulk([one.new_case_id for one in taken if one.new_case_id])
    context = {
        "waiting": waiting_for(user).select_related("from_school", "to_school")[:MOST],
        "prepared": prepared_by_us(user).select_related("to_school", "made_by")[:MOST],
        "taken": [(one, seen.get(one.new_case_id or 0)) for one in taken],
        "gone": passed_on(user).select_related("to_school")[:MOST],
    }
    return render(request, "cases/passings.html", context)


@require_safe
def passing(request: StaffRequest, pid: str) -> HttpResponse:
    """The old school: what the other will read, until the child has gone; then the header alone. The new one: all."""
    found = _the_passing(request, pid)
    user = request.user
    is_here = rules.is_at_new_school(user, found)
    school = found.to_school_id if is_here else found.from_school_id
    line(Verb.VIEWED, "cases.Passing", found.pk, by=user, school=school, students=[found.student_id], page="passing")
    case = _its_case(request, found)
    context = {
        "passing": found,
        "is_here": is_here,
        "keeps": found.is_prepared and case is not None and rules.may_lead(user, case),
        "may_take": found.is_waiting and rules.may_take(user, found),
        "parts": _parts(request, found) if is_here or found.is_prepared else [],
        "case": case,
        "is_older": found.is_prepared and case is not None and case.touched_at > found.made_at,
        "is_struck": found.is_prepared and bool(outdated([found])),
        "new_case": Case.objects.visible_to(user).filter(passed_from=found).first(),
    }
    return render(request, "cases/passing.html", context)


@require_POST
def withdraw_passing(request: StaffRequest, pid: str) -> HttpResponse:
    found = _the_passing(request, pid)
    case = _its_case(request, found)
    if case is None or not rules.may_lead(request.user, case):
        raise PermissionDenied
    try:
        actions.withdraw_passing(found, by=request.user)
        messages.success(request, "ยกเลิกการเตรียมส่งมอบแล้ว เคสยังอยู่ที่โรงเรียนนี้")
    except IllegalMove as illegal:
        messages.warning(request, str(illegal))
    return redirect("cases:passing", found.public_id)


@require_POST
def take_passing(request: StaffRequest, pid: str) -> HttpResponse:
    """A case of this school from now on, hers."""
    found = _the_passing(request, pid)
    if not rules.may_take(request.user, found):
        raise PermissionDenied

    def act() -> str:
        case = actions.take_passing(found, by=request.user)
        messages.success(request, f"รับมอบแล้ว ดูแลต่อในเคส {case.code}")
        return reverse("cases:case", args=[case.public_id])

    try:
        return once(request, act)
    except IllegalMove as illegal:
        messages.warning(request, str(illegal))
        return redirect("cases:passing", found.public_id)


def _the_passing(request: StaffRequest, pid: str) -> Passing:
    seen = Passing.objects.visible_to(request.user).select_related(
        "from_school", "to_school", "made_by", "taken_by", "transfer"
    )
    return get_object_or_404(seen, public_id=pid)


def _its_case(request: StaffRequest, found: Passing) -> Case | None:
    """The old school's, while it sees the child."""
    return Case.objects.visible_to(request.user).select_related("school", "student").filter(pk=found.case_id).first()


def _parts(request: StaffRequest, found: Passing) -> list[Shown]:
    return [
        Shown(
            part["label"],
            part["entries"]
            if rules.may_read_part(request.user, found, is_sensitive=part.get("is_sensitive", False))
            else None,
        )
        for part in found.packet.get("parts", [])
    ]
