"""What the addressees of an internal referral read: the ticked items, of what the sender herself may read; frozen."""

from collections.abc import Collection
from typing import TypedDict

from django.utils import timezone

from cases.models import Case
from referrals.offered import offered
from referrals.packet import Part, parts
from schools.models import User


class InsidePacket(TypedDict):
    """JSON as it stands in `Inside.packet`. Reason, what was tried and what is asked are columns of their own."""

    made_on: str
    school: str
    phone: str
    sender: str
    position: str
    case: str
    parts: list[Part]
    left_out: list[str]


def build_inside(case: Case, *, keys: Collection[str], to: str, by: User) -> InsidePacket:
    """`keys` as `offered` allows them. The case itself is no part: it is opened, not copied."""
    left = [section for section in offered(by, case.student, case, to=to) if section.key not in keys]
    return {
        "made_on": timezone.localdate().isoformat(),
        "school": case.school.full_name,
        "phone": case.school.phone,
        "sender": by.display_name,
        "position": by.position,
        "case": case.code,
        "parts": parts(case, [key for key in keys if key != "case"], by=by),
        "left_out": [section.label for section in left],
    }
