"""Early warning on "วันนี้": a card for the room's teacher, a small list for the counselor of the school."""

from datetime import date

from django.urls import reverse

from schools.models import User
from screening.warned import Warned, warned
from screening.warning import Tier
from studentcare.today.cards import Card, Day, Rail, names


def signs(user: User, today: date, day: Day) -> None:
    """How many of her children have points of a tier; the list says why."""
    found = warned(user, today)
    if not found:
        return
    if "homeroom" in user.rights.roles:
        day.cards.append(card(found))
    else:
        day.rails.append(rail(found))


def card(found: list[Warned]) -> Card:
    notes = (graver(found), names(one.student.short_name for one in found))
    return Card("คนมีสัญญาณเตือน", "ดูเหตุผล", reverse("screening:warnings"), count=len(found), notes=notes)


def rail(found: list[Warned]) -> Rail:
    bars = tuple((tier.label, sum(one.tier == tier for one in found), len(found)) for tier in (Tier.HIGH, Tier.MEDIUM))
    return Rail(f"สัญญาณเตือน {len(found)}\u00a0คน", bars=bars, url=reverse("screening:warnings"), link="ดูเหตุผล")


def graver(found: list[Warned]) -> str:
    high = sum(one.tier == Tier.HIGH for one in found)
    return f"ระดับสูง {high}\u00a0คน" if high else ""
