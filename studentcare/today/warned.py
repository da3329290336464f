"""Early warning on "วันนี้": a small list of the gravest, beside the cards, so that no card's place is taken."""

from datetime import date

from django.urls import reverse

from schools.models import User
from screening.warned import warned
from studentcare.today.cards import Day, Rail

SHOWN = 4


def signs(user: User, today: date, day: Day) -> None:
    """Who of her children has points of a tier, most points first; the list behind it says why."""
    found = warned(user, today)
    if not found:
        return
    lines = tuple((one.student.short_name, f"{one.tier.label} {one.total}") for one in found[:SHOWN])
    day.rails.append(Rail(f"สัญญาณเตือน {len(found)}\u00a0คน", lines, url=reverse("screening:warnings"), link="ดูเหตุผล"))
