"""Notes: written once, corrected by another note, opened by name when they are restricted."""

from django.db import transaction
from django.utils import timezone

from cases.actions.timeline import locked, must_be_open
from cases.models import Case, IllegalMove, Note, Secrecy
from journal.actions import record
from journal.models import Verb
from schools.models import User


@transaction.atomic
def write_note(
    case: Case, *, text: str, kind: str = Note.Kind.COUNSELING, secrecy: str = Secrecy.TEAM, by: User
) -> Note:
    """Add a note to an open case."""
    case = locked(case)
    must_be_open(case)
    note = _write(case, text=text, kind=kind, secrecy=secrecy, corrects=None, by=by)
    record(Verb.NOTED, note, by=by, case=case.code, secrecy=note.secrecy)
    return note


@transaction.atomic
def correct_note(note: Note, *, text: str, by: User) -> Note:
    """Strike a note visibly and write it again, for the same readers."""
    case = locked(note.case)
    if Note.objects.filter(corrects=note).exists():
        raise IllegalMove("บันทึกนี้มีบันทึกแก้แล้ว แก้ที่บันทึกล่าสุด")
    new = _write(case, text=text, kind=note.kind, secrecy=note.secrecy, corrects=note, by=by)
    record(Verb.NOTED, new, by=by, case=case.code, corrects=note.pk)
    return new


def reveal_note(note: Note, *, by: User) -> Note:
    """Opening the words of a restricted note is a line of its own."""
    record(Verb.REVEALED, note, by=by, case=note.case.code, secrecy=note.secrecy)
    return note


def _write(case: Case, *, text: str, kind: str, secrecy: str, corrects: Note | None, by: User) -> Note:
    now = timezone.now()
    case.touched_at = now
    case.save(update_fields=["touched_at"])
    return Note.objects.create(
        case=case,
        student_id=case.student_id,
        school_id=case.school_id,
        kind=kind,
        secrecy=secrecy,
        text=text,
        corrects=corrects,
        written_by=by,
        written_at=now,
    )
