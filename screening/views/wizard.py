"""One child after the other on a phone (W3b): all ปกติ in one tap, exceptions in one each, urgent help at hand."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from schools.http import StaffRequest
from screening import actions, cells
from screening.forms import RemarkForm
from screening.models import Aspect, Group, Round, Row
from screening.sheet import Child, Sheet
from screening.views.entry import SAY_CLOSED, conflict_cells
from screening.views.loading import May, grid_url, load_kept, load_room, submit_url
from students.actions import raise_alert
from students.models import Alert, Student


@require_http_methods(["GET", "HEAD", "POST"])
def wizard(request: StaffRequest, cid: str, rid: str, sid: str) -> HttpResponse:
    """Ends on the page that hands in, where only the exceptions stand open."""
    classroom, _ = load_room(request.user, cid, rid)
    get_object_or_404(Student.objects.visible_to(request.user).in_room(classroom), public_id=sid)
    sheet = load_kept(request, cid, rid)
    child = next(child for child in sheet.children if child.sid == sid)
    may_record = May(request.user, sheet).record
    if request.method != "POST":
        return draw(request, sheet, child) if may_record else redirect(grid_url(sheet))
    form = RemarkForm(request.POST)
    is_told = call_for_help(request, child, form)
    try:
        if not may_record:
            raise actions.Closed
        return save(request, sheet, child, form)
    except actions.Stale as stale:
        found, was = stale.conflicts[0], child.was
        for position, level in found.typed.cells.items():
            child.levels[position - 1] = level
        told = {"form": form, "was": was, "conflict_cells": conflict_cells(sheet, found)}
        return draw(request, sheet, child, status=200 if is_told else 409, **told)  # 409 would take the alert back
    except actions.Closed:
        messages.warning(request, SAY_CLOSED)
        return redirect(grid_url(sheet))


def call_for_help(request: StaffRequest, child: Child, form: RemarkForm) -> bool:
    """Before everything else, for help does not wait until the cells or the words can be kept."""
    form.full_clean()
    if not form.cleaned_data.get("urgent"):
        return False
    raise_alert(child.student, kind=Alert.Kind.TEACHER, source="คัดกรองรายคน", by=request.user)
    messages.warning(request, f"แจ้งครูแนะแนวและผู้บริหารเรื่อง{child.student.first_name}แล้ว อย่าให้นักเรียนอยู่ลำพัง")
    return True


def save(request: StaffRequest, sheet: Sheet, child: Child, form: RemarkForm) -> HttpResponse:
    """What was chosen, with the rest ปกติ when the button says so; then the words, then the next child."""
    typed, wrong = cells.read(request.POST, child.sid, sheet.kinds, len(sheet.aspects))
    if wrong or not form.is_valid():
        names = {aspect.position: aspect.name for aspect in sheet.aspects}
        errors = [f"เลือกผลคัดกรองด้าน{names[at]}ของ{child.student.first_name}" for at in wrong]
        return draw(request, sheet, child, form=form, errors=errors)
    typed = completed(request, sheet, left_to_others(request, child, typed))
    actions.record_rows(
        sheet.round, classroom=sheet.classroom, aspects=sheet.aspects, typed={child.student: typed}, by=request.user
    )
    told = form.cleaned_data
    theirs = actions.remark(
        sheet.round, student=child.student, noted=told["noted"], seen=told["noted_was"], by=request.user
    )
    if theirs:
        fresh = sheet.read_children([child.student])[0]
        return draw(request, sheet, fresh, form=form, theirs=theirs)
    return redirect(next_url(sheet, child))


def left_to_others(request: StaffRequest, child: Child, typed: cells.Typed) -> cells.Typed:
    """Without the cell that she left as a colleague set it."""
    theirs = request.POST.get("theirs")
    kept = {at: level for at, level in typed.cells.items() if cells.cell_name(child.sid, at) != theirs}
    return cells.Typed(kept, typed.version, typed.was)


def completed(request: StaffRequest, sheet: Sheet, typed: cells.Typed) -> cells.Typed:
    """ "ปกติทุกด้าน" and "ที่เหลือปกติ" fill on purpose, and are marked as filled in bulk."""
    if "all" in request.POST:
        rest = set(sheet.kinds)
    elif "rest" in request.POST:
        rest = {at for at in sheet.kinds if not typed.cells.get(at)}
    else:
        return typed
    filled = typed.cells | dict.fromkeys(rest, int(Group.NORMAL))
    return cells.Typed(filled, typed.version, typed.was, frozenset(rest))


def draw(request: StaffRequest, sheet: Sheet, child: Child, *, status: int = 200, **more: Any) -> HttpResponse:
    at = sheet.children.index(next(one for one in sheet.children if one.sid == child.sid))
    came_from = next((one for one in sheet.children if one.sid == request.GET.get("from")), None)
    noted = child.row.noted if child.row else ""
    context = {
        "sheet": sheet,
        "child": child,
        "was": child.was,
        "place": at + 1,
        "before_url": wizard_url(sheet, sheet.children[at - 1]) if at else "",
        "next_url": next_url(sheet, child, is_skipped=True),
        "is_last": at + 1 == len(sheet.children),
        "earlier": earlier_of(request, sheet, child),
        "form": RemarkForm(initial={"noted": noted, "noted_was": noted}),
        "levels": [(1, "ok", "ปกติ"), (2, "risk", "เสี่ยง"), (3, "prob", "มีปัญหา")],
        "flags": [(1, "none", "ไม่มี"), (2, "flag", "มี")],
        "to_explain": [(came_from, aspect) for aspect in unexplained(sheet, came_from)] if came_from else [],
    }
    return render(request, "screening/wizard.html", context | more, status=status)


def unexplained(sheet: Sheet, child: Child) -> list[Aspect]:
    return [aspect for aspect in sheet.aspects if aspect.position in child.unexplained]


def earlier_of(request: StaffRequest, sheet: Sheet, child: Child) -> dict[str, object] | None:
    """The round before and the aspects in which the child was เสี่ยง or มีปัญหา then."""
    rounds = Round.objects.visible_to(request.user).of_school(sheet.classroom.school).select_related("year")
    before = rounds.filter(criteria=sheet.round.criteria_id, opens_on__lt=sheet.round.opens_on).latest_first().first()
    row = Row.objects.visible_to(request.user).filter(round=before, student=child.student).first() if before else None
    if row is None:
        return None
    risky = [(aspect, row.level_of(aspect)) for aspect in sheet.aspects if row.level_of(aspect) >= Group.RISK]
    return {"round": before, "risky": risky}


def wizard_url(sheet: Sheet, child: Child) -> str:
    return reverse("screening:wizard", args=[sheet.classroom.public_id, sheet.round.public_id, child.sid])


def next_url(sheet: Sheet, child: Child, *, is_skipped: bool = False) -> str:
    """The next child, or the page that hands in after the last."""
    sids = [one.sid for one in sheet.children]
    at = sids.index(child.sid) + 1
    if at == len(sids):
        return submit_url(sheet)
    return wizard_url(sheet, sheet.children[at]) + ("" if is_skipped else f"?from={child.sid}")
