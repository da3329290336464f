"""How many children sit in each room, kept by the transaction that moves them (performance.md P13, decisions T20)."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Count

from schools.models import Classroom
from students.models import RoomCount


def recount(rooms: Iterable[int | None]) -> None:
    """Count these rooms again, in the order of their keys; no room is no work."""
    touched = sorted({room for room in rooms if room is not None})
    if touched:
        with connection.cursor() as cursor:
            cursor.execute("SELECT recount_rooms(%s)", [touched])


SEATED = """
SELECT k.classroom_id, k.enrolled - COALESCE(c.children, 0)
FROM students_roomcount k LEFT JOIN rooms_closed() c ON c.room = k.classroom_id WHERE k.classroom_id = ANY (%s)
"""


def seated(rooms: Iterable[int]) -> dict[int, int]:
    """Room → children in it of whom the acting person may know: the kept count without whom she is shut out of."""
    with connection.cursor() as cursor:
        cursor.execute(SEATED, [sorted(rooms)])
        return dict(cursor.fetchall())


def differences() -> list[str]:
    """A sentence for each room whose count is not what its children say. For `acting(system=…)`."""
    kept = dict(RoomCount.objects.values_list("classroom_id", "enrolled"))
    real = dict(Classroom.objects.annotate(sitting=Count("students")).values_list("pk", "sitting"))
    return [
        f"room {room}: counted {kept.get(room, 0)}, there are {real.get(room, 0)}"
        for room in sorted({*kept, *real})
        if kept.get(room, 0) != real.get(room, 0)
    ]


def rebuild() -> None:
    """Count every room again. For `acting(system=…)`."""
    recount(Classroom.objects.values_list("pk", flat=True))
