"""Writing into a room's rows: cells, "ที่เหลือปกติ" and its undo, the final group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from journal.actions import record
from journal.models import Verb
from schools.models import Classroom, User
from screening import figures, scoring
from screening.cells import Typed
from screening.models import Aspect, Fill, Finding, Group, Round, Row
from students.models import Student

UNDO_FOR = timedelta(hours=24)
OVERRIDDEN = ("final_group", "override_reason", "override_by", "urgency", "urgency_reason", "urgency_by")


class Closed(Exception):
    """The round is over or the room has handed in: nothing was changed."""


class Outdated(Exception):
    """The row was changed since the person read it: nothing was changed, she has to look again (409)."""


@dataclass
class Conflict:
    """A row in which somebody else set the cells at `positions` to something else in the meantime."""

    student: Student
    row: Row
    positions: list[int]
    typed: Typed


class Stale(Exception):
    """Two people set the same cells differently: nothing was changed, both have to be shown (409)."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        super().__init__(f"{len(conflicts)} rows")
        self.conflicts = conflicts


@dataclass
class Change:
    """A row as it shall be."""

    student: Student
    levels: list[int]
    bulk_cells: int
    before: Row | None


# The last condition is the lock of B9: whoever hands in holds the room first. An urgency that a counselor chose for a
# better group than the one now goes (domain.md C.3).
UPSERT = """
INSERT INTO screening_row AS kept
  (round_id, student_id, school_id, classroom_id, levels, bulk_cells, is_complete, computed_group, final_group,
   override_reason, override_by_id, version, recorded_by_id, recorded_at)
SELECT %(round)s, t.student, %(school)s, %(classroom)s, t.levels::smallint[], t.bulk, t.complete, t.computed,
       t.final, t.reason, t.override_by, 1, %(by)s, %(at)s
FROM unnest(%(students)s::bigint[], %(levels)s::text[], %(bulk)s::int[], %(complete)s::bool[], %(computed)s::int[],
            %(final)s::int[], %(reasons)s::text[], %(override_by)s::bigint[])
     AS t(student, levels, bulk, complete, computed, final, reason, override_by)
WHERE COALESCE((SELECT s.submitted_at IS NULL AND (%(runs)s OR s.reopened_at IS NOT NULL) FROM screening_submission s
                WHERE s.round_id = %(round)s AND s.classroom_id = %(classroom)s), %(runs)s)
ORDER BY t.student
ON CONFLICT (round_id, student_id, school_id) DO UPDATE SET
  school_id = EXCLUDED.school_id, classroom_id = EXCLUDED.classroom_id, levels = EXCLUDED.levels,
  bulk_cells = EXCLUDED.bulk_cells, is_complete = EXCLUDED.is_complete, computed_group = EXCLUDED.computed_group,
  final_group = EXCLUDED.final_group, override_reason = EXCLUDED.override_reason,
  override_by_id = EXCLUDED.override_by_id, version = kept.version + 1,
  recorded_by_id = EXCLUDED.recorded_by_id, recorded_at = EXCLUDED.recorded_at,
  urgency = CASE WHEN kept.urgency < EXCLUDED.final_group AND kept.final_group < EXCLUDED.final_group THEN 0
    ELSE kept.urgency END,
  urgency_reason = CASE WHEN kept.urgency < EXCLUDED.final_group AND kept.final_group < EXCLUDED.final_group THEN ''
    ELSE kept.urgency_reason END,
  urgency_by_id = CASE WHEN kept.urgency < EXCLUDED.final_group AND kept.final_group < EXCLUDED.final_group THEN NULL
    ELSE kept.urgency_by_id END
RETURNING student_id
"""


@transaction.atomic
def record_rows(
    round_: Round, *, classroom: Classroom, aspects: list[Aspect], typed: Mapping[Student, Typed], by: User
) -> list[Student]:
    """Put what was typed over what is stored; the children whose row changed. One set of statements for any number.

    Cells nobody else touched are merged. Raises `Stale` when somebody else set one of them differently, `Closed`
    when the room may not be changed (any more).
    """
    figures.hold(round_, classroom.pk)
    stored = stored_rows(round_, typed)
    changes, conflicts = [], []
    for student, sent in typed.items():
        row = stored.get(student.pk)
        levels = row.levels if row else [0] * len(aspects)
        merged = scoring.merge(sent.cells, was=sent.was or [0] * len(aspects), stored=levels)
        if row and merged.conflicts:
            conflicts.append(Conflict(student, row, merged.conflicts, sent))
        elif merged.changed:
            kept = row.bulk_cells & ~scoring.bits(merged.changed) if row else 0
            bulk = kept | scoring.bits(sent.bulk.intersection(merged.changed))
            changes.append(Change(student, merged.levels, bulk, row))
    if conflicts:
        raise Stale(conflicts)
    write(round_, classroom, aspects, changes, by=by)
    if changes:
        record(Verb.RECORDED, classroom, by=by, students=ids(changes), round=round_.name)
    return [change.student for change in changes]


@transaction.atomic
def fill_rest(
    round_: Round, *, classroom: Classroom, aspects: list[Aspect], aspect: Aspect, students: Iterable[Student], by: User
) -> Fill | None:
    """ "ที่เหลือปกติ" (a flag: "ที่เหลือไม่มี"): fill only the empty cells of one aspect; None when none is empty.

    Each filled cell is marked as filled in bulk and counted as such on the papers.
    """
    figures.hold(round_, classroom.pk)
    seated = list(students)
    stored = stored_rows(round_, seated)
    changes = []
    for student in seated:
        row = stored.get(student.pk)
        levels = list(row.levels) if row else [0] * len(aspects)
        if not levels[aspect.position - 1]:
            levels[aspect.position - 1] = Group.NORMAL
            bulk = (row.bulk_cells if row else 0) | scoring.bits([aspect.position])
            changes.append(Change(student, levels, bulk, row))
    if not changes:
        return None
    write(round_, classroom, aspects, changes, by=by)
    fill = Fill.objects.create(
        round=round_,
        classroom=classroom,
        school_id=classroom.school_id,
        aspect=aspect,
        students=ids(changes),
        by=by,
        at=timezone.now(),
    )
    record(Verb.FILLED, fill, by=by, students=fill.students, aspect=aspect.slug, cells=len(changes))
    return fill


@transaction.atomic
def undo_fill(fill: Fill, *, aspects: list[Aspect], by: User) -> int:
    """Empty the cells again that the fill set and nobody has touched since; how many. Once, within 24 hours."""
    figures.hold(fill.round, fill.classroom_id)
    fill = Fill.objects.select_for_update(of=("self",)).select_related("round", "classroom", "aspect").get(pk=fill.pk)
    if fill.undone_at or fill.at < timezone.now() - UNDO_FOR:
        return 0
    bit, at = scoring.bits([fill.aspect.position]), fill.aspect.position - 1
    changes = []
    for row in Row.objects.filter(round=fill.round, student__in=fill.students).select_related("student"):
        if row.bulk_cells & bit and row.levels[at] == Group.NORMAL:
            levels = [*row.levels[:at], Group.NONE, *row.levels[at + 1 :]]
            changes.append(Change(row.student, levels, row.bulk_cells & ~bit, row))
    write(fill.round, fill.classroom, aspects, changes, by=by)
    fill.undone_at = timezone.now()
    fill.save(update_fields=["undone_at"])
    record(Verb.UNDONE, fill, by=by, students=ids(changes), aspect=fill.aspect.slug, cells=len(changes))
    return len(changes)


@transaction.atomic
def override_group(row: Row, *, group: int, reason: str, by: User) -> Row:
    """Set the final group beside the computed one, with a reason; the computed group again takes the override away.

    Raises `Outdated` when the row is another than the one in hand.
    """
    figures.hold(row.round, row.classroom_id)
    row = held_row(row)
    is_own = group != row.computed_group
    if row.final_group < group > row.urgency:
        row.urgency, row.urgency_reason, row.urgency_by = 0, "", None
    row.final_group = group
    row.override_reason = reason if is_own else ""
    row.override_by = by if is_own else None
    row.version += 1
    row.save(update_fields=[*OVERRIDDEN, "version"])
    figures.recount(row.round, seats([row.student]))
    record(Verb.OVERRIDDEN, row, by=by, computed=row.computed_group, final=group)
    return row


def held_row(row: Row) -> Row:
    """The row as it stands, locked. Raises `Outdated` when somebody changed it since it was read."""
    held = Row.objects.select_for_update(of=("self",)).select_related("student", "round").get(pk=row.pk)
    if held.version != row.version:
        raise Outdated
    return held


# -- one set of statements ----------------------------------------------------------------------------------------


def stored_rows(round_: Round, students: Iterable[Student]) -> dict[int, Row]:
    rows = Row.objects.filter(round=round_, student__in=[student.pk for student in students])
    return {row.student_id: row for row in rows.select_related("recorded_by")}


def write(round_: Round, classroom: Classroom, aspects: list[Aspect], changes: list[Change], *, by: User) -> None:
    """One upsert, one recount; reasons of cells that are ปกติ or empty again go with them. Raises `Closed`."""
    if not changes:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            UPSERT,
            {
                "round": round_.pk,
                "classroom": classroom.pk,
                "school": classroom.school_id,
                "by": by.pk,
                "at": timezone.now(),
                "runs": round_.is_open(on=timezone.localdate()),
                **columns(changes, aspects, counts_mind=round_.criteria.counts_mind),
            },
        )
        if cursor.rowcount < len(changes):
            raise Closed
    drop_reasons(changes, aspects)
    figures.recount(round_, seats(change.student for change in changes))


def seats(students: Iterable[Student]) -> set[int]:
    """The rooms whose counts these children's rows belong to: where each sits today."""
    return {student.classroom_id for student in students if student.classroom_id}


def columns(changes: list[Change], aspects: list[Aspect], *, counts_mind: bool) -> dict[str, list[object]]:
    counting = frozenset(aspect.position for aspect in aspects if aspect.kind == Aspect.Kind.LEVEL)
    table: dict[str, list[object]] = {
        name: [] for name in ("students", "levels", "bulk", "complete", "computed", "final", "reasons", "override_by")
    }
    for change in changes:
        before = change.before
        mind = before.mind_level if before and counts_mind else Group.NONE
        result = scoring.compute(change.levels, counting, mind)
        settled = scoring.settle(
            computed=result.group,
            was_computed=before.computed_group if before else Group.NONE,
            was_final=before.final_group if before else Group.NONE,
        )
        is_kept = before is not None and settled.is_override
        told = (
            change.student.pk,
            "{" + ",".join(str(int(level)) for level in change.levels) + "}",
            change.bulk_cells,
            result.is_complete,
            result.group,
            settled.group,
            before.override_reason if before and is_kept else "",
            before.override_by_id if before and is_kept else None,
        )
        for column, value in zip(table.values(), told, strict=True):
            column.append(value)
    return table


def drop_reasons(changes: list[Change], aspects: list[Aspect]) -> None:
    """A reason stands for เสี่ยง or มีปัญหา; where neither is any more, no text about the child is kept."""
    lowered = [
        (change.before.pk, aspect.pk)
        for change in changes
        if change.before
        for aspect in aspects
        if change.before.levels[aspect.position - 1] >= Group.RISK > change.levels[aspect.position - 1]
    ]
    for row, aspect in lowered:
        Finding.objects.filter(row=row, aspect=aspect).delete()


def ids(changes: list[Change]) -> list[int]:
    return [change.student.pk for change in changes]
