"""Demo and reality refuse to share a database: invented children must never stand among real ones."""

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def refuse_mixture() -> None:
    """Raise ImproperlyConfigured when the database's area is not of the kind that this start serves."""
    areas = apps.get_model("schools", "Area").objects  # imported before the models are
    if settings.DEMO and areas.filter(is_demo=False).exists():
        raise ImproperlyConfigured("DEMO=1, but this database holds a real area: the demo has a database of its own")
    if not settings.DEMO and areas.filter(is_demo=True).exists():
        raise ImproperlyConfigured("DEMO=0, but this database holds the demo area: a real area starts in an empty one")
