"""What shall be written of the papers that were typed: merged with what a colleague typed, and scored."""

from collections.abc import Mapping, Sequence

from django.utils import timezone

from schools import calendar
from screening import keyed
from screening.actions.papers import Change, Conflict, Entry, Paper, Recorded, Refused, Result, Verdict
from screening.instruments.definition import TOTAL, Definition
from screening.instruments.given import Impossible
from screening.instruments.scoring import Outcome, score
from screening.models import AnswerSheet, Assessment


def weigh_all(
    paper: Paper, entries: Sequence[Entry], done: Recorded, known: Mapping[int, Assessment] | None = None
) -> list[Change]:
    """The changes that the entries make to what is stored, or known to be; what cannot be written goes into `done`."""
    stored = stored_papers(paper, entries) if known is None else known
    weighed = (weigh(paper, one, stored.get(one.student.pk)) for one in entries)
    changes = []
    for found in weighed:
        if isinstance(found, Change):
            changes.append(found)
        elif isinstance(found, Conflict):
            done.conflicts.append(found)
        elif isinstance(found, Refused):
            done.refused.append(found)
    return changes


def stored_papers(paper: Paper, entries: Sequence[Entry]) -> dict[int, Assessment]:
    if paper.round is None:
        return {}
    found = Assessment.objects.filter(round=paper.round, code=paper.instrument.code, rater=paper.rater)
    found = found.filter(student__in=[one.student.pk for one in entries])
    return {one.student_id: one for one in found.with_papers()}


def weigh(paper: Paper, entry: Entry, before: Assessment | None) -> Change | Conflict | Refused | None:
    if before and is_hidden(before):
        return Conflict(entry, before, {})
    if entry.result is not None:
        return weigh_result(paper, entry, entry.result, before)
    return weigh_cells(paper, entry, before)


def is_hidden(stored: Assessment) -> bool:
    """Has it answers that the wall hides? Nobody types over what she may not read."""
    return sheet_of(stored) is None and getattr(stored, "has_answers", False)


def weigh_cells(paper: Paper, entry: Entry, before: Assessment | None) -> Change | Conflict | Refused | None:
    stored = cells_of(before, paper.definition) if before else {}
    if before and before.mode != entry.mode and not is_blank(stored):
        touched = any(value != (entry.was or {}).get(key) for key, value in entry.cells.items())
        return Conflict(entry, before, stored) if touched else None  # a paper is typed in one way or the other
    cells = entry.cells
    if before is None or before.version == entry.seen:
        cells = {**stored, **cells}
    elif entry.was is None:
        if any(stored.get(key) != value for key, value in cells.items()):
            return Conflict(entry, before, stored)
        cells = stored
    else:
        cells, keys = keyed.merge(cells, was=entry.was, stored=stored)
        if keys:
            return Conflict(entry, before, stored, tuple(keys))
    if filled(cells) == filled(stored):
        return None
    return scored(paper, entry, before, cells)


def weigh_result(paper: Paper, entry: Entry, told: Result, before: Assessment | None) -> Change | Conflict | None:
    """What a paper that was typed here says is not replaced by a word about it."""
    scores: dict[str, int | str] = {}
    if told.score:
        scores[TOTAL] = int(told.score) if told.score.isascii() and told.score.isdigit() else told.score
    urgent_from = paper.definition.urgent_from
    is_urgent = urgent_from is not None and told.level >= urgent_from
    verdict = Verdict(scores, {}, told.level, told.words, is_urgent=is_urgent)
    if before:
        stored = (before.mode, before.level, before.words, before.source, before.assessor, before.scores)
        if stored == (entry.mode, told.level, told.words, told.source, told.assessor, scores):
            return None
        if before.version != entry.seen or (before.mode != entry.mode and says_something(before, paper.definition)):
            return Conflict(entry, before, {})
    return Change(entry, before, {}, verdict)


def says_something(stored: Assessment, definition: Definition) -> bool:
    return bool(stored.scores or stored.level) or not is_blank(cells_of(stored, definition))


def is_blank(cells: Mapping[str, int | None]) -> bool:
    return not filled(cells)


def filled(cells: Mapping[str, int | None]) -> dict[str, int]:
    return {key: value for key, value in cells.items() if value is not None}


def cells_of(stored: Assessment, definition: Definition) -> keyed.Cells:
    """What stands in the fields of a stored paper."""
    sheet = sheet_of(stored)
    cells: keyed.Cells = {}
    if stored.mode == Assessment.Mode.ITEMS and sheet:
        cells.update((str(at), value) for at, value in enumerate(sheet.items, start=1))
    elif stored.mode == Assessment.Mode.TOTALS:
        codes = {one.code for one in definition.entry_scales()}
        cells.update((code, value) for code, value in stored.scores.items() if code in codes)
    if sheet:
        cells.update((keyed.extra_key(code), value) for code, value in sheet.extras.items())
    return cells


def sheet_of(stored: Assessment) -> AnswerSheet | None:
    return getattr(stored, "sheet", None)


def scored(paper: Paper, entry: Entry, before: Assessment | None, cells: keyed.Cells) -> Change | Refused:
    definition, student = paper.definition, entry.student
    items = [cells.get(str(at)) for at in range(1, definition.item_count + 1)]
    totals = {one.code: cells.get(one.code) for one in definition.entry_scales()}
    by_items = entry.mode == Assessment.Mode.ITEMS
    on = entry.assessed_on or (before.assessed_on if before else timezone.localdate())
    try:
        outcome = score(
            definition,
            answers=[None if value == keyed.UNKNOWN else value for value in items] if by_items else None,
            totals=None if by_items else filled(totals),
            extras={key[1:]: value for key, value in filled(cells).items() if key.startswith("X")},
            rater=paper.rater,
            sex=student.sex,
            age=calendar.age(student.born_on, on)[0] if student.born_on else None,
            norms=paper.norms or None,
        )
    except Impossible as wrong:
        return Refused(entry, str(wrong), wrong.field)
    is_whole = has_all_answers(paper, outcome, items) if by_items else None not in totals.values()
    return Change(entry, before, cells, said(outcome, is_whole=is_whole, typed={} if by_items else filled(totals)))


def said(outcome: Outcome, *, is_whole: bool, typed: dict[str, int]) -> Verdict:
    """The verdict of a paper; while it is being typed only what was `typed`, and whether an answer is urgent."""
    if not is_whole:
        scores: dict[str, int | str] = dict(typed)
        return Verdict(scores, {}, 0, "", False, outcome.out_of_age, bool(outcome.alerts))
    whole = outcome.bands.get(TOTAL)
    return Verdict(
        scores={code: value for code, value in outcome.scores.items() if value is not None},
        bands={code: band.level for code, band in outcome.bands.items() if band},
        level=outcome.level,
        words=whole.label if whole else "",
        is_complete=outcome.is_complete,
        is_out_of_age=outcome.out_of_age,
        is_urgent=bool(outcome.alerts),
    )


def has_all_answers(paper: Paper, outcome: Outcome, items: Sequence[int | None]) -> bool:
    """Is nothing left to type? "?" is an answer; what a gate closes and what is not this child's turn is not asked."""
    is_shut = paper.definition.gate is not None and outcome.is_complete and not outcome.unanswered
    weighty = {one.code for one in keyed.weighty_extras(paper.definition, paper.rater)}
    return is_shut or (None not in items and weighty.isdisjoint(outcome.unanswered_extras))
