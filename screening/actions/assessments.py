"""Writing results of instruments: one set of statements for one child or a whole class, and nobody's work lost."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from journal.actions import record
from journal.ids import new_public_id
from journal.models import Verb
from schools.models import Classroom, User
from screening import figures, mind_sql, minds
from screening.actions.papers import Change, Entry, Paper, Recorded
from screening.actions.rows import Closed
from screening.actions.weighing import filled, sheet_of, weigh_all
from screening.models import AnswerSheet, Assessment, Instrument, Round
from students.actions import raise_alert
from students.models import Alert, Student

TRIES = 3

# As in rows.py, whoever hands the room in comes first; a row that somebody wrote meanwhile is left and read again.
KEEP = """
WITH room AS (
  SELECT submitted_at, reopened_at FROM screening_submission
  WHERE round_id = %(round)s AND classroom_id = %(classroom)s FOR SHARE
), typed AS (
  SELECT * FROM unnest(%(students)s::bigint[], %(ids)s::text[], %(seen)s::int[], %(mode)s::text[], %(on)s::date[],
    %(scores)s::text[], %(bands)s::text[], %(level)s::int[], %(words)s::text[], %(complete)s::bool[], %(aged)s::bool[],
    %(urgent)s::bool[], %(source)s::text[], %(assessor)s::text[], %(items)s::text[], %(extras)s::text[])
    AS t(student, public_id, seen, mode, assessed_on, scores, bands, level, words, complete, aged, urgent, source,
         assessor, items, extras)
), kept AS (
  INSERT INTO screening_assessment AS kept
    (public_id, student_id, school_id, classroom_id, instrument_id, code, round_id, rater, mode, norms, assessed_on,
     scores, bands, level, words, is_complete, is_out_of_age, is_urgent, source, assessor, version, recorded_by_id,
     recorded_at)
  SELECT t.public_id, t.student, %(school)s, %(classroom)s, %(instrument)s, %(code)s, %(round)s, %(rater)s, t.mode,
         %(norms)s, t.assessed_on, t.scores::jsonb, t.bands::jsonb, t.level, t.words, t.complete, t.aged, t.urgent,
         t.source, t.assessor, t.seen + 1, %(by)s, %(at)s
  FROM typed t
  WHERE %(round)s IS NULL
     OR COALESCE((SELECT submitted_at IS NULL AND (%(runs)s OR reopened_at IS NOT NULL) FROM room), %(runs)s)
  ORDER BY t.student
  ON CONFLICT (round_id, student_id, school_id, code, rater) DO UPDATE SET
    school_id = EXCLUDED.school_id, classroom_id = EXCLUDED.classroom_id, instrument_id = EXCLUDED.instrument_id,
    mode = EXCLUDED.mode, norms = EXCLUDED.norms, assessed_on = EXCLUDED.assessed_on, scores = EXCLUDED.scores,
    bands = EXCLUDED.bands, level = EXCLUDED.level, words = EXCLUDED.words, is_complete = EXCLUDED.is_complete,
    is_out_of_age = EXCLUDED.is_out_of_age, is_urgent = EXCLUDED.is_urgent, source = EXCLUDED.source,
    assessor = EXCLUDED.assessor, version = EXCLUDED.version, recorded_by_id = EXCLUDED.recorded_by_id,
    recorded_at = EXCLUDED.recorded_at, checked_by_id = NULL, checked_at = NULL
    WHERE kept.version = EXCLUDED.version - 1
  RETURNING kept.*
), sheets AS (
  INSERT INTO screening_answersheet
    (assessment_id, student_id, school_id, items, extras, is_open_to_homeroom, written_by_id, written_at)
  SELECT kept.id, kept.student_id, %(school)s, t.items::smallint[], t.extras::jsonb, %(homeroom)s, %(by)s, %(at)s
  FROM kept JOIN typed t ON t.student = kept.student_id
  WHERE t.items IS NOT NULL
  ORDER BY kept.student_id
  ON CONFLICT (assessment_id) DO UPDATE SET
    items = EXCLUDED.items, extras = EXCLUDED.extras, is_open_to_homeroom = EXCLUDED.is_open_to_homeroom,
    written_by_id = EXCLUDED.written_by_id, written_at = EXCLUDED.written_at
)
"""
UPSERT = "".join((KEEP, "SELECT * FROM kept"))

# An SDQ of the round's informant moves the computed column and the counts in the statement that keeps it (T20).
FED = """
, wanted AS (SELECT student_id FROM kept),
"""
TOLD = """
SELECT kept.*, (SELECT done FROM counted) AS counted,
  kept.student_id = ANY (%(row_students)s::bigint[])
    AND kept.student_id NOT IN (SELECT followed.student_id FROM followed) AS is_left
FROM kept
"""
UPSERT_AND_FOLLOW = "".join((KEEP, FED, mind_sql.ROWS, TOLD))


@transaction.atomic
def record_assessments(
    round_: Round | None,
    *,
    classroom: Classroom | None,
    instrument: Instrument,
    rater: str,
    entries: Sequence[Entry],
    known: Mapping[int, Assessment] | None = None,
    standing: minds.Standing | None = None,
    by: User,
) -> Recorded:
    """Put what was typed over what is stored, for any number of children of one school, in one set of statements.

    With a round there is one result per child and rater, which is changed; without one each entry is a new result.
    Raises `Closed` when the room has handed in or the round is over. A paper whose answers call for it raises an
    alert at once; SDQ of the round's informant is followed by the computed column (decisions A2, C1). `known`: the
    round's results by the child's key, and `standing`: the rows they may move, as the caller has just read them,
    which saves reading them again; what is another by now is read.
    """
    paper = Paper(round_, classroom, instrument, rater)
    if paper.holds and round_ and classroom:
        figures.hold(round_, classroom.pk)
    done = Recorded()
    left = list(entries)
    for _ in range(TRIES):
        changes = weigh_all(paper, left, done, known)
        written = write(paper, changes, standing, by=by)
        known = standing = None
        done.kept |= written
        kept = [one for one in changes if one.entry.student.pk in written]
        follow_up(paper, kept, done, by=by)
        left = [one.entry for one in changes if one not in kept]
        if not left:
            return done
        if not paper.is_open():
            break
    raise Closed


@transaction.atomic
def check_assessments(
    round_: Round, *, classroom: Classroom, instrument: Instrument, rater: str, students: Iterable[Student], by: User
) -> int:
    """The second pass found the same: who looked and when stands on the result. How many."""
    keys = [student.pk for student in students]
    found = Assessment.objects.filter(round=round_, code=instrument.code, rater=rater, student__in=keys)
    checked = found.update(checked_by=by, checked_at=timezone.now())
    if checked:
        told = {"round": round_.name, "instrument": instrument.code, "rater": rater, "checked": checked}
        record(Verb.RECORDED, classroom, by=by, students=keys, **told)
    return checked


def write(
    paper: Paper, changes: Sequence[Change], standing: minds.Standing | None, *, by: User
) -> dict[int, Assessment]:
    """One statement for results, answers, จิตใจ and its counts; the results it reached, by the child's key."""
    if not changes:
        return {}
    now = timezone.now()
    around: dict[str, Any] = {
        "round": paper.round.pk if paper.round else None,
        "classroom": paper.classroom.pk if paper.classroom else None,
        "school": changes[0].entry.student.school_id,
        "instrument": paper.instrument.pk,
        "code": paper.instrument.code,
        "rater": paper.rater,
        "norms": paper.norms,
        "runs": paper.runs,
        "homeroom": "homeroom" in paper.definition.answers_read_by,
        "by": by.pk,
        "at": now,
    }
    lines = [line(paper, change) for change in changes]
    columns: dict[str, Any] = {name: [told[name] for told in lines] for name in lines[0]}
    follows = rows_moved(paper, changes, standing, by=by, at=now)
    sql = UPSERT_AND_FOLLOW if follows else UPSERT
    written = {one.student_id: one for one in Assessment.objects.raw(sql, around | columns | follows)}
    for change in changes:
        if change.entry.student.pk in written:
            complete(written[change.entry.student.pk], paper, change, by=by)
    return written


def rows_moved(
    paper: Paper, changes: Sequence[Change], standing: minds.Standing | None, *, by: User, at: datetime
) -> dict[str, Any]:
    """What the computed column shall be, for `mind_sql.ROWS`; empty where nothing moves or no room is held."""
    if not paper.holds or paper.round is None:
        return {}
    seated = {one.entry.student.pk: one.entry.student for one in changes}
    standing = standing or minds.standing(paper.round, seated, is_sure=True)
    said = {one.entry.student.pk: minds.Said(one.verdict.level, by.pk, at) for one in changes}
    moved = minds.changes(seated, said, standing.rows)
    return minds.parameters(paper.round, moved, standing) if moved else {}


def complete(stored: Assessment, paper: Paper, change: Change, *, by: User) -> None:
    """What was written beside a result is at hand with it: whose it is, and its answers."""
    stored.recorded_by = by
    if not has_answers(change):
        Assessment._meta.get_field("sheet").set_cached_value(stored, None)
        return
    by_item = change.entry.mode == Assessment.Mode.ITEMS
    AnswerSheet(
        assessment=stored,
        student_id=stored.student_id,
        school_id=stored.school_id,
        items=items_of(paper, change) if by_item else [],
        extras=extras_of(change),
        is_open_to_homeroom="homeroom" in paper.definition.answers_read_by,
        written_by=by,
    )


def line(paper: Paper, change: Change) -> dict[str, object]:
    """One child's columns."""
    entry, before, verdict = change.entry, change.before, change.verdict
    return {
        "students": entry.student.pk,
        "ids": new_public_id(),
        "seen": before.version if before else 0,
        "mode": entry.mode,
        "on": change.assessed_on,
        "scores": json.dumps(verdict.scores),
        "bands": json.dumps(verdict.bands),
        "level": verdict.level,
        "words": verdict.words,
        "complete": verdict.is_complete,
        "aged": verdict.is_out_of_age,
        "urgent": verdict.is_urgent,
        "source": entry.result.source if entry.result else "",
        "assessor": entry.result.assessor if entry.result else "",
        "items": answers(paper, change) if has_answers(change) else None,
        "extras": json.dumps(extras_of(change)),
    }


def extras_of(change: Change) -> dict[str, int]:
    return {key[1:]: value for key, value in filled(change.cells).items() if key.startswith("X")}


def has_answers(change: Change) -> bool:
    """Is there anything to keep beside the scores? What was kept before stays."""
    by_item = change.entry.mode == Assessment.Mode.ITEMS
    return by_item or bool(extras_of(change)) or bool(change.before and sheet_of(change.before))


def items_of(paper: Paper, change: Change) -> list[int | None]:
    return [change.cells.get(str(at)) for at in range(1, paper.definition.item_count + 1)]


def answers(paper: Paper, change: Change) -> str:
    """The answers as PostgreSQL reads an array; empty where only scores were typed."""
    if change.entry.mode != Assessment.Mode.ITEMS:
        return "{}"
    return "{" + ",".join("NULL" if value is None else str(value) for value in items_of(paper, change)) + "}"


def follow_up(paper: Paper, kept: Sequence[Change], done: Recorded, *, by: User) -> None:
    """The line, who must be looked at today, and the computed column where the statement could not move it: without a
    room, or when a colleague changed the row since it was read."""
    if not kept:
        return
    keys = [one.entry.student.pk for one in kept]
    about = paper.classroom or kept[0].entry.student
    told = {"instrument": paper.instrument.code, "rater": paper.rater}
    record(Verb.RECORDED, about, by=by, students=keys, **told, **({"round": paper.round.name} if paper.round else {}))
    done.changed += [one.entry.student for one in kept]
    for student in to_look_at(kept):
        done.alerts.append(raise_alert(student, kind=Alert.Kind.ANSWER, source=paper.instrument.short, by=by))
    left = [key for key in keys if not paper.holds or getattr(done.kept[key], "is_left", False)]
    if paper.round and paper.feeds_mind and left:
        seated = {one.entry.student.pk: one.entry.student for one in kept if one.entry.student.pk in left}
        minds.follow(paper.round, left, is_held=paper.holds, seated=seated, told={key: done.kept[key] for key in left})


def to_look_at(kept: Sequence[Change]) -> list[Student]:
    """Whose answers are urgent and nobody looks at yet: an urgent paper changed after its alert was settled is told
    again, for what was settled was another answer."""
    urgent = [one for one in kept if one.verdict.is_urgent]
    keys = [one.entry.student.pk for one in urgent if one.before and one.before.is_urgent]
    waiting = (
        Alert.objects.unsettled().filter(student__in=keys, kind=Alert.Kind.ANSWER) if keys else Alert.objects.none()
    )
    told = set(waiting.values_list("student", flat=True))
    return [one.entry.student for one in urgent if one.entry.student.pk not in told]
