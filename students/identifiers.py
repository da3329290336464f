"""A child's number in the register: sealed to its row, found by its keyed index, shown masked (security.md 2.7)."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from schools.sealing import Broken, keyed_index, place, seal, unseal
from students import national_id
from students.models import Identifier, Student

SAY_UNREADABLE = "เปิดอ่านไม่ได้ แจ้งผู้ดูแลระบบ"


@dataclass(frozen=True)
class Elsewhere:
    """Where in the area a number is known already; never whose it is (decisions A6)."""

    school_name: str
    school_phone: str
    is_enrolled: bool

    @property
    def sentence(self) -> str:
        """What the person who adds the child is told to do."""
        verb = "มีชื่ออยู่ที่" if self.is_enrolled else "เคยมีชื่ออยู่ที่"
        phone = f" (โทร {self.school_phone})" if self.school_phone else ""
        return f"เด็กคนนี้{verb} รร.{self.school_name}{phone} โทรประสานขอย้ายเข้าก่อน หรือข้าม"


def index_of(number: str) -> bytes:
    """The digest by which a number is found; what is typed is normalised first."""
    return keyed_index(settings.FIELD_KEYS, national_id.normalise(number))


def new_identifier(number: str, *, student_id: int, school_id: int) -> Identifier:
    """A row, not yet written, that holds the normalised number sealed to itself."""
    number = national_id.normalise(number)
    uid = uuid.uuid4()
    return Identifier(
        uid=uid,
        student_id=student_id,
        school_id=school_id,
        kind=str(national_id.kind_of(number)),
        sealed=seal(settings.FIELD_KEYS, number.encode(), at=_place(uid)),
        index=keyed_index(settings.FIELD_KEYS, number),
    )


def number_of(identifier: Identifier) -> str:
    """The number itself, for comparing and masking; shown only by `students.actions.reveal_number`.  Raises Broken."""
    return unseal(settings.FIELD_KEYS, identifier.sealed, at=_place(identifier.uid)).decode()


def masked(identifier: Identifier | None) -> str:
    """ "1-00xx-xxxxx-xx-4"; nothing when the child has no number yet."""
    if identifier is None:
        return ""
    try:
        return national_id.mask(number_of(identifier))
    except Broken:
        return SAY_UNREADABLE


def find_elsewhere(number: str) -> Elsewhere | None:
    """Which school of the area knows this number, own ones included; a find leaves a line there, a miss one here."""
    return find_all_elsewhere([number]).get(national_id.normalise(number))


def find_all_elsewhere(numbers: Sequence[str]) -> dict[str, Elsewhere]:
    """The same for many numbers in one statement: normalised number -> where it is known."""
    wanted = [number for number in map(national_id.normalise, numbers) if number]
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT asked.n, found.* FROM unnest(%s::bytea[]) WITH ORDINALITY AS asked (index, n),"
            " LATERAL find_elsewhere(asked.index) AS found ORDER BY asked.n",
            [[keyed_index(settings.FIELD_KEYS, number) for number in wanted]],
        )
        found = {wanted[n - 1]: Elsewhere(name, phone, sits) for n, name, phone, sits in cursor.fetchall()}
        if len(found) < len(set(wanted)):
            told = json.dumps({"asked": len(set(wanted)), "found": len(found)})
            cursor.execute(SEARCHED, [told])
    return found


# What is found leaves its line where it is found; what is not, one of the asker's for all.
SEARCHED = "SELECT journal_write('searched', 'students.Identifier', NULL, NULL, '{}', app_uid(), %s::jsonb)"


def _place(uid: uuid.UUID) -> str:
    return place("students_identifier", "sealed", uid)


def children_of(numbers: Sequence[str], among: Sequence[Student]) -> dict[str, int]:
    """Register's number → key of the child, of those `among` whom it is one's; one statement, none for no number."""
    if not numbers:
        return {}
    keys = {index_of(number): number for number in numbers}
    found = Identifier.objects.filter(index__in=list(keys), student__in=[child.pk for child in among])
    return {keys[bytes(index)]: student for index, student in found.values_list("index", "student")}
