"""Typed again from the same papers: what agrees is checked, what does not is shown child by child, field by field."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from schools.http import StaffRequest
from screening import actions, keyed
from screening.class_papers import ClassPapers, Line
from screening.views.entry import SAY_CLOSED
from screening.views.typing_in import address, around, draw, entry_of, keep, reveal, say_wrong
from students.models import Alert


@dataclass
class Compared:
    """`same` were typed as the first time; `settled` with a choice for every difference; `differing` wait for one."""

    same: list[Line] = field(default_factory=list)
    settled: list[tuple[Line, actions.Entry]] = field(default_factory=list)
    differing: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)
    checked: list[Line] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)


def second_pass(request: StaffRequest, papers: ClassPapers) -> HttpResponse:
    """The whole page at once."""
    found = compare(request, papers)
    try:
        settle(request, papers, found)
    except actions.Closed:
        messages.warning(request, SAY_CLOSED)
        return redirect(address(request, papers))
    if found.checked:
        messages.success(request, f"ตรวจตรงกันแล้ว {len(found.checked)}\u00a0คน")
    if not found.differing and not found.errors and not found.alerts:
        return redirect(address(request, papers))
    typed = {line.sid: line.raw for line in papers.lines}
    papers.lines = papers.read_lines([line.student for line in papers.lines])
    for line in papers.lines:
        line.raw = typed[line.sid]
    return draw(request, papers, errors=found.errors, differing=found.differing, alerts=found.alerts)


def second_row(request: StaffRequest, papers: ClassPapers) -> HttpResponse:
    """One row by htmx."""
    line = papers.lines[0]
    found = compare(request, papers)
    if found.errors:
        return render(request, "screening/class_sheet.html#refused", {"line": line, "errors": found.errors}, status=422)
    try:
        settle(request, papers, found)
    except actions.Closed:
        return render(request, "screening/class_sheet.html#closed", {"line": line}, status=409)
    if found.errors:  # not kept, so nothing else happened either
        return render(request, "screening/class_sheet.html#refused", {"line": line, "errors": found.errors}, status=422)
    papers.lines = papers.read_lines([line.student])
    reveal(request, papers, papers.compared(found.differing))
    told = {"line": papers.lines[0], "differing": found.differing, "alerts": found.alerts}
    context = around(request, papers) | told
    return render(request, "screening/class_sheet.html#compared", context)


def compare(request: StaffRequest, papers: ClassPapers) -> Compared:
    """Only whole rows are compared, and only against a first pass that is done."""
    found = Compared()
    for line in papers.lines:
        sent, wrong = keyed.read(request.POST, line.sid, papers.fields)
        if line.is_locked or not line.is_done or not (wrong or any(v is not None for v in sent.cells.values())):
            continue
        line.raw = {one.key: request.POST.get(keyed.cell_name(line.sid, one.key), "")[:20] for one in papers.fields}
        found.errors += [(line.sid, say_wrong(line, one)) for one in wrong]
        asked = [one for one in papers.fields if sent.cells.get(one.key) is not None or one.key in filled(line)]
        empty = [one for one in asked if sent.cells.get(one.key) is None]
        if empty and not wrong:
            found.errors.append((line.sid, f"{line.student.first_name} ยังไม่ได้กรอก{empty[0].name}"))
        elif not wrong:
            weigh(request, papers, line, sent, found)
    return found


def filled(line: Line) -> set[str]:
    return {key for key, value in line.cells.items() if value is not None}


def weigh(request: StaffRequest, papers: ClassPapers, line: Line, sent: keyed.Keyed, found: Compared) -> None:
    """Same, settled or differing?"""
    differing = [one for one in papers.fields if sent.cells.get(one.key) != line.cells.get(one.key)]
    chosen: keyed.Cells = {}
    for one in differing:
        both = {keyed.shown(cells.get(one.key)): cells.get(one.key) for cells in (line.cells, sent.cells)}
        choice = request.POST.get(choice_name(line.sid, one.key))
        if choice in both:
            chosen[one.key] = both[choice]
    if not differing:
        found.same.append(line)
    elif len(chosen) == len(differing):
        now = keyed.Keyed({**line.cells, **chosen}, line.version, line.cells)
        found.settled.append((line, entry_of(papers, line, now.cells, now)))
    else:
        found.differing[line.sid] = [
            {
                "name": choice_name(line.sid, one.key),
                "what": one.name,
                "first": keyed.shown(line.cells.get(one.key)),
                "second": keyed.shown(sent.cells.get(one.key)),
            }
            for one in differing
        ]


def choice_name(sid: str, key: str) -> str:
    return f"s-{sid}-{key}"


def settle(request: StaffRequest, papers: ClassPapers, found: Compared) -> None:
    """Keep what was chosen, and who checked what; a row that could not be kept is not checked."""
    done = keep(papers, [entry for _, entry in found.settled], by=request.user)
    found.alerts = done.alerts
    left = {one.entry.student.public_id: one.text for one in done.refused}
    left |= {one.entry.student.public_id: f"{one.theirs.recorded_by.call_name} เพิ่งแก้แผ่นนี้" for one in done.conflicts}
    for line, _ in found.settled:
        if line.sid in left:
            found.errors.append((line.sid, f"{line.student.first_name}: {left[line.sid]} ยังไม่ได้บันทึก"))
    found.checked = [line for line in (*found.same, *(line for line, _ in found.settled)) if line.sid not in left]
    if found.checked:
        actions.check_assessments(
            papers.round,
            classroom=papers.classroom,
            instrument=papers.instrument,
            rater=papers.rater,
            students=[line.student for line in found.checked],
            by=request.user,
        )
