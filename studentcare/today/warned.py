"""The card of early warning: how many, the gravest by name, and the list."""

from datetime import date

from django.urls import reverse

from schools.models import User
from screening.warned import warned
from screening.warning import Tier
from studentcare.today.cards import Card, names


def signs(user: User, today: date) -> Card:
    """Everybody with points of a tier, among the children whose warnings she reads."""
    found = warned(user, today)
    high = sum(one.tier == Tier.HIGH for one in found)
    notes = [f"ระดับสูง {high}\u00a0คน"] if high else []
    notes.append(names(one.student.short_name for one in found))
    return Card("คนมีสัญญาณเตือน", "ดูเหตุผล", reverse("screening:warnings"), count=len(found), notes=tuple(notes))
