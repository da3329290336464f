"""Keeping a place's own steps and points of early warning, and going back to those it would have without."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from journal.actions import record
from journal.models import Verb
from schools.models import Area, School, User
from screening.models import WarningRules
from screening.warning import Rules


@transaction.atomic
def keep_warning_rules(place: School | Area, *, rules: Rules, by: User) -> WarningRules:
    """From now on every child of the place is weighed by these."""
    kept, _ = WarningRules.objects.update_or_create(
        **_scope(place), defaults={"rules": rules.as_json(), "kept_by": by, "kept_at": timezone.now()}
    )
    record(Verb.CONFIGURED, place, by=by, what="early warning")
    return kept


@transaction.atomic
def restore_warning_rules(place: School | Area, *, by: User) -> None:
    WarningRules.objects.filter(**_scope(place)).delete()
    record(Verb.CONFIGURED, place, by=by, what="early warning as before")


def _scope(place: School | Area) -> dict[str, Any]:
    is_school = isinstance(place, School)
    return {"school": place if is_school else None, "area": None if is_school else place}
