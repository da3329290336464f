"""How far a room is in the steps of care that exist here: know, screen, help, refer."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from cases.gaps import current_rows, needing_care
from referrals.models import Referral
from referrals.models import State as ReferralState
from schools.models import Classroom, User
from screening.models import Round, Row
from screening.models.rows import RowQuerySet
from students.models import Guardian, Student


@dataclass
class Steps:
    """Numbers of children of one room. `known`: day of birth, address and a guardian's phone are there."""

    enrolled: int = 0
    known: int = 0
    screened: int = 0
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


def of_rooms(user: User, rooms: Iterable[Classroom], round_: Round | None) -> dict[int, Steps]:
    """Room → its steps; five statements for any number of rooms."""
    ours = {room.pk: Steps() for room in rooms}
    for room, enrolled, known, screened in counted(user, list(ours), round_):
        ours[room].enrolled, ours[room].known, ours[room].screened = enrolled, known, screened
    at_risk = current_rows(user).filter(student__classroom__in=ours)
    for name, rows in (("needing", at_risk.at_risk()), ("uncared", needing_care(at_risk))):
        for room, children in per_room(rows):
            setattr(ours[room], name, children)
    referrals = (
        Referral.objects.visible_to(user)
        .filter(student__classroom__in=ours, state__in=[ReferralState.SENT, ReferralState.ANSWERED])
        .values_list("student__classroom", "state")
        .annotate(all=Count("pk", distinct=True))
        .order_by()
    )
    for room, state, number in referrals:
        steps = ours[room]
        steps.sent += number
        steps.answered += number if state == ReferralState.ANSWERED else 0
    return ours


def counted(user: User, rooms: list[int], round_: Round | None) -> Iterable[tuple[int, int, int, int]]:
    """(room, enrolled, known, screened)"""
    complete = Row.objects.filter(student=OuterRef("pk"), round=round_, is_complete=True)
    reachable = Guardian.objects.filter(student=OuterRef("pk")).exclude(phone="")
    known = Q(Exists(reachable), born_on__isnull=False) & ~Q(subdistrict="")
    found: Iterable[tuple[int, int, int, int]] = (
        Student.objects.visible_to(user)
        .filter(classroom__in=rooms)
        .values_list("classroom")
        .annotate(
            all=Count("pk", distinct=True),
            known=Count("pk", distinct=True, filter=known),
            screened=Count("pk", distinct=True, filter=Exists(complete)),
        )
        .order_by()
    )
    return found


def per_room(rows: RowQuerySet) -> Iterable[tuple[int, int]]:
    found: Iterable[tuple[int, int]] = (
        rows.values_list("student__classroom").annotate(children=Count("pk", distinct=True)).order_by()
    )
    return found
