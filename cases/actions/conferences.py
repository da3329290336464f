"""A case conference: written down while it runs, then finished, when its decisions become tasks."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cases.actions.tasks import add_task
from cases.actions.timeline import locked, must_be_in, tell
from cases.minutes import positions
from cases.models import TAKEN, Attendee, Case, Conference, Event, IllegalMove
from journal.actions import record
from journal.models import Verb
from schools.models import User


class StaleMinutes(Exception):
    """Somebody changed the minutes while this person was writing. `conference` is how they stand now."""

    def __init__(self, conference: Conference) -> None:
        super().__init__(str(conference))
        self.conference = conference


@transaction.atomic
def hold_conference(
    case: Case, *, attendees: Sequence[User] = (), others: Sequence[tuple[str, str]] = (), by: User, **told: Any
) -> Conference:
    """A draft of minutes, of a case that somebody has taken: what is decided becomes its tasks.

    `told`: held_on, place, chair, summary, strengths, problems, resolution, next_on, decided."""
    case = locked(case)
    must_be_in(case, *TAKEN, say="บันทึกการประชุมได้")
    conference = Conference.objects.create(
        case=case,
        student_id=case.student_id,
        school_id=case.school_id,
        recorded_by=by,
        recorded_at=timezone.now(),
        **told,
    )
    _seat(conference, attendees, others)
    record(Verb.RECORDED, conference, by=by, case=case.code)
    return conference


@transaction.atomic
def change_conference(
    conference: Conference,
    *,
    version: int,
    attendees: Sequence[User] = (),
    others: Sequence[tuple[str, str]] = (),
    by: User,
    **told: Any,
) -> Conference:
    """Written on while it is a draft.  Raises StaleMinutes, IllegalMove."""
    conference = _draft(conference, version)
    for name, value in told.items():
        setattr(conference, name, value)
    conference.version += 1
    conference.save()
    conference.attendees.all().delete()
    _seat(conference, attendees, others)
    record(Verb.RECORDED, conference, by=by, case=conference.case.code)
    return conference


@transaction.atomic
def finish_conference(conference: Conference, *, version: int, by: User) -> Conference:
    """The minutes stay as they are, and what was decided is to be done.  Raises StaleMinutes, IllegalMove."""
    conference = _draft(conference, version)
    if not conference.resolution:
        raise IllegalMove("เขียนมติของที่ประชุมก่อนจบการประชุม")
    conference.state, conference.done_at = Conference.State.DONE, timezone.now()
    conference.version += 1
    conference.save()
    url = reverse("cases:conference", args=[conference.case.public_id, conference.public_id])
    tell(conference.case, Event.Kind.CONFERRED, f"{len(conference.decided)} ข้อตกลง", url=url, by=by)
    record(Verb.CONFERRED, conference, by=by, case=conference.case.code, decisions=len(conference.decided))
    for row in conference.decided:
        responsible = User.objects.get(public_id=row["responsible"])
        due_on = date.fromisoformat(row["due_on"])
        add_task(
            conference.case, text=row["text"], responsible=responsible, due_on=due_on, conference=conference, by=by
        )
    return conference


def _draft(conference: Conference, version: int) -> Conference:
    """As it stands now; its case is held, so that nobody else writes meanwhile."""
    case = locked(conference.case)
    must_be_in(case, *TAKEN, say="เขียนรายงานการประชุมได้")
    now = Conference.objects.get(pk=conference.pk)
    now.case = case
    if now.state == Conference.State.DONE:
        raise IllegalMove("จบการประชุมแล้ว แก้รายงานไม่ได้ บันทึกเพิ่มเติมเป็นบันทึกในเคส")
    if now.version != version:
        raise StaleMinutes(now)
    return now


def _seat(conference: Conference, attendees: Sequence[User], others: Sequence[tuple[str, str]]) -> None:
    held = positions(list(attendees), conference.case, conference.held_on)
    people = [(person.display_name, held.get(person.pk, ""), person) for person in attendees]
    seated = [*people, *((name, position, None) for name, position in others)]
    Attendee.objects.bulk_create(
        Attendee(
            conference=conference,
            student_id=conference.student_id,
            school_id=conference.school_id,
            user=user,
            name=name,
            position=position,
            place=place,
        )
        for place, (name, position, user) in enumerate(seated)
    )
