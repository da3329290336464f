"""What instruments have said about one child, as one person may read it: the informants of SDQ side by side, what
changed over the rounds, and every result, newest first."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from schools.calendar import age, format_short
from schools.models import User
from screening import minds, rules
from screening.agreement import Mark, differences
from screening.instruments.definition import RATERS, RESULT_ONLY, TOTAL, Definition, Rule, Scale
from screening.instruments.given import Impossible
from screening.instruments.scoring import Outcome, score
from screening.models import Assessment, Group, Instrument
from students.models import Student

MOST = 200
UNKNOWN = -1


@dataclass(frozen=True)
class Said:
    """One result. `reads`: the person may read scores and bands; otherwise only whether to follow the child up."""

    result: Assessment
    reads: bool

    @property
    def definition(self) -> Definition:
        return self.result.instrument.parsed

    @property
    def rater(self) -> str:
        return RATERS[self.result.rater]

    @property
    def must_follow(self) -> bool:
        return self.result.level >= Group.RISK or self.result.is_urgent

    @property
    def norms(self) -> str:
        """The norm set's name, the code where the version has no such set."""
        named = {one.code: one.name for one in self.definition.norm_sets}
        return named.get(self.result.norms, self.result.norms)

    @property
    def total(self) -> int | str:
        told: int | str = self.result.scores.get(TOTAL, "")
        return told

    @property
    def words(self) -> str:
        mark = self.mark(TOTAL)
        return self.result.words or mark.label or ("" if self.result.is_complete else "ยังกรอกไม่ครบ")

    @property
    def more_words(self) -> str:
        """The words where they say more than the chip of the level beside them."""
        return "" if self.words == Group(self.result.level).label else self.words

    @property
    def parts(self) -> list[tuple[Scale, Mark]]:
        """Scales beside the total that were scored."""
        marks = ((one, self.mark(one.code)) for one in self.definition.scales() if one.code != TOTAL)
        return [(one, mark) for one, mark in marks if mark.score is not None]

    def mark(self, code: str) -> Mark:
        """A scale's score, and its band by the norm set that banded the result."""
        told = self.result.scores.get(code)
        if not isinstance(told, int):
            is_whole = code == TOTAL and self.result.mode == Assessment.Mode.RESULT
            return Mark(None, self.result.level, self.result.words) if is_whole else Mark(None, 0, "")
        known = next((one for one in self.definition.norm_sets if one.code == self.result.norms), None)
        low, high = self.definition.ages.get(self.result.rater, (0, 99))
        years = self.years
        fits = years if years is None else min(max(years, low), high)
        found = known.find(code, rater=self.result.rater, sex=self.result.student.sex, age=fits) if known else ()
        band = next((one for one in found if one.low <= told <= one.high), None)
        is_banded = band is not None and (self.result.is_complete or code in self.result.bands)
        return Mark(told, band.level, band.label) if band and is_banded else Mark(told, 0, "")

    @property
    def years(self) -> int | None:
        born = self.result.student.born_on
        return age(born, self.result.assessed_on)[0] if born else None

    @property
    def when(self) -> str:
        return self.result.round.name if self.result.round else format_short(self.result.assessed_on)


@dataclass(frozen=True)
class ScaleLine:
    """One scale of SDQ: a mark for each informant (None: no paper), and where they differ."""

    scale: Scale
    marks: Sequence[Mark | None]
    differs: Sequence[str]

    @property
    def pairs(self) -> list[tuple[str, Mark | None]]:
        return list(zip(RATERS.values(), self.marks, strict=True))


@dataclass(frozen=True)
class Turn:
    """One round (or day) of SDQ: the totals by informant, None where there is none."""

    name: str
    on: date
    marks: Sequence[Mark | None]

    @property
    def pairs(self) -> list[tuple[str, Mark | None]]:
        return list(zip(RATERS.values(), self.marks, strict=True))


@dataclass(frozen=True)
class Curve:
    """One informant's totals as points of a drawing 300 × 120."""

    who: str
    dash: str
    points: Sequence[tuple[int, int]]

    @property
    def line(self) -> str:
        return " ".join(f"{x},{y}" for x, y in self.points)


@dataclass
class Told:
    user: User
    student: Student
    said: list[Said] = field(default_factory=list)

    @classmethod
    def of(cls, user: User, student: Student) -> "Told":
        """Two statements. What an instrument's file closes to her altogether is not in it."""
        found = (
            Assessment.objects.visible_to(user)
            .filter(student=student)
            .select_related("instrument", "round__year", "recorded_by", "checked_by")
            .defer("instrument__definition")
            .order_by("-assessed_on", "-pk")[:MOST]
        )
        told = cls(user, student)
        for result in found:
            result.student = student
            definition = result.instrument.parsed
            reads = rules.may_read_of(user, definition, student)
            if reads or rules.may_follow_of(user, definition, student):
                told.said.append(Said(result, reads))
        return told

    @cached_property
    def sdq(self) -> list[Said]:
        """Results of SDQ that she may read, newest first."""
        return [one for one in self.said if one.result.code == minds.CODE and one.reads]

    def side_by_side(self) -> dict[str, Said]:
        """Rater → the newest SDQ by her, within the newest round (or beside the rounds) that has one."""
        found: dict[str, Said] = {}
        for one in self.sdq:
            if one.result.round_id == self.sdq[0].result.round_id:
                found.setdefault(one.result.rater, one)
        return found

    def scale_lines(self, papers: Mapping[str, Said]) -> list[ScaleLine]:
        if not papers:
            return []
        definition = next(iter(papers.values())).definition
        lines = [scale_line(scale, papers) for scale in definition.scales()]
        return [line for line in lines if any(mark and (mark.label or mark.score is not None) for mark in line.marks)]

    def turns(self) -> list[Turn]:
        """The totals of SDQ over the rounds, oldest first."""
        grouped: dict[object, dict[str, Said]] = {}
        for one in self.sdq:
            key = one.result.round_id or one.result.assessed_on
            grouped.setdefault(key, {}).setdefault(one.result.rater, one)
        turns = [turn(list(papers.values())) for papers in grouped.values()]
        return sorted(turns, key=lambda one: one.on)


def scale_line(scale: Scale, papers: Mapping[str, Said]) -> ScaleLine:
    marks = {rater: papers[rater].mark(scale.code) for rater in RATERS if rater in papers}
    named = {RATERS[rater]: mark for rater, mark in marks.items()}
    top = scale.max_score if scale.code == TOTAL else None
    return ScaleLine(scale, [marks.get(rater) for rater in RATERS], differences(named, top=top))


def turn(papers: Sequence[Said]) -> Turn:
    by_rater = {one.result.rater: one.mark(TOTAL) for one in papers}
    return Turn(
        papers[0].when, max(one.result.assessed_on for one in papers), [by_rater.get(rater) for rater in RATERS]
    )


DASHES = {"self": "2 3", "teacher": "", "parent": "7 4"}
WIDTH, HEIGHT, TOP_SCORE = 300, 120, 40


def curves(turns: Sequence[Turn]) -> list[Curve]:
    """The totals (0–40) as lines from left to right; informants with a single point have none."""
    step = WIDTH // max(len(turns) - 1, 1)
    drawn = []
    for place, rater in enumerate(RATERS):
        points = [
            (at * step, HEIGHT - mark.score * HEIGHT // TOP_SCORE)
            for at, one in enumerate(turns)
            if (mark := one.marks[place]) is not None and mark.score is not None
        ]
        if len(points) > 1:
            drawn.append(Curve(RATERS[rater], DASHES[rater], points))
    return drawn


# -- what to do ---------------------------------------------------------------------------------------------------


def outcome_of(result: Assessment, student: Student) -> Outcome | None:
    """The same paper scored again by the version that scored it; None for a result from elsewhere."""
    definition = result.instrument.parsed
    if result.mode == Assessment.Mode.RESULT or definition.kind == RESULT_ONLY:
        return None
    sheet = getattr(result, "sheet", None)
    codes = {one.code for one in definition.entry_scales()}
    is_by_items = result.mode == Assessment.Mode.ITEMS
    if is_by_items and sheet is None:
        return None
    try:
        return score(
            definition,
            answers=[None if value == UNKNOWN else value for value in sheet.items] if is_by_items and sheet else None,
            totals=None if is_by_items else {code: told for code, told in result.scores.items() if code in codes},
            extras=sheet.extras if sheet else {},
            rater=result.rater,
            sex=student.sex,
            age=age(student.born_on, result.assessed_on)[0] if student.born_on else None,
            norms=result.norms or None,
        )
    except (Impossible, KeyError):
        return None


def advice_of(outcome: Outcome | None) -> list[Rule]:
    """What the instrument says to do, the urgent first."""
    return [*outcome.alerts, *outcome.advice] if outcome else []


def next_codes(rules_met: Iterable[Rule], shorts: Mapping[str, str]) -> list[str]:
    """Codes of the instruments that the rules name as the next step; `shorts` is short name → code."""
    texts = [one.text for one in rules_met if one.act in ("next", "alert")]
    return [code for short, code in shorts.items() if any(f" {short} " in f" {text} " for text in texts)]


def offered(
    instruments: Iterable[Instrument], born: Collection[date | None], *, on: date
) -> tuple[list[Instrument], list[Instrument]]:
    """Those whose span of ages holds one of these children, and the others; SDQ leads both.

    Where no day of birth is known, every instrument fits.
    """
    years = {age(day, on)[0] for day in born if day}
    parts: tuple[list[Instrument], list[Instrument]] = [], []
    for one in sorted(instruments, key=lambda one: (one.code != minds.CODE, one.short)):
        spans = one.parsed.ages.values()
        fits = not years or any(low <= year <= high for low, high in spans for year in years)
        parts[not fits].append(one)
    return parts
