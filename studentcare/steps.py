"""How far a room is in the five steps of care: know, screen, promote, help, refer."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from activities.coverage import taken_part
from activities.terms import term_of
from cases.gaps import needing_care
from referrals.models import Referral
from referrals.models import State as ReferralState
from schools.models import Classroom, User
from screening.models import Round, Row
from screening.models.rows import RowQuerySet
from students.models import Guardian, Student


@dataclass
class Steps:
    """Numbers of children of one room. `known`: day of birth, address and a guardian's phone are there.

    `joined`: took part in any activity this term. `sent`, `answered`: letters that have left the school and were not
    called back.
    """

    enrolled: int = 0
    known: int = 0
    screened: int = 0
    joined: int = 0
    needing: int = 0
    uncared: int = 0
    sent: int = 0
    answered: int = 0

    @property
    def cared(self) -> int:
        return self.needing - self.uncared

    @property
    def left(self) -> int:
        return self.enrolled - self.screened


def of_rooms(user: User, rooms: Iterable[Classroom], round_: Round | None, rows: RowQuerySet) -> dict[int, Steps]:
    """Room → its steps; three statements for any number of rooms. `rows`: `cases.gaps.current_rows(user)`."""
    ours = {room.pk: Steps() for room in rooms}
    for room, enrolled, known, screened, joined in counted(user, list(ours), round_):
        ours[room].enrolled, ours[room].known, ours[room].screened = enrolled, known, screened
        ours[room].joined = joined
    for room, needing, uncared in in_need(rows, list(ours)):
        ours[room].needing, ours[room].uncared = needing, uncared
    answered = Count("pk", distinct=True, filter=Q(answered_at__isnull=False))
    referrals = (
        Referral.objects.visible_to(user)
        .filter(student__classroom__in=ours, sent_on__isnull=False)
        .exclude(state=ReferralState.REVOKED)
        .values_list("student__classroom")
        .annotate(sent=Count("pk", distinct=True), answered=answered)
        .order_by()
    )
    for room, out, back in referrals:
        ours[room].sent, ours[room].answered = out, back
    return ours


def counted(user: User, rooms: list[int], round_: Round | None) -> Iterable[tuple[int, int, int, int, int]]:
    """(room, enrolled, known, screened, joined)"""
    complete = Row.objects.filter(student=OuterRef("pk"), round=round_, is_complete=True)
    reachable = Guardian.objects.filter(student=OuterRef("pk")).exclude(phone="")
    year, term = term_of(timezone.localdate())
    took_part = taken_part(year=year, term=term).filter(student=OuterRef("pk"))
    known = Q(Exists(reachable), born_on__isnull=False) & ~Q(subdistrict="")
    found: Iterable[tuple[int, int, int, int, int]] = (
        Student.objects.visible_to(user)
        .filter(classroom__in=rooms)
        .values_list("classroom")
        .annotate(
            all=Count("pk", distinct=True),
            known=Count("pk", distinct=True, filter=known),
            screened=Count("pk", distinct=True, filter=Exists(complete)),
            joined=Count("pk", distinct=True, filter=Exists(took_part)),
        )
        .order_by()
    )
    return found


def in_need(rows: RowQuerySet, rooms: list[int]) -> Iterable[tuple[int, int, int]]:
    """(room, at risk, of those on the gap list)"""
    waiting = Q(pk__in=needing_care(rows).values("pk"))
    found: Iterable[tuple[int, int, int]] = (
        rows.at_risk()
        .filter(student__classroom__in=rooms)
        .values_list("student__classroom")
        .annotate(needing=Count("pk", distinct=True), uncared=Count("pk", distinct=True, filter=waiting))
        .order_by()
    )
    return found
