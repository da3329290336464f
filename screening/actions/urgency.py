"""How fast somebody must act for a child: a counselor says so, with a reason, beside the group (domain.md C.3)."""

from django.db import transaction

from journal.actions import record
from journal.models import Verb
from schools.models import User
from screening.actions.rows import held_row
from screening.models import Row, Urgency


@transaction.atomic
def set_urgency(row: Row, *, urgency: int, reason: str, by: User) -> Row:
    """Choose an urgency; NONE lets it follow the group again. Raises `Outdated` when the row is another by now."""
    row = held_row(row)
    is_own = urgency != Urgency.NONE
    row.urgency = urgency
    row.urgency_reason = reason if is_own else ""
    row.urgency_by = by if is_own else None
    row.version += 1
    row.save(update_fields=["urgency", "urgency_reason", "urgency_by", "version"])
    record(Verb.OVERRIDDEN, row, by=by, urgency=urgency, group=row.final_group)
    return row
