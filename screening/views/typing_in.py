"""What a sheet of an instrument brings and how it is drawn: read, saved, compared, and nothing typed is lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from journal.actions import record
from journal.models import Verb
from schools.http import StaffRequest
from schools.models import User
from screening import actions, keyed, minds, rules
from screening.actions.papers import Conflict
from screening.class_papers import BACK, ClassPapers, Line
from screening.forms import SourceForm
from screening.instruments.definition import RATERS, TOTAL
from screening.models import Assessment
from screening.views.entry import SAY_CLOSED

MODES = {"totals": "คะแนนรวมแต่ละด้าน", "items": "รายข้อ", BACK: "ด้านหลัง (ผลกระทบ)"}


@dataclass
class Typed:
    """What a form brought: entries, and what is wrong with it, in Thai, by child."""

    entries: list[actions.Entry] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    form: SourceForm | None = None


@dataclass
class MayType:
    user: User
    papers: ClassPapers

    @cached_property
    def record(self) -> bool:
        papers = self.papers
        is_open = rules.is_open_for(papers.round, papers.submission, on=timezone.localdate())
        return papers.administers and is_open


def address(request: StaffRequest, papers: ClassPapers, **other: str) -> str:
    """The sheet's own address, as it is looked at now but for `other`."""
    told = {"by": papers.rater, "mode": papers.mode} | {
        name: request.GET[name] for name in ("order", "pass") if request.GET.get(name) in ("item", "2")
    }
    page = reverse("screening:class_sheet", args=[papers.classroom.public_id, papers.round.public_id, papers.code])
    return f"{page}?{urlencode({name: value for name, value in (told | other).items() if value})}"


# -- reading and saving -------------------------------------------------------------------------------------------


def read(request: StaffRequest, papers: ClassPapers) -> Typed:
    """The fields of every child whose row may be typed here and changed; what was typed stays on the page."""
    if papers.mode == Assessment.Mode.RESULT:
        return read_results(request, papers)
    typed = Typed()
    theirs = request.POST.get("theirs", "")
    for line in papers.lines:
        sent, wrong = keyed.read(request.POST, line.sid, papers.fields)
        for one in wrong:
            line.raw[one.key] = request.POST[keyed.cell_name(line.sid, one.key)][:20]
            typed.errors.append((line.sid, say_wrong(line, one)))
        cells = {key: value for key, value in sent.cells.items() if theirs != keyed.cell_name(line.sid, key)}
        if any(value != sent.was.get(key) for key, value in cells.items()):
            line.raw |= {key: keyed.shown(value) for key, value in cells.items()}
            if line.is_locked:
                typed.errors.append((line.sid, say_taken(line)))
            else:
                typed.entries.append(entry_of(papers, line, cells, sent))
    return typed


def read_results(request: StaffRequest, papers: ClassPapers) -> Typed:
    """Rows whose result is another than stored; where it comes from is asked once for all of them."""
    typed = Typed(form=SourceForm(request.POST))
    words = dict(papers.definition.results)
    told = []
    for line in papers.lines:
        level = request.POST.get(keyed.cell_name(line.sid, "level"), "")[:10]
        score = request.POST.get(keyed.cell_name(line.sid, "score"), "").strip()[:10]
        line.raw = {"level": level, "score": score}
        stored = line.stored
        is_as_stored = stored is not None and (level, score) == (str(stored.level), str(stored.scores.get(TOTAL, "")))
        if (not level and not score) or is_as_stored:
            continue
        if line.is_locked:
            typed.errors.append((line.sid, say_taken(line)))
        elif numbered(level) not in words:
            typed.errors.append((line.sid, f"เลือกผลของ{line.student.first_name}"))
        else:
            version = request.POST.get(keyed.was_name(line.sid), "")
            told.append((line, numbered(level), score, max(numbered(version), 0)))
    if told and typed.form and not typed.form.is_valid():
        typed.errors += [(name, str(text)) for name, texts in typed.form.errors.items() for text in texts]
        return typed
    typed.entries = [
        actions.Entry(
            line.student,
            result=actions.Result(level=level, words=words[level], score=score, **source_in(typed.form)),
            seen=seen,
            assessed_on=typed.form.cleaned_data["assessed_on"] if typed.form else None,
        )
        for line, level, score, seen in told
    ]
    return typed


def numbered(text: str) -> int:
    """The number that was sent; -1 for anything else, so long a row of digits included."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def say_taken(line: Line) -> str:
    """Why a row is not written: a paper stands there that is not this person's to change, or not in this way."""
    if line.stored is None:
        return f"กรอกด้านหน้าของแผ่นของ{line.student.first_name}ก่อน"
    who = line.stored.recorded_by.call_name
    return f"{who} กรอกแผ่นของ{line.student.first_name}ไว้แล้ว จึงไม่เขียนทับ"


def source_in(form: SourceForm | None) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("source", "assessor")} if form else {}


def say_wrong(line: Line, one: keyed.Field) -> str:
    unknown = " หรือ\u00a0?" if one.is_item else ""
    return f"{one.name}ของ{line.student.first_name} ใส่ได้ {one.says()}{unknown}"


def entry_of(papers: ClassPapers, line: Line, cells: keyed.Cells, sent: keyed.Keyed) -> actions.Entry:
    if papers.mode == BACK:
        return back_of(line, cells, sent)
    whole = {**sent.was, **cells}
    if papers.mode == Assessment.Mode.TOTALS:
        return actions.Entry(line.student, totals=cells, seen=sent.version, was=sent.was)
    items = [whole.get(str(at)) for at in range(1, papers.definition.item_count + 1)]
    extras = {key[1:]: value for key, value in cells.items() if key.startswith("X")}
    return actions.Entry(line.student, items=items, extras=extras, seen=sent.version, was=sent.was)


def back_of(line: Line, cells: keyed.Cells, sent: keyed.Keyed) -> actions.Entry:
    """The back page goes with the front as it was typed, which stays as it is."""
    extras = {key[1:]: value for key, value in cells.items()}
    if line.stored is None or line.stored.mode == Assessment.Mode.TOTALS:
        return actions.Entry(line.student, totals={}, extras=extras, seen=sent.version, was=sent.was)
    front = list(line.stored.sheet.items)
    was = {str(at): value for at, value in enumerate(front, start=1)} | sent.was
    return actions.Entry(line.student, items=front, extras=extras, seen=sent.version, was=was)


def keep(
    papers: ClassPapers,
    entries: list[actions.Entry],
    *,
    known: Mapping[int, Assessment] | None = None,
    standing: minds.Standing | None = None,
    by: User,
) -> actions.Recorded:
    return actions.record_assessments(
        papers.round,
        classroom=papers.classroom,
        instrument=papers.instrument,
        rater=papers.rater,
        entries=entries,
        known=known,
        standing=standing,
        by=by,
    )


def save_all(request: StaffRequest, papers: ClassPapers) -> HttpResponse:
    """Save what the form brought; whatever could not be saved stays on the page with its reason."""
    typed = read(request, papers)
    if typed.errors:
        return draw(request, papers, errors=typed.errors, form=typed.form)
    try:
        done = keep(papers, typed.entries, by=request.user)
    except actions.Closed:
        messages.warning(request, SAY_CLOSED)
        return redirect(address(request, papers))
    if done.conflicts or done.refused:
        errors = [(one.entry.student.public_id, f"{one.entry.student.first_name}: {one.text}") for one in done.refused]
        conflicts = {one.entry.student.public_id: conflict_of(papers, one) for one in done.conflicts}
        left = {*conflicts, *(sid for sid, _ in errors)}
        lay_over(papers, left)
        # The other rows are kept: an answer 409 would take them, and an alert, back with it.
        return draw(request, papers, errors=errors, conflicts=conflicts, alerts=done.alerts)
    if done.changed:
        messages.success(request, f"บันทึกแล้ว {len(done.changed)}\u00a0คน")
    if done.alerts:
        papers.lines = papers.read_lines([line.student for line in papers.lines])
        return draw(request, papers, alerts=done.alerts)
    return redirect(address(request, papers))


def warn_of(request: StaffRequest, done: actions.Recorded) -> None:
    """Whoever must be looked at today is told on the page that comes next."""
    for alert in done.alerts:
        messages.warning(request, f"คำตอบของ{alert.student.first_name}ต้องดูวันนี้ อย่าให้นักเรียนอยู่ลำพัง แจ้งครูแนะแนวทันที")


def lay_over(papers: ClassPapers, left: set[str]) -> None:
    """The rows as they are stored now, and over those that were not saved what was typed."""
    typed = {line.sid: line.raw for line in papers.lines}
    papers.lines = papers.read_lines([line.student for line in papers.lines])
    for line in papers.lines:
        if line.sid in left:
            line.raw = typed[line.sid]


def conflict_of(papers: ClassPapers, found: Conflict) -> dict[str, object]:
    """What both typed, field by field; without fields the paper as a whole was typed in another way."""
    names = {one.key: one.name for one in papers.fields}
    mine = found.entry.cells
    return {
        "by": found.theirs.recorded_by,
        "at": found.theirs.recorded_at,
        "fields": [
            {
                "name": keyed.cell_name(found.entry.student.public_id, key),
                "what": names.get(key, key),
                "mine": keyed.shown(mine.get(key)),
                "theirs": keyed.shown(found.cells.get(key)),
            }
            for key in found.keys
        ],
    }


# -- drawing ------------------------------------------------------------------------------------------------------


def reveal(request: StaffRequest, papers: ClassPapers, students: list[int]) -> None:
    """Answers that somebody else wrote are on the page: a line (T3)."""
    if students:
        record(Verb.REVEALED, papers.classroom, by=request.user, students=students, instrument=papers.code)


def around(request: StaffRequest, papers: ClassPapers) -> dict[str, object]:
    """What the page and each of its parts need."""
    is_second = request.GET.get("pass") == "2" and papers.mode != Assessment.Mode.RESULT
    return {
        "papers": papers,
        "may": MayType(request.user, papers),
        "rater": RATERS[papers.rater],
        "is_second": is_second,
        "by_item": request.GET.get("order") == "item",
        "query": address(request, papers).partition("?")[2],
    }


def draw(
    request: StaffRequest, papers: ClassPapers, *, differing: Mapping[str, object] | None = None, **more: object
) -> HttpResponse:
    context = around(request, papers)
    is_blind = bool(context["is_second"]) and MayType(request.user, papers).record
    reveal(request, papers, papers.compared(differing or {}) if is_blind else papers.opened)
    wording = papers.wording if papers.mode == Assessment.Mode.ITEMS else None
    words = wording.items if wording else {}
    context |= {
        "differing": differing,
        "wording": wording,
        "legend": keyed.legend(papers.definition, papers.rater) if papers.mode == BACK else [],
        "heads": [(one, words.get(one.key, "")) for one in papers.fields],
        "raters": [(rater, RATERS[rater], address(request, papers, by=rater)) for rater in papers.definition.raters],
        "modes": [(mode, MODES[mode], address(request, papers, mode=mode)) for mode in papers.modes if mode in MODES],
        "by_student_url": address(request, papers, order=""),
        "by_item_url": address(request, papers, order="item"),
        "first_url": address(request, papers, **{"pass": ""}),
        "second_url": address(request, papers, **{"pass": "2"}),
        "filled": sum(1 for line in papers.lines for value in line.cells.values() if value is not None),
        "cells": len(papers.lines) * len(papers.fields),
        "width": len(papers.fields) + (5 if papers.mode == Assessment.Mode.RESULT else 3),
        "checked": sum(1 for line in papers.lines if line.stored and line.stored.checked_at),
    }
    if papers.mode == Assessment.Mode.RESULT:
        more["form"] = more.get("form") or SourceForm(initial={"assessed_on": timezone.localdate()})
        context["results"] = papers.definition.results
    return render(request, "screening/class_sheet.html", context | more)
