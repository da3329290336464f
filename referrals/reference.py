"""Reference data of this step: the kinds of agencies, in the order of the area's agreement."""

import tomllib
from pathlib import Path

from django.db import transaction

from referrals.models import AgencyType


@transaction.atomic
def load_agency_types(path: Path) -> int:
    """Add or rename the kinds the file names, by code; a kind that is in use and no longer named stays, last.

    Returns how many kinds the file names.
    """
    named = tomllib.loads(path.read_text(encoding="utf-8"))["type"]
    AgencyType.objects.bulk_create(
        [AgencyType(code=each["code"], name=each["name"], position=n) for n, each in enumerate(named, start=1)],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "position"],
    )
    return len(named)
