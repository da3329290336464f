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


class NotShown(Exception):
    """There is a reason already that this person may not read; she would write over it unseen."""


class Rewritten(Exception):
    """Somebody wrote another reason meanwhile; `finding` is how it stands now."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


@transaction.atomic
def explain(
    row: Row, *, aspect: Aspect, indicators: Sequence[Indicator], text: str, seen: str = "", by: User
) -> Alert | None:
    """Keep what was found about one aspect; the alert, when an indicator calls for one that was not ticked before.

    `seen` is the stamp of the finding she had before her, "" for none. Raises NotShown and Rewritten.
    The line names the aspect and never what was ticked or written.
    """
    Row.objects.select_for_update().get(pk=row.pk)
    before = Finding.objects.filter(row=row, aspect=aspect).select_related("written_by").first()
    if before:
        if not Finding.objects.visible_to(by).filter(pk=before.pk).exists():
            raise NotShown
        keys = [indicator.pk for indicator in indicators]
        if (before.indicators, before.text, before.written_by_id) == (keys, text, by.pk):
            return None  # the same form sent twice
        if before.stamp != seen:
            raise Rewritten(before)
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
