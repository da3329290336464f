"""What waits inside: how many internal referrals somebody has to answer, how many of hers are on their way."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from referrals.inside_packet import InsidePacket
from referrals.models import INSIDE_OPEN, OUTSIDE_SCHOOL, Inside, InsideState
from referrals.models.inside import InsideQuerySet
from referrals.offered import BY_KEY
from referrals.rules import may_read_inside, may_read_part
from schools.models import User


@dataclass(frozen=True)
class Counts:
    """`pending` and `accepted` are addressed to her; `late` of the pending ones; `sent` are open ones of her school."""

    pending: int = 0
    late: int = 0
    accepted: int = 0
    sent: int = 0


def waiting_for_me(user: User) -> InsideQuerySet:
    """Nobody has said yes or no, and she is asked; a head also sees what her staff left past its day."""
    return Inside.objects.visible_to(user).waiting_for(user).order_by("-is_urgent", "due_on", "pk")


def left_by_staff(user: User) -> InsideQuerySet:
    """Past its day and addressed to somebody of a school whose head she is: she may answer on her behalf."""
    mine = Inside.objects.visible_to(user).filter(school__in=user.rights.schools("head"), state=InsideState.PENDING)
    late = mine.filter(due_on__lt=timezone.localdate()).exclude(to__in=OUTSIDE_SCHOOL)
    return late.exclude(addressees__user=user).order_by("due_on", "pk")


def counts(user: User) -> Counts:
    """One statement."""
    mine, today = Q(addressees__user=user), timezone.localdate()
    pending = mine & Q(state=InsideState.PENDING)
    found = Inside.objects.visible_to(user).aggregate(
        pending=Count("pk", filter=pending, distinct=True),
        late=Count("pk", filter=pending & Q(due_on__lt=today), distinct=True),
        accepted=Count("pk", filter=mine & Q(state=InsideState.ACCEPTED), distinct=True),
        sent=Count("pk", filter=Q(state__in=INSIDE_OPEN, school__in=user.rights.care_schools) & ~mine, distinct=True),
    )
    return Counts(**found)


def packet_for(user: User, inside: Inside, on: date) -> InsidePacket | None:
    """The frozen packet as far as she may read it; None when not at all."""
    if not may_read_inside(user, inside, on=on):
        return None
    packet: InsidePacket = inside.packet
    kept = [part for part in packet["parts"] if may_read_part(user, inside, is_sensitive=is_sensitive(part["key"]))]
    return {**packet, "parts": kept}


def is_sensitive(key: str) -> bool:
    return key not in BY_KEY or BY_KEY[key].is_sensitive
