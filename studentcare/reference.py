"""All reference data in one go, each kind by the step it belongs to."""

from pathlib import Path

from journal.context import acting
from referrals.reference import load_agency_types
from schools.reference import load_holidays
from screening.reference import load_criteria


def load_all(fixtures: Path) -> dict[str, int]:
    """{file: entries}, idempotent."""
    with acting(system="load_reference"):
        return {
            "criteria-11.toml": load_criteria(fixtures / "criteria-11.toml").aspects.count(),
            "agency-types.toml": load_agency_types(fixtures / "agency-types.toml"),
            "holidays.toml": load_holidays(fixtures / "holidays.toml"),
        }
