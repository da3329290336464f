"""The register of one school as the comparison of an import wants it: every child, present or gone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from schools.models import School, User
from students.dmc.comparing import Known
from students.dmc.fields import GUARDIAN_FIELDS
from students.models import Guardian, Identifier, Student

# What a file can say about a child herself (students.dmc.pupils.Pupil and its details).
SAID_IN_FILES = (
    *("title", "first_name", "last_name", "sex", "school_number", "number", "nickname", "born_on"),
    *("blood_group", "religion", "ethnicity", "nationality", "weight", "height"),
    *("house", "moo", "road", "subdistrict", "district", "province", "phone", "disadvantage", "suspended"),
)


@dataclass(frozen=True)
class Register:
    """`students` by key, their guardians by relation, and the same children as `Known` values."""

    students: Mapping[int, Student]
    guardians: Mapping[int, Mapping[str, Guardian]]
    known: tuple[Known, ...]


def of_school(school: School, by: User) -> Register:
    """Three queries, whatever the size of the school."""
    visible = Student.objects.visible_to(by).filter(school=school).values("pk")
    children = list(Student.objects.filter(pk__in=visible).select_related("classroom").order_by("pk"))
    keys: dict[int, list[bytes]] = {}
    for student_id, index in Identifier.objects.filter(school=school, student__in=visible).values_list(
        "student_id", "index"
    ):
        keys.setdefault(student_id, []).append(bytes(index))
    guardians: dict[int, dict[str, Guardian]] = {}
    for guardian in Guardian.objects.filter(school=school, student__in=visible):
        guardians.setdefault(guardian.student_id, {})[guardian.relation] = guardian
    known = tuple(_known(child, keys.get(child.pk, ()), guardians.get(child.pk, {})) for child in children)
    return Register({child.pk: child for child in children}, guardians, known)


def _known(child: Student, keys: Iterable[bytes], guardians: Mapping[str, Guardian]) -> Known:
    return Known(
        ref=child.pk,
        keys=tuple(keys),
        school_number=child.school_number,
        room=(child.level, child.classroom.number) if child.classroom else None,
        fields=said_of(child),
        guardians={relation: guardian_said(one) for relation, one in guardians.items()},
    )


def said_of(child: Student) -> dict[str, Any]:
    """What stands on the child's row, of all that a file could say."""
    return {name: getattr(child, name) for name in SAID_IN_FILES}


def guardian_said(guardian: Guardian) -> dict[str, str]:
    return {name: getattr(guardian, name) for name in GUARDIAN_FIELDS}
