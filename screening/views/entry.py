"""Filling a room in: the grid of a laptop, the list of one aspect on a phone, and the rows both save."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from schools.http import StaffRequest
from screening import actions, cells
from screening.models import Aspect, Fill, Group, Round, Row
from screening.sheet import Sheet
from screening.views.loading import (
    May,
    aspect_url,
    grid_url,
    load_aspect,
    load_kept,
    load_sheet,
    submit_url,
)
from students.models import Student

SHOWN = {"all": "ทุกคน", "left": "ยังไม่ครบ", "risk": "เสี่ยง", "problem": "มีปัญหา"}
SAY_CLOSED = "ห้องนี้ปิดรับแล้ว จึงไม่ได้บันทึกสิ่งที่เพิ่งกรอก ขอเปิดแก้ไขได้จากครูแนะแนว"


@dataclass
class Sent:
    """What a form brought: cells by child, and what is wrong with it, in Thai."""

    typed: dict[Student, cells.Typed] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)


@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: StaffRequest, cid: str, rid: str) -> HttpResponse:
    """W2: the whole room as a table. One submit saves every row that changed."""
    if request.method != "POST":
        return draw_grid(request, load_sheet(request, cid, rid))
    sheet = load_kept(request, cid, rid)
    answer = save_all(request, sheet)
    if answer:
        return answer
    column = next((aspect for aspect in sheet.aspects if aspect.slug == request.POST.get("column")), None)
    if "fill" in request.POST and column:
        return fill(request, sheet, column, back=grid_url(sheet))
    return redirect(grid_url(sheet))


@require_http_methods(["GET", "HEAD", "POST"])
def aspect(request: StaffRequest, cid: str, rid: str, slug: str) -> HttpResponse:
    """W3a: one aspect of the whole room as a list. One submit saves it; the button says where to go next."""
    sheet = load_kept(request, cid, rid)
    chosen = load_aspect(sheet, slug)
    if request.method != "POST":
        return draw_aspect(request, sheet, chosen) if May(request.user, sheet).record else redirect(grid_url(sheet))
    answer = save_all(request, sheet, chosen)
    if answer:
        return answer
    return redirect(next_url(sheet, chosen) if "next" in request.POST else aspect_url(sheet, chosen))


@require_POST
def fill_rest(request: StaffRequest, cid: str, rid: str, slug: str) -> HttpResponse:
    """ "ที่เหลือปกติ": saves what was tapped, then fills the empty cells of the aspect."""
    sheet = load_kept(request, cid, rid)
    chosen = load_aspect(sheet, slug)
    answer = save_all(request, sheet, chosen)
    return answer or fill(request, sheet, chosen, back=aspect_url(sheet, chosen))


@require_POST
def undo_fill(request: StaffRequest, fid: str) -> HttpResponse:
    fills = Fill.objects.visible_to(request.user).select_related("round__criteria", "classroom", "aspect")
    found = get_object_or_404(fills, public_id=fid)
    sheet = load_kept(request, found.classroom.public_id, found.round.public_id)
    if not May(request.user, sheet).record:
        raise PermissionDenied
    emptied = actions.undo_fill(found, aspects=sheet.aspects, by=request.user)
    messages.info(request, f"เลิกทำแล้ว {emptied}\u00a0ช่อง" if emptied else "เลิกทำไม่ได้แล้ว ช่องถูกแก้หรือเกิน 24\u00a0ชั่วโมง")
    return redirect(aspect_url(sheet, found.aspect) if "mode" in request.POST else grid_url(sheet))


# -- reading and saving -------------------------------------------------------------------------------------------


def read(request: StaffRequest, sheet: Sheet, only: Aspect | None = None) -> Sent:
    """The cells of every child of the sheet; a cell somebody chose to leave to the other person is not read."""
    kinds = {only.position: only.kind} if only else sheet.kinds
    names = {aspect.position: aspect.name for aspect in sheet.aspects}
    theirs = request.POST.get("theirs", "")
    sent = Sent()
    for child in sheet.children:
        typed, wrong = cells.read(request.POST, child.sid, kinds, len(sheet.aspects))
        for position in list(typed.cells):
            if theirs == cells.cell_name(child.sid, position):
                del typed.cells[position]
        if not typed.is_empty():
            sent.typed[child.student] = typed
        sent.errors += [(child.sid, f"เลือกผลคัดกรองด้าน{names[at]}ของ{child.student.first_name}") for at in wrong]
    return sent


def save_all(request: StaffRequest, sheet: Sheet, only: Aspect | None = None) -> HttpResponse | None:
    """Save what the form brought; an answer when it could not be, with everything typed still in it."""
    if not May(request.user, sheet).record:
        messages.warning(request, SAY_CLOSED)
        return redirect(grid_url(sheet))
    sent = read(request, sheet, only)
    if sent.errors:
        lay_over(sheet, sent)
        return draw(request, sheet, only, errors=sent.errors)
    try:
        changed = actions.record_rows(
            sheet.round, classroom=sheet.classroom, aspects=sheet.aspects, typed=sent.typed, by=request.user
        )
    except actions.Stale as stale:
        lay_over(sheet, sent)
        conflicts = {found.student.public_id: conflict_cells(sheet, found) for found in stale.conflicts}
        return draw(request, sheet, only, conflicts=conflicts, status=409)
    except actions.Closed:
        messages.warning(request, SAY_CLOSED)
        return redirect(grid_url(sheet))
    if changed and "next" not in request.POST:
        messages.success(request, f"บันทึกแล้ว {len(changed)}\u00a0คน")
    return None


def fill(request: StaffRequest, sheet: Sheet, chosen: Aspect, *, back: str) -> HttpResponse:
    students = [child.student for child in sheet.children]
    made = actions.fill_rest(
        sheet.round,
        classroom=sheet.classroom,
        aspects=sheet.aspects,
        aspect=chosen,
        students=students,
        by=request.user,
    )
    return redirect(f"{back}?filled={made.public_id}" if made else back)


def lay_over(sheet: Sheet, sent: Sent) -> None:
    """What was typed stays on the page, over what is stored now."""
    for child in sheet.children:
        typed = sent.typed.get(child.student, cells.Typed())
        for position, level in typed.cells.items():
            if level != (typed.was[position - 1] if typed.was else 0):
                child.levels[position - 1] = level


# -- drawing ------------------------------------------------------------------------------------------------------


def draw(
    request: StaffRequest, sheet: Sheet, only: Aspect | None, *, status: int = 200, **more: object
) -> HttpResponse:
    if only:
        return draw_aspect(request, sheet, only, status=status, **more)
    return draw_grid(request, sheet, status=status, **more)


def draw_grid(request: StaffRequest, sheet: Sheet, *, status: int = 200, **more: object) -> HttpResponse:
    chosen = request.GET.get("show", "all")
    show = chosen if chosen in SHOWN else "all"
    groups = {
        "all": sheet.children,
        "left": sheet.incomplete(),
        "risk": sheet.of_group(Group.RISK),
        "problem": sheet.of_group(Group.PROBLEM),
    }
    context = {
        "sheet": sheet,
        "may": May(request.user, sheet),
        "today": timezone.localdate(),
        "rows": groups[show],
        "show": show,
        "filters": [(key, word, len(groups[key])) for key, word in SHOWN.items()],
        "fill": filled(request),
        "column": request.POST.get("column", ""),
        **more,
    }
    return render(request, "screening/grid.html", context, status=status)


def draw_aspect(
    request: StaffRequest, sheet: Sheet, chosen: Aspect, *, status: int = 200, **more: object
) -> HttpResponse:
    at = chosen.position
    context = {
        "sheet": sheet,
        "may": May(request.user, sheet),
        "aspect": chosen,
        "choices": [(1, "none", "ไม่มี"), (2, "flag", "มี")] if chosen.kind == Aspect.Kind.FLAG else LEVELS,
        "indicators": chosen.indicators.order_by("level", "position"),
        "before": earlier_levels(request, sheet, at),
        "done": sum(1 for child in sheet.children if child.levels[at - 1]),
        "rest": "ที่เหลือไม่มี" if chosen.kind == Aspect.Kind.FLAG else "ที่เหลือปกติ",
        "fill": filled(request) or latest_fill(sheet, chosen),
        "is_last": at == len(sheet.aspects),
        **more,
    }
    return render(request, "screening/aspect.html", context, status=status)


LEVELS = [(1, "ok", "ปกติ"), (2, "risk", "เสี่ยง"), (3, "prob", "มีปัญหา")]


def filled(request: StaffRequest) -> Fill | None:
    """The fill that the address says has just been done."""
    if "filled" not in request.GET:
        return None
    fills = Fill.objects.visible_to(request.user).filter(undone_at=None).select_related("aspect")
    return fills.filter(public_id=request.GET["filled"][:8].replace("\x00", "")).first()


def latest_fill(sheet: Sheet, chosen: Aspect) -> Fill | None:
    """The last fill of the aspect that can still be taken back."""
    since = timezone.now() - actions.rows.UNDO_FOR
    fills = sheet.round.fills.filter(classroom=sheet.classroom, aspect=chosen)
    return fills.filter(undone_at=None, at__gte=since).select_related("aspect").order_by("-at").first()


def earlier_levels(request: StaffRequest, sheet: Sheet, position: int) -> dict[str, int]:
    """sid -> the level of the round before, for children who were เสี่ยง or มีปัญหา then."""
    rounds = Round.objects.visible_to(request.user).of_school(sheet.classroom.school)
    before = rounds.filter(criteria=sheet.round.criteria_id, opens_on__lt=sheet.round.opens_on).latest_first().first()
    if before is None:
        return {}
    rows = Row.objects.visible_to(request.user).of(sheet.classroom, before)
    pairs = rows.values_list("student__public_id", "levels")
    return {sid: levels[position - 1] for sid, levels in pairs if levels[position - 1] >= Group.RISK}


def next_url(sheet: Sheet, chosen: Aspect) -> str:
    following = next((a for a in sheet.aspects if a.position == chosen.position + 1), None)
    return aspect_url(sheet, following) if following else submit_url(sheet)


def conflict_cells(sheet: Sheet, found: actions.Conflict) -> list[dict[str, object]]:
    by_position = {aspect.position: aspect for aspect in sheet.aspects}
    return [
        {
            "aspect": by_position[at],
            "name": cells.cell_name(found.student.public_id, at),
            "mine": found.typed.cells[at],
            "theirs": found.row.levels[at - 1],
            "by": found.row.recorded_by,
            "at": found.row.recorded_at,
        }
        for at in found.positions
    ]
