"""The computed column จิตใจ (SDQ): a row's level follows the child's SDQ by the informant of the round (decisions C1).

Called by the transaction that keeps a result, or that changes the round's informant or norm set.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection

from schools.calendar import age
from screening import figures, scoring
from screening.instruments.definition import TOTAL, Definition
from screening.instruments.scoring import banded_again
from screening.mind_sql import COLUMNS, FOLLOW, REBAND
from screening.models import Aspect, Assessment, Group, Instrument, Rater, Round, Row
from students.models import Student

CODE = "sdq"
FOLLOW_ALL = "screening.follow_minds"  # the worker's name for `follow_all` of an area's round


@dataclass(frozen=True)
class Said:
    """What a child's SDQ says (a level 0–3), and who typed it when."""

    level: int
    by: int
    at: datetime


@dataclass(frozen=True)
class Standing:
    """A round's rows, by the child's key, as they were read, and the aspects of its criteria.

    `is_sure`: read while the room was held, so that nobody can have changed them since.
    """

    rows: Mapping[int, Row]
    aspects: list[Aspect]
    is_sure: bool = False


@dataclass(frozen=True)
class Moved:
    """A child whose จิตใจ is another now. `said` is what it follows; none when the result was taken away."""

    student: Student
    row: Row | None
    said: Said | None

    @property
    def level(self) -> int:
        return self.said.level if self.said else Group.NONE


def feeds(round_: Round | None, *, code: str, rater: str) -> bool:
    """Does จิตใจ follow this paper in this round?"""
    return round_ is not None and code == CODE and rater == round_.mind_rater


def follow(
    round_: Round,
    students: Collection[int],
    *,
    is_held: bool = False,
    seated: Mapping[int, Student] | None = None,
    told: Mapping[int, Assessment] | None = None,
) -> list[int]:
    """Bring จิตใจ and the groups of these children (keys) up to date; the children for whom something changed.

    A child without a row gets one whose aspects are all empty; one who sits in no room and has none is left out.
    Five statements for any number of children, three when the caller holds the room and brings the children and their
    results (`seated`, `told`, by the child's key).
    """
    if seated is None:
        seated = {one.pk: one for one in Student.objects.filter(pk__in=students)}
    if not is_held:
        for room in sorted({one.classroom_id for one in seated.values() if one.classroom_id}):
            figures.hold(round_, room)
    results = results_of(round_, seated) if told is None else told
    rows = rows_of(round_, seated)
    moved = changes(seated, said_in(round_, seated, results), rows)
    if not moved:
        return []
    with connection.cursor() as cursor:
        cursor.execute(FOLLOW, parameters(round_, moved, Standing(rows, aspects_of(round_), is_sure=True)))
    return [one.student.pk for one in moved]


def follow_all(round_: Round) -> int:
    """The same for everybody of the round whom the acting person may see: another informant or norm set."""
    reband(round_)
    told = Assessment.objects.filter(round=round_, code=CODE).values_list("student", flat=True)
    known = Row.objects.filter(round=round_, mind_level__gt=Group.NONE).values_list("student", flat=True)
    return len(follow(round_, {*told, *known}))


def results_of(round_: Round, seated: Mapping[int, Student]) -> dict[int, Assessment]:
    results = Assessment.objects.filter(round=round_, code=CODE, rater=round_.mind_rater, student__in=seated)
    return {one.student_id: one for one in results}


def rows_of(round_: Round, students: Iterable[int]) -> dict[int, Row]:
    return {row.student_id: row for row in Row.objects.filter(round=round_, student__in=students)}


def aspects_of(round_: Round) -> list[Aspect]:
    return list(Aspect.objects.filter(criteria=round_.criteria_id).order_by("position"))


def standing(round_: Round, students: Iterable[int], *, is_sure: bool = False) -> Standing:
    """What a result of these children (keys) may move, in two statements."""
    return Standing(rows_of(round_, students), aspects_of(round_), is_sure=is_sure)


def said_in(round_: Round, seated: Mapping[int, Student], results: Mapping[int, Assessment]) -> dict[int, Said]:
    """What the results say by the round's norm set."""
    versions = versions_for(round_, results.values())
    return {
        key: Said(level_of(one, seated[key], round_.mind_norms, versions), one.recorded_by_id, one.recorded_at)
        for key, one in results.items()
    }


def changes(seated: Mapping[int, Student], said: Mapping[int, Said], rows: Mapping[int, Row]) -> list[Moved]:
    """The children whose result says something else than their row."""
    moved = [Moved(seated[key], rows.get(key), said.get(key)) for key in sorted(seated)]
    return [
        one
        for one in moved
        if (one.row or one.student.classroom_id) and one.level != (one.row.mind_level if one.row else Group.NONE)
    ]


def parameters(round_: Round, moved: Sequence[Moved], standing: Standing) -> dict[str, Any]:
    """What `ROWS` asks for: a list per column, where the children sit, and whether the rows are sure."""
    counting = frozenset(aspect.position for aspect in standing.aspects if aspect.kind == Aspect.Kind.LEVEL)
    lines = [line(one, len(standing.aspects), counting, counts=round_.criteria.counts_mind) for one in moved]
    columns = {f"row_{name}": [told[at] for told in lines] for at, name in enumerate(COLUMNS)}
    seats = sorted({one.student.classroom_id for one in moved if one.student.classroom_id})
    return {"round": round_.pk, "row_seats": seats, "row_sure": standing.is_sure, **columns}


def line(one: Moved, width: int, counting: frozenset[int], *, counts: bool) -> tuple[object, ...]:
    """The row as it shall be, in the order of COLUMNS."""
    row = one.row
    levels = row.levels if row else [Group.NONE] * width
    computed = scoring.compute(levels, counting, one.level if counts else Group.NONE).group
    settled = scoring.settle(
        computed=computed,
        was_computed=row.computed_group if row else Group.NONE,
        was_final=row.final_group if row else Group.NONE,
    )
    is_kept = row is not None and settled.is_override
    return (
        one.student.pk,
        row.school_id if row else one.student.school_id,
        row.classroom_id if row else one.student.classroom_id,
        "{" + ",".join(str(int(level)) for level in levels) + "}",
        one.level,
        computed,
        settled.group,
        row.override_reason if row and is_kept else "",
        row.override_by_id if row and is_kept else None,
        row.version if row else 0,
        one.said.by if one.said else row.recorded_by_id if row else None,
        one.said.at if one.said else row.recorded_at if row else None,
    )


# -- bands --------------------------------------------------------------------------------------------------------


def reband(round_: Round) -> int:
    """Every SDQ of the round that has scores is banded by the round's norm set; how many were by another.

    Scores stay. Each is banded by the version that scored it; where that has no such set, and where a result came
    without scores, the sheet says by what it was banded.
    """
    found = Assessment.objects.filter(round=round_, code=CODE).exclude(norms=round_.mind_norms)
    left = list(found.exclude(mode=Assessment.Mode.RESULT).select_related("student").order_by("pk"))
    versions = Instrument.objects.defer("definition").in_bulk({one.instrument_id for one in left})
    lines = []
    for one in left:
        definition = versions[one.instrument_id].parsed
        if round_.mind_norms in {norm_set.code for norm_set in definition.norm_sets}:
            lines.append((one.pk, one.version, *said_by(one, definition, round_.mind_norms)))
    if lines:
        names = ("keys", "seen", "bands", "levels", "words")
        told: dict[str, list[Any]] = {
            name: list(values) for name, values in zip(names, zip(*lines, strict=True), strict=True)
        }
        with connection.cursor() as cursor:
            cursor.execute(REBAND, {"norms": round_.mind_norms, **told})
    return len(lines)


def said_by(result: Assessment, definition: Definition, norms: str) -> tuple[str, int, str]:
    """Bands (as JSON), level and words; none of a paper that is not typed to its end."""
    if not result.bands:
        return "{}", result.level, result.words
    bands, level = banded_again(
        definition,
        norms,
        result.scores,
        rater=result.rater,
        sex=result.student.sex,
        age=age(result.student.born_on, result.assessed_on)[0] if result.student.born_on else None,
        is_complete=result.is_complete,
    )
    whole = bands.get(TOTAL)
    return json.dumps({code: band.level for code, band in bands.items()}), level, whole.label if whole else ""


def versions_for(round_: Round, results: Iterable[Assessment]) -> dict[int, Instrument]:
    """The versions by which results of another norm set have to be banded again; most often none."""
    keys = {one.instrument_id for one in results if not is_banded(one, round_.mind_norms)}
    return Instrument.objects.defer("definition").in_bulk(keys) if keys else {}


def is_banded(result: Assessment, norms: str) -> bool:
    """By this norm set, or it came without scores and keeps the level it came with."""
    return result.norms == norms or result.mode == Assessment.Mode.RESULT or result.scores.get(TOTAL) is None


def level_of(result: Assessment, student: Student, norms: str, versions: Mapping[int, Instrument]) -> int:
    """The level of the whole by this norm set, also where another one banded it when it was kept."""
    if is_banded(result, norms):
        return result.level
    total = result.scores[TOTAL]
    years = age(student.born_on, result.assessed_on)[0] if student.born_on else None
    known = next((one for one in versions[result.instrument_id].parsed.norm_sets if one.code == norms), None)
    bands = known.find(TOTAL, rater=result.rater, sex=student.sex, age=years) if known else ()
    return next((band.level for band in bands if band.low <= total <= band.high), result.level)


def norm_choices(area: int | None) -> list[tuple[str, str]]:
    """(code, name) of the norm sets of the SDQ in use in an area (its key); empty while none is loaded."""
    current = Instrument.objects.for_area(area) if area else Instrument.objects.current().filter(area=None)
    found = current.filter(code=CODE).only("code", "source").first()
    return [(one.code, one.name) for one in found.parsed.norm_sets] if found else []


@lru_cache(maxsize=256)
def norm_name(area: int, code: str) -> str:
    """The name of a norm set as it stands on pages, asked once per process: the grid has no statement to spare (P1).

    Raises KeyError, which is not kept, while no SDQ with that set is loaded.
    """
    return dict(norm_choices(area))[code]


def caption(round_: Round) -> str:
    """ "SDQ ฉบับครู เกณฑ์คู่มือ สพฐ./กรมสุขภาพจิต": what จิตใจ says in this round, for every head and legend."""
    try:
        named = norm_name(round_.area_id, round_.mind_norms)
    except KeyError:
        named = f"เกณฑ์ {round_.mind_norms}"
    return f"SDQ ฉบับ{Rater(round_.mind_rater).label} {named}"
