"""One instrument for a whole room: typed as scores, item by item or as results from elsewhere, saved row by row."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal.papers import disclose
from schools.http import StaffRequest
from screening import actions, instrument_papers, minds, rules
from screening.class_papers import ClassPapers, Line, current_instruments
from screening.informants import offered
from screening.instruments.definition import RATERS
from screening.models import Assessment
from screening.views.entry import SAY_CLOSED
from screening.views.loading import load_room
from screening.views.second_pass import second_pass, second_row
from screening.views.typing_in import MayType, address, around, conflict_of, draw, keep, read, save_all
from students.models import Student

# -- pages --------------------------------------------------------------------------------------------------------


@require_safe
def class_instruments(request: StaffRequest, cid: str, rid: str) -> HttpResponse:
    """Every instrument that this person may open for the room, with how many papers are in by each informant."""
    classroom, round_ = load_room(request.user, cid, rid)
    if not rules.may_open_instruments(request.user, classroom):
        raise PermissionDenied
    opens = [
        one
        for one in current_instruments(request.user)
        if rules.may_open_instrument(request.user, one.parsed, classroom)
    ]
    students = Student.objects.visible_to(request.user).in_room(classroom)
    done = Assessment.objects.visible_to(request.user).filter(student__in=students, round=round_, is_complete=True)
    counts = Counter(done.values_list("code", "rater"))
    born = [day for _, day in students.values_list("pk", "born_on")]
    fit, others = (
        [
            {
                "instrument": one,
                "raters": [(rater, RATERS[rater], counts[one.code, rater]) for rater in one.parsed.raters],
                "types": rules.may_administer(request.user, one.parsed, classroom),
            }
            for one in part
        ]
        for part in offered(opens, born, on=timezone.localdate())
    )
    context = {
        "classroom": classroom,
        "round": round_,
        "lines": fit,
        "others": others,
        "enrolled": len(born),
        "may_paste": any(line["types"] for line in [*fit, *others]),
    }
    return render(request, "screening/class_instruments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def class_sheet(request: StaffRequest, cid: str, rid: str, code: str) -> HttpResponse:
    """The sheet. One submit saves every row that changed; with `?pass=2` it is typed again and compared."""
    papers = load_papers(request, cid, rid, code)
    if request.method != "POST":
        return draw(request, papers)
    if not papers.administers:
        raise PermissionDenied
    if not MayType(request.user, papers).record:
        messages.warning(request, SAY_CLOSED)
        return redirect(address(request, papers))
    return second_pass(request, papers) if request.GET.get("pass") == "2" else save_all(request, papers)


@require_POST
def save_paper(request: StaffRequest, cid: str, rid: str, code: str, sid: str) -> HttpResponse:
    """One child's row. For htmx its own parts come back; what two people set differently is shown (409)."""
    papers = load_papers(request, cid, rid, code, sid=sid)
    if not papers.administers:
        raise PermissionDenied
    if not request.htmx:
        return save_all(request, papers)
    line = papers.lines[0]
    if not MayType(request.user, papers).record:
        return render(request, "screening/class_sheet.html#closed", {"line": line}, status=409)
    return second_row(request, papers) if request.GET.get("pass") == "2" else save_one(request, papers)


def save_one(request: StaffRequest, papers: ClassPapers) -> HttpResponse:
    line, student = papers.lines[0], papers.lines[0].student
    typed = read(request, papers)
    if typed.errors:
        return refused(request, line, typed.errors)
    try:
        known = {student.pk: line.stored} if line.stored else {}
        feeds = minds.feeds(papers.round, code=papers.code, rater=papers.rater)
        standing = minds.standing(papers.round, [student.pk]) if feeds and typed.entries else None
        done = keep(papers, typed.entries, known=known, standing=standing, by=request.user)
    except actions.Closed:
        return render(request, "screening/class_sheet.html#closed", {"line": line}, status=409)
    if done.refused:
        return refused(request, line, [(line.sid, f"{student.first_name}: {one.text}") for one in done.refused])
    stored = done.kept.get(student.pk)
    now = papers.lines_of([(student, stored)]) if stored else papers.read_lines([student])
    context = around(request, papers) | {"line": now[0], "alerts": done.alerts}
    if done.conflicts:
        shown = context | {"conflict": conflict_of(papers, done.conflicts[0])}
        return render(request, "screening/class_sheet.html#conflict", shown, status=409)
    return render(request, "screening/class_sheet.html#saved", context)


def refused(request: StaffRequest, line: Line, errors: list[tuple[str, str]]) -> HttpResponse:
    return render(request, "screening/class_sheet.html#refused", {"line": line, "errors": errors}, status=422)


@require_safe
def instrument_pdf(request: StaffRequest, cid: str, rid: str, code: str) -> HttpResponse:
    """The sheet on paper: filled for who reads its results, `?blank=1` for who hands it out."""
    papers = load_papers(request, cid, rid, code)
    is_blank = request.GET.get("blank") == "1"
    if not (papers.administers if is_blank else papers.reads_results):
        raise PermissionDenied
    room = papers.classroom.name.replace("/", "-")
    return disclose(
        request,
        instrument_papers.instrument_sheet,
        about=papers.classroom,
        filename=f"{papers.code}-{room}{'-แบบเปล่า' if is_blank else '-ลับ'}.pdf",
        students=[line.student.pk for line in papers.lines],
        kind="blank" if is_blank else "filled",
        classroom_id=papers.classroom.pk,
        round_id=papers.round.pk,
        code=papers.code,
        rater=papers.rater,
        mode=papers.mode,
        blank=is_blank,
    )


# -- loading ------------------------------------------------------------------------------------------------------


def load_papers(request: StaffRequest, cid: str, rid: str, code: str, *, sid: str = "") -> ClassPapers:
    """Of the room, or of one child in it. 404 for what the person cannot see or does not exist; 403 for an instrument
    that is not hers to open."""
    classroom, round_ = load_room(request.user, cid, rid)
    seated = Student.objects.visible_to(request.user).in_room(classroom)
    only = get_object_or_404(seated, public_id=sid) if sid else None
    instrument = next((one for one in current_instruments(request.user) if one.code == code), None)
    if instrument is None:
        raise Http404
    if not rules.may_open_instrument(request.user, instrument.parsed, classroom):
        raise PermissionDenied
    asked = {"rater": request.GET.get("by", ""), "mode": request.GET.get("mode", "")}
    return ClassPapers.of(request.user, round_, classroom, instrument, only=only, **asked)
