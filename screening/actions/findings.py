"""Why an aspect is เสี่ยง or มีปัญหา; an indicator of abuse raises an alert in the same transaction."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from journal.actions import record
from journal.models import Verb
from schools.models import User
from screening.models import Aspect, Finding, Indicator, Row
from students.actions import raise_alert
from students.models import Alert


@transaction.atomic
def explain(row: Row, *, aspect: Aspect, indicators: Sequence[Indicator], text: str, by: User) -> Alert | None:
    """Keep what was found about one aspect; the alert, when an indicator calls for one that was not ticked before.

    The line names the aspect and never what was ticked or written.
    """
    before = Finding.objects.filter(row=row, aspect=aspect).first()
    known = set(before.indicators) if before else set()
    Finding.objects.update_or_create(
        row=row,
        aspect=aspect,
        defaults={
            "student_id": row.student_id,
            "school_id": row.school_id,
            "indicators": [indicator.pk for indicator in indicators],
            "text": text,
            "written_by": by,
            "written_at": timezone.now(),
        },
    )
    record(Verb.RECORDED, row, by=by, aspect=aspect.slug)
    if any(indicator.raises_alert and indicator.pk not in known for indicator in indicators):
        return raise_alert(row.student, kind=Alert.Kind.SAFETY, by=by)
    return None
