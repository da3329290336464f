"""A room's rows as they shall be, written in one statement together with their counts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from schools.models import Classroom, User
from screening import scoring
from screening.models import Aspect, Finding, Group, Round, Row
from students.models import Student


@dataclass
class Change:
    """A row as it shall be."""

    student: Student
    levels: list[int]
    bulk_cells: int
    before: Row | None


# The last condition is the lock of B9: whoever hands in holds the room first. An urgency that a counselor chose for a
# better group than the one now goes (domain.md C.3). A row that somebody changed since it was read is left alone. The
# rooms are counted once all rows stand: a volatile function sees what its own command has written so far.
UPSERT = """
WITH kept AS (INSERT INTO screening_row AS kept
  (round_id, student_id, school_id, classroom_id, levels, bulk_cells, is_complete, computed_group, final_group,
   override_reason, override_by_id, version, recorded_by_id, recorded_at)
SELECT %(round)s, t.student, %(school)s, %(classroom)s, t.levels::smallint[], t.bulk, t.complete, t.computed,
       t.final, t.reason, t.override_by, t.seen + 1, %(by)s, %(at)s
FROM unnest(%(students)s::bigint[], %(levels)s::text[], %(bulk)s::int[], %(complete)s::bool[], %(computed)s::int[],
            %(final)s::int[], %(reasons)s::text[], %(override_by)s::bigint[], %(seen)s::int[])
     AS t(student, levels, bulk, complete, computed, final, reason, override_by, seen)
WHERE COALESCE((SELECT s.submitted_at IS NULL AND (%(runs)s OR s.reopened_at IS NOT NULL) FROM screening_submission s
                WHERE s.round_id = %(round)s AND s.classroom_id = %(classroom)s), %(runs)s)
ORDER BY t.student
ON CONFLICT (round_id, student_id, school_id) DO UPDATE SET
  school_id = EXCLUDED.school_id, classroom_id = EXCLUDED.classroom_id, levels = EXCLUDED.levels,
  bulk_cells = EXCLUDED.bulk_cells, is_complete = EXCLUDED.is_complete, computed_group = EXCLUDED.computed_group,
  final_group = EXCLUDED.final_group, override_reason = EXCLUDED.override_reason,
  override_by_id = EXCLUDED.override_by_id, version = EXCLUDED.version,
  recorded_by_id = EXCLUDED.recorded_by_id, recorded_at = EXCLUDED.recorded_at,
  urgency = CASE WHEN kept.urgency < EXCLUDED.final_group AND kept.final_group < EXCLUDED.final_group THEN 0
    ELSE kept.urgency END,
  urgency_reason = CASE WHEN kept.urgency < EXCLUDED.final_group AND kept.final_group < EXCLUDED.final_group THEN ''
    ELSE kept.urgency_reason END,
  urgency_by_id = CASE WHEN kept.urgency < EXCLUDED.final_group AND kept.final_group < EXCLUDED.final_group THEN NULL
    ELSE kept.urgency_by_id END
  WHERE kept.version = EXCLUDED.version - 1
  RETURNING kept.*
)
SELECT kept.*,
  (SELECT screening_recount(%(round)s, %(rooms)s::bigint[]) FROM (SELECT count(*) FROM kept) AS written)::text
FROM kept
"""


def write(
    round_: Round, classroom: Classroom, aspects: list[Aspect], changes: list[Change], *, by: User
) -> dict[Student, Row]:
    """One statement for the rows and their counts, and the rows as they stand now.

    A row that is another than `before` is not among them, and none is where the room may not be changed. Reasons of
    cells that are ปกติ or empty again go with them.
    """
    if not changes:
        return {}
    found = Row.objects.raw(
        UPSERT,
        {
            "round": round_.pk,
            "classroom": classroom.pk,
            "school": classroom.school_id,
            "by": by.pk,
            "at": timezone.now(),
            "runs": round_.is_open(on=timezone.localdate()),
            "rooms": sorted(seats(change.student for change in changes)),
            **columns(changes, aspects, counts_mind=round_.criteria.counts_mind),
        },
    )
    kept = {row.student_id: row for row in found}
    drop_reasons([change for change in changes if change.student.pk in kept], aspects)
    return {change.student: kept[change.student.pk] for change in changes if change.student.pk in kept}


def seats(students: Iterable[Student]) -> set[int]:
    """The rooms whose counts these children's rows belong to: where each sits today."""
    return {student.classroom_id for student in students if student.classroom_id}


def columns(changes: list[Change], aspects: list[Aspect], *, counts_mind: bool) -> dict[str, list[object]]:
    counting = frozenset(aspect.position for aspect in aspects if aspect.kind == Aspect.Kind.LEVEL)
    table: dict[str, list[object]] = {
        name: []
        for name in ("students", "levels", "bulk", "complete", "computed", "final", "reasons", "override_by", "seen")
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
            before.version if before else 0,
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
