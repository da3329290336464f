"""Many children written in one statement, and what a child's row looked like when it was."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from students.dmc.fields import GUARDIAN_FIELDS
from students.models import Guardian, Student

BATCH = 500
_FIXED = {"id", "public_id", "school", "sort_key"}
_COLUMNS = [field.name for field in Student._meta.concrete_fields if field.name not in _FIXED]
# What a person could have mended after an import; where the child sits and her เลขที่ are looked at apart.
_SIGNED = [name for name in _COLUMNS if name not in {"classroom", "level", "number", "dmc_on", "search_key"}]


def write_students(students: Sequence[Student]) -> None:
    """Existing rows as they stand on these objects: one upsert for each 500, locked in the order of their keys."""
    Student.objects.bulk_create(
        sorted(students, key=lambda child: child.pk),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=_COLUMNS,
    )


def write_guardians(
    school_id: int,
    known: Mapping[int, Mapping[str, Guardian]],
    said: Mapping[tuple[int, str], Mapping[str, str]],
) -> None:
    """(child, relation) -> field -> text; what is not said stays as it is known."""
    rows = []
    for (student_id, relation), told in sorted(said.items()):
        before = known.get(student_id, {}).get(relation)
        kept = {name: getattr(before, name) if before else "" for name in GUARDIAN_FIELDS}
        rows.append(Guardian(student_id=student_id, school_id=school_id, relation=relation, **{**kept, **told}))
    Guardian.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["student", "relation"],
        update_fields=list(GUARDIAN_FIELDS),
    )


def plain(value: Any) -> Any:
    """A value as JSON keeps it: dates and decimals as text."""
    return str(value) if isinstance(value, date | Decimal) else value


def digest(student: Student) -> str:
    """What a child's row says, but for where she sits: equal as long as nobody has corrected anything."""
    values = [_settled(student, name) for name in _SIGNED]
    return hashlib.sha256(repr(values).encode()).hexdigest()


def _settled(student: Student, name: str) -> str:
    value = getattr(student, name)
    if isinstance(value, Decimal):
        value = value.quantize(Decimal("0.1"))
    return "" if value is None else str(value)
