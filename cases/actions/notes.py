"""Notes: written once, corrected by another note, opened by name when they are restricted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from cases.actions.timeline import locked, must_be_open, must_care_for
from cases.models import Case, IllegalMove, Note, Secrecy, Words
from cases.rules import is_of_school
from journal.actions import record
from journal.models import Verb
from schools.actions import notify
from schools.models import Notice, User

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True)
class Said:
    """What a note says, and who may read it when it is not the whole team's."""

    kind: str
    text: str
    child_words: str
    happened_on: "date | None"
    secrecy: str = Secrecy.TEAM
    readers: list[int] = field(default_factory=list)


@transaction.atomic
def write_note(
    case: Case,
    *,
    text: str = "",
    child_words: str = "",
    kind: str = Note.Kind.COUNSELING,
    happened_on: "date | None" = None,
    secrecy: str = Secrecy.TEAM,
    readers: Sequence[User] = (),
    by: User,
) -> Note:
    """Add a note to an open case. `readers`: who besides the writer reads one for named people."""
    case = locked(case)
    must_be_open(case)
    named = [reader.pk for reader in readers if reader.pk != by.pk] if secrecy == Secrecy.NAMED else []
    if secrecy == Secrecy.NAMED and not named:
        raise IllegalMove("เลือกผู้อ่านอย่างน้อยหนึ่งคนนอกจากตัวคุณ")
    for reader in readers if named else ():
        must_care_for(reader, case)
    said = Said(kind, text, child_words, happened_on, secrecy, named)
    note = _write(case, said, corrects=None, by=by)
    record(Verb.NOTED, note, by=by, case=case.code, secrecy=note.secrecy)
    return note


@transaction.atomic
def correct_note(
    note: Note, *, text: str = "", child_words: str = "", happened_on: "date | None" = None, by: User
) -> Note:
    """Strike a note visibly and write it again, for the same readers.

    In a closed case, too: what is wrong in a record is put right (พ.ร.บ.คุ้มครองข้อมูลส่วนบุคคล ม.35). It stays closed.
    """
    case = locked(note.case)
    if Note.objects.filter(corrects=note).exists():
        raise IllegalMove("บันทึกนี้มีบันทึกแก้แล้ว แก้ที่บันทึกล่าสุด")
    readers = note.words.readers if note.secrecy == Secrecy.NAMED else []
    said = Said(note.kind, text, child_words, happened_on or note.on, note.secrecy, readers)
    new = _write(case, said, corrects=note, by=by)
    record(Verb.NOTED, new, by=by, case=case.code, corrects=note.pk)
    return new


def reveal_note(note: Note, *, by: User) -> Note:
    """Opening the words of a restricted note is a line of its own."""
    record(Verb.REVEALED, note, by=by, case=note.case.code, secrecy=note.secrecy)
    return note


def _write(case: Case, said: Said, *, corrects: Note | None, by: User) -> Note:
    """The note, and behind their own wall its words when they are not the whole team's."""
    now = timezone.now()
    by_share = not is_of_school(by, case)
    whose = {"student_id": case.student_id, "school_id": case.school_id, "secrecy": said.secrecy}
    words = {"text": said.text, "child_words": said.child_words}
    is_open = said.secrecy == Secrecy.TEAM
    note = Note.objects.create(
        case=case,
        **whose,
        kind=said.kind,
        happened_on=None if said.happened_on == timezone.localdate(now) else said.happened_on,
        corrects=corrects,
        written_by=by,
        written_as=Note.As.PSYCHOLOGIST if by_share else "",
        written_at=now,
        **(words if is_open else {}),
    )
    if not is_open:
        Words.objects.create(note=note, writer=by, readers=said.readers, **whose, **words)
    if by_share:
        _noted_by_share(case, now, by=by)
    elif case.is_open():
        case.touched_at = now
        case.save(update_fields=["touched_at"])
    return note


def _noted_by_share(case: Case, at: "datetime", *, by: User) -> None:
    """She may write the note and no other row of the school's: the case is no longer silent, and its owner is told."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT case_is_noted(%s, %s)", [case.pk, at])
        owner = cursor.fetchone()[0]
    notify(
        User.objects.filter(pk=owner), kind=Notice.Kind.CASE, url=reverse("cases:case", args=[case.public_id]), by=by
    )
