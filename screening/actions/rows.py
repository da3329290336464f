"""Writing into a room's rows: cells, "ที่เหลือปกติ" and its undo, the final group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from journal.actions import record
from journal.models import Verb
from schools.models import Classroom, User
from screening import figures, scoring
from screening.actions.writing import Change, ids, seats, write
from screening.cells import Typed
from screening.models import Aspect, Fill, Group, Round, Row
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


@transaction.atomic
def record_rows(
    round_: Round,
    *,
    classroom: Classroom,
    aspects: list[Aspect],
    typed: Mapping[Student, Typed],
    known: Mapping[int, Row] | None = None,
    by: User,
) -> dict[Student, Row]:
    """Put what was typed over what is stored; the rows that changed. One set of statements for any number.

    Cells nobody else touched are merged. Raises `Stale` when somebody else set one of them differently, `Closed`
    when the room may not be changed (any more). `known`: the rows, by the child's key, as the caller has just read
    them, which saves reading them again; where one of them is another by now, all are.
    """
    figures.hold(round_, classroom.pk)
    done: dict[Student, Row] = {}
    for stored in (known, None):
        changes = changes_of(typed, stored_rows(round_, typed) if stored is None else stored, len(aspects))
        written = write(round_, classroom, aspects, changes, by=by)
        done |= written
        if len(written) == len(changes):
            break
    else:
        raise Closed
    if done:
        record(Verb.RECORDED, classroom, by=by, students=[student.pk for student in done], round=round_.name)
    return done


def changes_of(typed: Mapping[Student, Typed], stored: Mapping[int, Row], width: int) -> list[Change]:
    """What is typed, merged into what is stored. Raises `Stale`."""
    changes, conflicts = [], []
    for student, sent in typed.items():
        row = stored.get(student.pk)
        levels = row.levels if row else [0] * width
        merged = scoring.merge(sent.cells, was=sent.was or [0] * width, stored=levels)
        if row and merged.conflicts:
            conflicts.append(Conflict(student, row, merged.conflicts, sent))
        elif merged.changed:
            kept = row.bulk_cells & ~scoring.bits(merged.changed) if row else 0
            bulk = kept | scoring.bits(sent.bulk.intersection(merged.changed))
            changes.append(Change(student, merged.levels, bulk, row))
    if conflicts:
        raise Stale(conflicts)
    return changes


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
    write_all(round_, classroom, aspects, changes, by=by)
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
    write_all(fill.round, fill.classroom, aspects, changes, by=by)
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


def write_all(round_: Round, classroom: Classroom, aspects: list[Aspect], changes: list[Change], *, by: User) -> None:
    """All of them or none. Raises `Closed`."""
    if len(write(round_, classroom, aspects, changes, by=by)) < len(changes):
        raise Closed
