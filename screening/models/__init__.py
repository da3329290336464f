"""Rounds of screening: criteria as data, one row per child and round, what was found, what was handed in."""

from screening.models.criteria import Aspect, CriteriaSet, Indicator
from screening.models.rounds import Count, Fill, Round, Submission
from screening.models.rows import Finding, Group, Row

__all__ = [
    "Aspect",
    "Count",
    "CriteriaSet",
    "Fill",
    "Finding",
    "Group",
    "Indicator",
    "Round",
    "Row",
    "Submission",
]
