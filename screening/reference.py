"""Criteria sets come as readable files; loading one again changes nothing (`manage.py load_reference`)."""

import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

from django.db import transaction

from screening import schemes
from screening.models import Aspect, CriteriaSet, Indicator

RISK, PROBLEM = 2, 3


@transaction.atomic
def load_criteria(path: Path | str) -> CriteriaSet:
    """The criteria set of a file like `fixtures/criteria-11.toml`, written unless this version is there already.

    A version that exists is left alone, whatever the file says: rounds use it, and old results stay reproducible.
    Raises KeyError or tomllib.TOMLDecodeError for a file that is no criteria set, ValueError for a wrong scheme.
    """
    told = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    scheme = told.get("scheme", {})
    if scheme:
        schemes.check(scheme, {one["slug"] for one in told["aspects"] if one["kind"] == Aspect.Kind.FLAG})
    criteria, is_new = CriteriaSet.objects.get_or_create(
        slug=told["slug"],
        version=told["version"],
        area=None,
        school=None,
        defaults={
            "name": told["name"],
            "from_year": told["from_year"],
            "counts_mind": told.get("counts_mind", True),
            "scheme": scheme,
        },
    )
    if is_new:
        older = CriteriaSet.objects.filter(slug=criteria.slug, area=None, school=None, version__lt=criteria.version)
        older.update(is_current=False)
        for position, aspect in enumerate(told["aspects"], start=1):
            write_aspect(criteria, position, aspect)
    return criteria


def write_aspect(criteria: CriteriaSet, position: int, told: dict[str, Any]) -> None:
    aspect = Aspect.objects.create(
        criteria=criteria,
        position=position,
        slug=told["slug"],
        name=told["name"],
        short=told["short"],
        kind=told["kind"],
        is_sensitive=told.get("sensitive", False),
        also_read_by=told.get("also_read_by", []),
    )
    alerts = set(told.get("alert", []))
    levels = [(RISK, told.get("risk", [])), (PROBLEM, [*told.get("alert", []), *told.get("problem", [])])]
    Indicator.objects.bulk_create(
        chain.from_iterable(
            (
                Indicator(aspect=aspect, position=at, level=level, text=text, raises_alert=text in alerts)
                for at, text in enumerate(texts, start=1)
            )
            for level, texts in levels
        )
    )
