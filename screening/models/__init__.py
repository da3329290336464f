"""Rounds of screening: criteria and instruments as data, one row per child and round, what was found and handed in."""

from screening.models.criteria import MIND, Aspect, CriteriaSet, Indicator, mind
from screening.models.instruments import AnswerSheet, Assessment, Instrument, Rater, Wording
from screening.models.rounds import Count, Fill, Round, Submission
from screening.models.rows import Finding, Group, Row, Urgency
from screening.models.watching import Signal, SignalCount, WarningRules

__all__ = [
    "MIND",
    "AnswerSheet",
    "Aspect",
    "Assessment",
    "Count",
    "CriteriaSet",
    "Fill",
    "Finding",
    "Group",
    "Indicator",
    "Instrument",
    "Rater",
    "Round",
    "Row",
    "Signal",
    "SignalCount",
    "Submission",
    "Urgency",
    "WarningRules",
    "Wording",
    "mind",
]
