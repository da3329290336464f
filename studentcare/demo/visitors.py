"""Who of the demo area may be visited as: asked before anybody has signed in, and of invented people only."""

from datetime import date

from schools.models import Appointment, User
from schools.models.people import AppointmentQuerySet, UserQuerySet


def demo_people(on: date) -> UserQuerySet:
    """Working people of demo areas who have a password of their own."""
    ours = User.objects.working_on(on).filter(must_set_password=False)
    return ours.filter(school__area__is_demo=True) | ours.filter(area__is_demo=True)


def duties_of(people: UserQuerySet, on: date) -> AppointmentQuerySet:
    """What they are appointed to on a day, each with its person and scope."""
    held = Appointment.objects.on(on).filter(user__in=people.values("pk"))
    return held.select_related("user", "classroom", "school", "group", "area")
