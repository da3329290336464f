"""What waits inside: how many internal referrals somebody has to answer, how many of hers are on their way."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from referrals.inside_packet import InsidePacket
from referrals.models import INSIDE_OPEN, Inside, InsideState
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
    """Nobody has said yes or no, and she is asked."""
    return Inside.objects.visible_to(user).waiting_for(user).order_by("-is_urgent", "due_on", "pk")


def counts(user: User) -> Counts:
    """One statement. Who has no school sends nothing; an empty list of schools would make every number 0."""
    mine, today = Q(addressees__user=user), timezone.localdate()
    pending = mine & Q(state=InsideState.PENDING)
    ours = Q(state__in=INSIDE_OPEN, school__in=user.rights.care_schools) & ~mine
    asked = {"sent": Count("pk", filter=ours, distinct=True)} if user.rights.care_schools else {}
    found = Inside.objects.visible_to(user).aggregate(
        pending=Count("pk", filter=pending, distinct=True),
        late=Count("pk", filter=pending & Q(due_on__lt=today), distinct=True),
        accepted=Count("pk", filter=mine & Q(state=InsideState.ACCEPTED), distinct=True),
        **asked,
    )
    return Counts(**found)


def packet_for(user: User, inside: Inside) -> InsidePacket | None:
    """The frozen packet as far as she may read it; None when not at all."""
    if not may_read_inside(user, inside):
        return None
    packet: InsidePacket = inside.packet
    kept = [part for part in packet["parts"] if may_read_part(user, inside, is_sensitive=is_sensitive(part["key"]))]
    return {**packet, "parts": kept}


def is_sensitive(key: str) -> bool:
    return key not in BY_KEY or BY_KEY[key].is_sensitive
