"""All reference data in one go, each kind by the step it belongs to."""

from pathlib import Path

from journal.context import acting
from referrals.reference import load_agency_types
from schools.reference import load_holidays
from screening.actions import load_instrument
from screening.models import Instrument
from screening.reference import load_criteria


def load_all(fixtures: Path) -> dict[str, int]:
    """{file: entries}, idempotent."""
    with acting(system="load_reference"):
        return {
            "criteria-11.toml": load_criteria(fixtures / "criteria-11.toml").aspects.count(),
            "agency-types.toml": load_agency_types(fixtures / "agency-types.toml"),
            "instruments": len([load_shipped(path) for path in sorted((fixtures / "instruments").glob("*.yaml"))]),
            "holidays.toml": load_holidays(fixtures / "holidays.toml"),
        }


def load_shipped(path: Path) -> Instrument:
    """One instrument of ours, for every area."""
    return load_instrument(None, source=path.read_text(encoding="utf-8"), name=path.name, by=None)
