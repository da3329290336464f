"""What stands out about a child in a round, in a few words beside her row."""

from django.db import transaction

from journal.actions import record
from journal.models import Verb
from schools.models import User
from screening import figures
from screening.actions.rows import Closed
from screening.models import Round, Row, Submission
from students.models import Student


@transaction.atomic
def remark(round_: Round, *, student: Student, noted: str, seen: str, by: User) -> Row | None:
    """Keep สิ่งที่เด่น on the child's row; the row as a colleague wrote it meanwhile, when it is not what was `seen`.

    Nothing is kept of a child who has no row yet. Raises `Closed` when the room has handed in.
    """
    row = Row.objects.filter(round=round_, student=student).select_related("recorded_by").first()
    if row is None or row.noted == noted:
        return None
    figures.hold(round_, row.classroom_id)
    row = Row.objects.select_for_update(of=("self",)).select_related("recorded_by").get(pk=row.pk)
    if Submission.objects.handed_in().filter(round=round_, classroom=row.classroom_id).exists():
        raise Closed
    if row.noted not in (seen, noted):
        return row
    row.noted = noted
    row.save(update_fields=["noted"])
    record(Verb.NOTED, row, by=by)
    return None
