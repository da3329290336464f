"""The row an act is about, locked, and asked once more whether it still stands."""

from django.core.exceptions import PermissionDenied

from activities.models import Activity, Circle


class Over(PermissionDenied):
    """Taken back or ended while its page was open: answered (403) as that page would be by now."""


def standing(activity: Activity) -> Activity:
    """Raises Over."""
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if activity.removed_at:
        raise Over
    return activity


def going(circle: Circle) -> Circle:
    """Raises Over."""
    circle = Circle.objects.select_for_update(of=("self",)).get(pk=circle.pk)
    if circle.ended_at:
        raise Over
    return circle
