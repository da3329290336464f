"""From answers or typed scores to bands, level and what to do: values in, values out (domain.md A, B)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from screening.instruments.definition import (
    TOTAL,
    Band,
    Condition,
    Definition,
    Extra,
    NormSet,
    Rule,
    Subscale,
    Supplement,
)
from screening.instruments.given import Given, Impossible, check, is_asked

__all__ = ["Impossible", "Outcome", "score"]

NONE, NORMAL = 0, 1
Scores = dict[str, int | None]


@dataclass(frozen=True)
class Outcome:
    """What one filled form says.

    `scores` and `bands` hold every scale's code ("total" and "impact" where the instrument has them); None where it
    cannot be scored, or has no bands in this norm set. `level` 0–3 is the whole's; 0 while it cannot be told, and
    always for developmental instruments. `is_complete`: everything but the supplement can be scored; `unanswered`
    numbers the items left blank and `prorated` names the subscales that were scored in spite of them.
    """

    scores: Scores
    bands: dict[str, Band | None]
    level: int
    is_complete: bool
    unanswered: tuple[int, ...]
    unanswered_extras: tuple[str, ...]
    prorated: tuple[str, ...]
    out_of_age: bool
    norm_set: str
    alerts: tuple[Rule, ...]
    advice: tuple[Rule, ...]


def score(
    definition: Definition,
    *,
    answers: Sequence[int | None] | None = None,
    totals: Mapping[str, int] | None = None,
    extras: Mapping[str, int] | None = None,
    rater: str,
    sex: str,
    age: int | None,
    norms: str | None = None,
) -> Outcome:
    """The outcome of one form: `answers` in the order of the items as typed (None: blank), or `totals` by code.

    `sex` is m or f, `age` in full years. `norms` None takes the instrument's default set. Raises Impossible for
    what the paper cannot hold, KeyError for an unknown norm set.
    """
    norm_set = definition.norm_set(norms)
    given = check(definition, answers, totals, extras or {}, rater, sex)
    scores = counted(definition, given) if totals is None else typed(definition, totals)
    scores.update((one.code, supplement(definition, one, given)) for one in definition.supplements)
    low, high = definition.ages[rater]
    bands = banded(definition, norm_set, scores, rater, sex, within_ages(definition, rater, age))
    is_shut = definition.gate is not None and gate_shuts(definition.gate, scores)
    is_complete = is_shut or all(scores[one.code] is not None for one in definition.main_scales())
    level = NORMAL if is_shut else level_of(definition, bands, is_complete)
    met = [rule for rule in definition.rules if any(is_met(one, scores, given, level) for one in rule.when)]
    return Outcome(
        scores=scores,
        bands=bands,
        level=level,
        is_complete=is_complete,
        unanswered=() if is_shut else tuple(at for at, value in enumerate(given.answers, start=1) if value is None),
        unanswered_extras=tuple(
            one.code for one in definition.extras_for(rater) if one.code not in given.extras and is_asked(one, given)
        ),
        prorated=tuple(one.code for one in definition.subscales if is_prorated(one, given, scores)),
        out_of_age=age is not None and not low <= age <= high,
        norm_set=norm_set.code if norm_set else "",
        alerts=tuple(rule for rule in met if rule.act == "alert"),
        advice=tuple(rule for rule in met if rule.act != "alert"),
    )


# -- scores -----------------------------------------------------------------------------------------------------


def counted(definition: Definition, given: Given) -> Scores:
    """Every main scale's score from the answers."""
    points = [points_of(definition, number, value) for number, value in enumerate(given.answers, start=1)]
    scores: Scores = {}
    for one in definition.subscales:
        scores[one.code] = subscale_score([points[at - 1] for at in one.items], definition.missing_rule.at_least)
    for group in definition.composites:
        scores[group.code] = added(scores[part] for part in group.parts)
    if definition.total:
        parts = [scores[one.code] for one in definition.subscales if one.counts_in_total]
        scores[TOTAL] = added([*(parts or points), *extra_points(definition, TOTAL, given)])
    return scores


def typed(definition: Definition, totals: Mapping[str, int]) -> Scores:
    """Every main scale's score from what stands on the paper; sums are added up here, and must agree with it."""
    scores: Scores = {one.code: totals.get(one.code) for one in definition.main_scales()}
    sums = [(group.code, group.name, group.parts) for group in definition.composites]
    counting = tuple(one.code for one in definition.subscales if one.counts_in_total)
    if definition.total and counting:
        sums.append((TOTAL, definition.total.name, counting))
    for code, name, parts in sums:
        value = added(scores[part] for part in parts)
        if value is None:
            continue
        if totals.get(code, value) != value:
            raise Impossible(f"{name} {totals[code]} ไม่ตรงกับผลบวกรายด้าน ซึ่งได้ {value}", code)
        scores[code] = value
    return scores


def points_of(definition: Definition, number: int, value: int | None) -> int | None:
    if value is None:
        return None
    if number in definition.reverse:
        value = min(definition.values) + max(definition.values) - value
    return value * definition.weights.get(number, 1)


def subscale_score(points: Sequence[int | None], at_least: int | None) -> int | None:
    """The sum; with blanks the mean of the answered items × all items, halves up, when enough are answered."""
    known = [value for value in points if value is not None]
    if len(known) == len(points):
        return sum(known)
    if at_least is None or len(known) < at_least:
        return None
    return (2 * sum(known) * len(points) + len(known)) // (2 * len(known))


def is_prorated(subscale: Subscale, given: Given, scores: Scores) -> bool:
    blank = bool(given.answers) and any(given.item(at) is None for at in subscale.items)
    return blank and scores[subscale.code] is not None


def added(values: Iterable[int | None]) -> int | None:
    """The sum, or None when one is unknown."""
    total = 0
    for value in values:
        if value is None:
            return None
        total += value
    return total


def extra_points(definition: Definition, code: str, given: Given) -> list[int | None]:
    """What the extras add to a score; None for one that is asked and not answered, 0 for one that is not asked."""
    return [points_for(one, given) for one in definition.extras_for(given.rater) if one.adds_to == code]


def points_for(extra: Extra, given: Given) -> int | None:
    if extra.code in given.extras:
        return next(choice.points for choice in extra.choices if choice.value == given.extras[extra.code])
    if extra.only_if and given.item(extra.only_if) == 0:
        return 0
    return None


def supplement(definition: Definition, one: Supplement, given: Given) -> int | None:
    """The supplement's sum; 0 when its opening question was answered with "no"."""
    if one.opened_by and given.extras.get(one.opened_by) == 0:
        return 0
    return added(extra_points(definition, one.code, given))


# -- bands and what to do ---------------------------------------------------------------------------------------


def banded(
    definition: Definition, norm_set: NormSet | None, scores: Scores, rater: str, sex: str, age: int | None
) -> dict[str, Band | None]:
    bands: dict[str, Band | None] = {}
    for code, value in scores.items():
        found = norm_set.find(code, rater=rater, sex=sex, age=age) if norm_set else ()
        bands[code] = next((band for band in found if value is not None and band.low <= value <= band.high), None)
    return bands


def banded_again(
    definition: Definition,
    norms: str,
    scores: Mapping[str, int | None],
    *,
    rater: str,
    sex: str,
    age: int | None,
    is_complete: bool,
) -> tuple[dict[str, Band], int]:
    """The bands and the level of scores that are kept already, by another norm set of the same version."""
    known: Scores = {one.code: scores.get(one.code) for one in definition.scales()}
    found = banded(definition, definition.norm_set(norms), known, rater, sex, within_ages(definition, rater, age))
    return {code: band for code, band in found.items() if band}, level_of(definition, found, is_complete)


def within_ages(definition: Definition, rater: str, age: int | None) -> int | None:
    """Outside the instrument's ages a form is scored as at the nearest (decisions F6)."""
    low, high = definition.ages[rater]
    return age if age is None else min(max(age, low), high)


def level_of(definition: Definition, bands: Mapping[str, Band | None], is_complete: bool) -> int:
    """By the total's band; or the worst of all, where ปกติ is said only when everything is scored."""
    if definition.whole == TOTAL:
        band = bands.get(TOTAL)
        return band.level if band else NONE
    if definition.whole == "none":
        return NONE
    codes = [one.code for one in definition.main_scales()]
    worst = max((band.level for code in codes if (band := bands[code])), default=NONE)
    return worst if worst > NORMAL or is_complete else NONE


def gate_shuts(gate: Condition, scores: Scores) -> bool:
    """Known, and not met: the rest is not asked."""
    value = scores.get(gate.code)
    return value is not None and not gate.low <= value <= gate.high


def is_met(one: Condition, scores: Scores, given: Given, level: int) -> bool:
    """One that asks for something unknown is not met, and the next condition of the rule is looked at."""
    value: int | None = level
    if one.kind == "scale":
        value = scores.get(one.code)
    elif one.kind == "item":
        value = given.item(int(one.code))
    elif one.kind == "extra":
        value = given.extras.get(one.code)
    return value is not None and one.low <= value <= one.high
