"""Counts kept beside the rows: how many children of a room have which level of which aspect, and which group.

Counted are the children who sit in the room today: a trigger on `students_student` counts again when one moves or
leaves, so that no room has more children screened than enrolled.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection
from django.db.models import F

from screening.models import Count, Round, Row

# (round, classroom, position, level) -> children
Counts = dict[tuple[int, int, int, int], int]

FROM_ROWS = """
SELECT r.round_id, s.classroom_id, cell.position, cell.level, count(*)
FROM screening_row r JOIN students_student s ON s.id = r.student_id
  AND s.school_id = r.school_id AND s.classroom_id IS NOT NULL CROSS JOIN LATERAL (
  SELECT place::int AS position, filled::int AS level
  FROM unnest(r.levels) WITH ORDINALITY AS one(filled, place) WHERE filled > 0
  UNION ALL SELECT 0, r.final_group WHERE r.is_complete
  UNION ALL SELECT 99, r.mind_level WHERE r.mind_level > 0
) AS cell
GROUP BY 1, 2, 3, 4
"""


def hold(round_: Round, classroom_id: int) -> None:
    """Wait until nobody else is writing into this room in this round, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT screening_hold(%s, %s)", [round_.pk, classroom_id])


def recount(round_: Round, classroom_ids: Collection[int]) -> None:
    """Count the rooms again, in key order, inside the transaction that changed their rows (decisions T20)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT screening_recount(%s, %s)", [round_.pk, sorted(classroom_ids)])


def rebuild() -> None:
    """Count every room of every round again. Run by the system (`manage.py recount`)."""
    rooms = (
        Row.objects.filter(student__classroom__isnull=False).values_list("round_id", "student__classroom_id").distinct()
    )
    counted = Count.objects.order_by("round", "classroom").values_list("round_id", "classroom_id").distinct()
    by_round: dict[int, set[int]] = {}
    for round_id, classroom_id in [*rooms, *counted]:
        by_round.setdefault(round_id, set()).add(classroom_id)
    for round_ in Round.objects.filter(pk__in=by_round).order_by("pk"):
        recount(round_, by_round[round_.pk])


def differences() -> list[str]:
    """Every count that does not equal its rows, as a line to read; run by the system. Empty when all is well."""
    kept, counted = kept_counts(), counted_rows()
    return [
        "round {} room {} position {} level {}: ".format(*key) + f"kept {kept.get(key, 0)}, rows {counted.get(key, 0)}"
        for key in sorted(kept.keys() | counted.keys())
        if kept.get(key, 0) != counted.get(key, 0)
    ]


def kept_counts() -> Counts:
    named = Count.objects.values_list("round_id", "classroom_id", "position", "level", "children")
    return {(round_, room, at, level): children for round_, room, at, level, children in named}


def counted_rows() -> Counts:
    with connection.cursor() as cursor:
        cursor.execute(FROM_ROWS)
        return {(round_, room, at, level): children for round_, room, at, level, children in cursor.fetchall()}


SUMS = """
SELECT k.classroom_id,
  COALESCE(sum(k.children - COALESCE(c.children, 0)) FILTER (WHERE k.position = 0), 0),
  COALESCE(sum(k.children - COALESCE(c.children, 0)) FILTER (WHERE k.position BETWEEN 1 AND 98), 0),
  COALESCE(sum(k.children - COALESCE(c.children, 0)) FILTER (WHERE k.position = 99), 0),
  COALESCE(sum(k.children - COALESCE(c.children, 0)) FILTER (WHERE k.position = 0 AND k.level > 0), 0),
  COALESCE(sum(k.children - COALESCE(c.children, 0)) FILTER (WHERE k.position = 0 AND k.level > 1), 0)
FROM screening_count k
LEFT JOIN screening_closed(%s) c ON c.room = k.classroom_id AND c.place = k.position AND c.level = k.level
WHERE k.round_id = %s AND k.classroom_id = ANY (%s) GROUP BY 1
"""


@dataclass(frozen=True)
class Sums:
    """Of one room: children fully screened, filled cells, children with an SDQ, with a group, at risk."""

    done: int = 0
    filled: int = 0
    minded: int = 0
    grouped: int = 0
    at_risk: int = 0


def sums_of(round_: Round, rooms: Collection[int]) -> dict[int, Sums]:
    """Room → its sums, as the acting person may know them: without whom she is shut out of. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(SUMS, [round_.pk, round_.pk, sorted(rooms)])
        return {room: Sums(*map(int, told)) for room, *told in cursor.fetchall()}


def of_room(round_: Round, classroom_id: int) -> dict[tuple[int, int], int]:
    """(position, level) -> children of one room."""
    counts = Count.objects.filter(round=round_, classroom=classroom_id).annotate(at=F("position"))
    return {(count.position, count.level): count.children for count in counts}
