"""What an instrument (เครื่องมือคัดกรอง) is: plain frozen values, as its file tells them and its version keeps them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

SCORED, RESULT_ONLY = "scored", "result_only"
RATERS = {"self": "นักเรียน", "teacher": "ครู", "parent": "ผู้ปกครอง"}
SEXES = ("m", "f")
MARKS = ("✓", "?", "third-party")
ENTRIES = ("open", "permission", "never")
ACTS = ("alert", "refer", "follow", "repeat", "next", "advise")
WHOLES = ("total", "worst", "none")
LEVELS = (0, 1, 2, 3)
TOTAL = "total"
NO_LIMIT = 999  # the upper end of a condition that says none
# The appointments (schools.models.people.Role) that an instrument may name: those of a school, which `rules` asks for.
ROLES = ("homeroom", "level_head", "counselor", "discipline", "nurse", "head")


@dataclass(frozen=True)
class Band:
    """Scores `low`..`high`, both included. `level` 1 ปกติ, 2 เสี่ยง, 3 มีปัญหา; 0 says a strength or a development
    and never a risk. `label` is the instrument's own Thai word."""

    low: int
    high: int
    level: int
    label: str


@dataclass(frozen=True)
class Scale:
    """Something with a score: a subscale, a group of them, the impact page or the whole."""

    code: str
    name: str
    short: str
    min_score: int
    max_score: int


@dataclass(frozen=True)
class Subscale(Scale):
    """`items` are numbers from 1. `is_strength`: more is better, and it is never a risk."""

    items: tuple[int, ...]
    counts_in_total: bool = True
    is_strength: bool = False


@dataclass(frozen=True)
class Composite(Scale):
    """The sum of some subscales (EQ: ดี เก่ง สุข), named by their codes."""

    parts: tuple[str, ...]


@dataclass(frozen=True)
class Supplement(Scale):
    """A score of the extra questions alone (SDQ impact). `opened_by`: when that extra is 0, the score is 0."""

    opened_by: str = ""


@dataclass(frozen=True)
class Choice:
    """One answer to an extra question; `points` is what it adds, when the question adds to a score."""

    value: int
    label: str
    points: int = 0


@dataclass(frozen=True)
class Extra:
    """A question beside the numbered items (PHQ-A's two, SDQ's impact page, 8Q's 3.1), under our own topic label.

    `adds_to` is the code of a score, or "". Asked of `raters`; `only_if` is the number of an item that must be
    answered above 0 first, `after` the code of an extra that must be.
    """

    code: str
    label: str
    choices: tuple[Choice, ...]
    raters: tuple[str, ...]
    adds_to: str = ""
    only_if: int | None = None
    after: str = ""


@dataclass(frozen=True)
class BandTable:
    """The bands of one score for some raters; `sex` None and `ages` None say: for everybody. `mark` as NormSet's."""

    scale: str
    raters: tuple[str, ...]
    sex: str | None
    ages: tuple[int, int] | None
    bands: tuple[Band, ...]
    mark: str = "✓"

    def fits(self, scale: str, rater: str, sex: str, age: int | None) -> bool:
        return (
            self.scale == scale
            and rater in self.raters
            and self.sex in (None, sex)
            and (self.ages is None or (age is not None and self.ages[0] <= age <= self.ages[1]))
        )


@dataclass(frozen=True)
class NormSet:
    """Published limits. `mark`: ✓ found in a public source, ? general knowledge, third-party from another's code."""

    code: str
    name: str
    source: str
    mark: str
    bands: tuple[BandTable, ...]
    note: str = ""

    def find(self, scale: str, *, rater: str, sex: str, age: int | None) -> tuple[Band, ...]:
        """The bands of a score for this rater and child; () where the set has none."""
        return next((table.bands for table in self.bands if table.fits(scale, rater, sex, age)), ())


@dataclass(frozen=True)
class Condition:
    """Met when the score, item, extra answer or whole's level lies in `low`..`high`.

    `kind`: scale, item (as typed, not reversed), extra or level; `code`: whose.
    """

    kind: str
    code: str
    low: int
    high: int


@dataclass(frozen=True)
class Rule:
    """What to do (`text`, Thai) when any one of the conditions is met. `act`: one of ACTS."""

    when: tuple[Condition, ...]
    act: str
    text: str
    mark: str = "?"


@dataclass(frozen=True)
class MissingRule:
    """`at_least` answered items of a subscale are enough (mean × items, halves up); None: every item is needed."""

    at_least: int | None = None


@dataclass(frozen=True)
class Example:
    """A test vector that every file carries: it is scored when the file is read, and must come out."""

    rater: str
    sex: str
    age: int | None
    answers: tuple[int | None, ...] | None
    totals: Mapping[str, int] | None
    extras: Mapping[str, int]
    norms: str
    scores: Mapping[str, int | None]
    level: int
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Definition:
    """One version of an instrument.

    `ages` in full years per rater, both ends included; outside it a form is scored and marked (decisions F6).
    `whole`: what decides the level of the whole: the total's band, the worst band, or nothing ("none").
    `gate`: while it is not met the rest is not asked and the whole is ปกติ (LD: all three pre-screening items).
    `item_entry`: open; permission, only where the area holds one (decisions C27); never, scores only.
    `follow_read_by` learn only "ต้องติดตาม"; `results_read_by` read bands, `answers_read_by` the answers.
    `results` are the words a result_only instrument may be given, with their levels.
    """

    code: str
    name: str
    short: str
    version: str
    kind: str
    licence: str
    sources: tuple[str, ...]
    raters: tuple[str, ...]
    ages: Mapping[str, tuple[int, int]]
    administered_by: tuple[str, ...]
    answers_read_by: tuple[str, ...]
    results_read_by: tuple[str, ...]
    follow_read_by: tuple[str, ...] = ()
    item_count: int = 0
    scale: tuple[tuple[int, str], ...] = ()
    reverse: frozenset[int] = frozenset()
    weights: Mapping[int, int] = field(default_factory=dict)
    subscales: tuple[Subscale, ...] = ()
    composites: tuple[Composite, ...] = ()
    supplements: tuple[Supplement, ...] = ()
    total: Scale | None = None
    extras: tuple[Extra, ...] = ()
    missing_rule: MissingRule = MissingRule()
    norm_sets: tuple[NormSet, ...] = ()
    default_norms: str = ""
    whole: str = TOTAL
    gate: Condition | None = None
    rules: tuple[Rule, ...] = ()
    item_entry: str = "never"
    topics: Mapping[int, str] = field(default_factory=dict)
    results: tuple[tuple[int, str], ...] = ()
    open_facts: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()

    @property
    def values(self) -> tuple[int, ...]:
        """The values of the response scale, as typed."""
        return tuple(value for value, _ in self.scale)

    def main_scales(self) -> Iterator[Scale]:
        """Everything that the items score, in the order of the paper, the whole last."""
        yield from self.subscales
        yield from self.composites
        if self.total:
            yield self.total

    def scales(self) -> Iterator[Scale]:
        """Everything that gets a score: the main scales, then the supplements (SDQ impact)."""
        yield from self.main_scales()
        yield from self.supplements

    def entry_scales(self) -> tuple[Scale, ...]:
        """The scores to type when only totals are entered: the subscales, or the whole where there is none."""
        return self.subscales or ((self.total,) if self.total else ())

    @property
    def takes_totals(self) -> bool:
        """May scores be typed without the items? Not where an answer means danger that no score tells (PHQ-A 9)."""
        alerts = [{at.kind for at in rule.when} for rule in self.rules if rule.act == "alert"]
        return all("scale" in kinds or "item" not in kinds for kinds in alerts)

    @property
    def urgent_from(self) -> int | None:
        """The level from which a result without answers calls for somebody today; None where no answer ever does.

        มีปัญหา at the latest, for nobody can see any more whether the answer that means danger stands behind it; lower
        where a score alone does (8Q).
        """
        met = [at for rule in self.rules if rule.act == "alert" for at in rule.when]
        norms = self.norm_set()
        tables = [table for table in norms.bands if table.scale == TOTAL] if norms else []
        by_score = [at.low for at in met if at.kind == "scale" and at.code == TOTAL]
        levels = [band.level for table in tables for band in table.bands if by_score and band.low >= min(by_score)]
        levels += [at.low for at in met if at.kind == "level"]
        return min([level for level in levels if level] + [3]) if met else None

    def extras_for(self, rater: str) -> tuple[Extra, ...]:
        return tuple(extra for extra in self.extras if rater in extra.raters)

    def norm_set(self, code: str | None = None) -> NormSet | None:
        """The set of that code, or the default one. KeyError for a code the instrument has not."""
        wanted = code or self.default_norms
        if not wanted:
            return None
        return {one.code: one for one in self.norm_sets}[wanted]
