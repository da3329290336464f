"""Putting a column or a block from Excel into an instrument's sheet, without JavaScript too."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from schools.http import StaffRequest
from screening import actions, keyed
from screening.blocks import Seat, read_block
from screening.class_papers import ClassPapers
from screening.forms import PasteForm
from screening.models import Assessment
from screening.views.class_sheet import load_papers
from screening.views.entry import SAY_CLOSED
from screening.views.typing_in import MayType, address, around, entry_of, keep, warn_of


@require_http_methods(["GET", "HEAD", "POST"])
def paste_column(request: StaffRequest, cid: str, rid: str, code: str) -> HttpResponse:
    """All of it is kept or none: what is wrong names the line and the child."""
    papers = load_papers(request, cid, rid, code)
    if not papers.administers:
        raise PermissionDenied
    if papers.mode == Assessment.Mode.RESULT:
        raise Http404
    if not MayType(request.user, papers).record:
        messages.warning(request, SAY_CLOSED)
        return redirect(address(request, papers))
    form = PasteForm(request.POST or None, fields=papers.fields)
    if request.method == "POST" and form.is_valid():
        return paste(request, papers, form)
    return draw(request, papers, form)


def paste(request: StaffRequest, papers: ClassPapers, form: PasteForm) -> HttpResponse:
    found, faults = read_papers(papers, form)
    if faults:
        return draw(request, papers, form, faults=faults)
    try:
        done = keep(papers, entries(papers, found), by=request.user)
    except actions.Closed:
        messages.warning(request, SAY_CLOSED)
        return redirect(address(request, papers))
    if done.refused or done.conflicts:
        told = [f"{one.entry.student.first_name}: {one.text}" for one in done.refused]
        told += [f"{one.entry.student.first_name}: {one.theirs.recorded_by.call_name} เพิ่งแก้" for one in done.conflicts]
        return draw(request, papers, form, faults=told, status=409)  # takes the other rows back with it
    messages.success(request, f"วางแล้ว {len(done.changed)}\u00a0คน")
    warn_of(request, done)
    return redirect(address(request, papers))


def read_papers(papers: ClassPapers, form: PasteForm) -> tuple[dict[str, keyed.Cells], list[str]]:
    seats = [
        Seat(line.sid, line.student.number, line.student.first_name, line.cells, line.is_locked)
        for line in papers.lines
    ]
    keys = [one.key for one in papers.fields]
    told = form.cleaned_data
    return read_block(
        told["block"],
        seats=seats,
        fields=papers.fields[keys.index(told["first"]) :],
        is_numbered=told["is_numbered"],
        writes_over=told["writes_over"],
    )


def entries(papers: ClassPapers, found: dict[str, keyed.Cells]) -> list[actions.Entry]:
    lines = papers.by_sid()
    return [
        entry_of(papers, lines[sid], cells, keyed.Keyed(cells, lines[sid].version, lines[sid].cells))
        for sid, cells in found.items()
    ]


def draw(
    request: StaffRequest, papers: ClassPapers, form: PasteForm, *, faults: list[str] | None = None, status: int = 200
) -> HttpResponse:
    context = around(request, papers) | {"form": form, "faults": faults, "sheet_url": address(request, papers)}
    return render(request, "screening/paste_column.html", context, status=status)
