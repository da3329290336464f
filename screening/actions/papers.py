"""A paper as somebody typed it, and what became of it: the words between the pages and the writing of results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from schools.models import Classroom
from screening import keyed, minds, rules
from screening.instruments.definition import Definition
from screening.models import Assessment, Instrument, Round, Submission
from students.models import Alert, Student


@dataclass(frozen=True)
class Result:
    """What a paper from elsewhere says: a level 0–3 in its own words, and who says so."""

    level: int
    words: str
    source: str = ""
    assessor: str = ""
    score: str = ""


@dataclass(frozen=True)
class Entry:
    """One child's paper as somebody typed it: `items` in the order of the paper (None blank, -1 "?"), or `totals` by
    code of score, or a `result`. What is None was not on her page and keeps what is stored.

    `seen` is the version she had before her (0: none). With `was`, the fields that her page was made from (keys as
    in `screening.keyed`), single fields are merged with what a colleague typed meanwhile; without it a newer version
    is a conflict. `assessed_on` None: today, or as before.
    """

    student: Student
    items: Sequence[int | None] | None = None
    totals: Mapping[str, int | None] | None = None
    extras: Mapping[str, int | None] | None = None
    result: Result | None = None
    seen: int = 0
    was: Mapping[str, int | None] | None = None
    assessed_on: date | None = None

    @property
    def mode(self) -> str:
        if self.result is not None:
            return Assessment.Mode.RESULT
        return Assessment.Mode.TOTALS if self.items is None and self.totals is not None else Assessment.Mode.ITEMS

    @property
    def cells(self) -> keyed.Cells:
        cells: keyed.Cells = {str(at): value for at, value in enumerate(self.items or (), start=1)}
        cells.update(self.totals or {})
        cells.update((keyed.extra_key(code), value) for code, value in (self.extras or {}).items())
        return cells


@dataclass(frozen=True)
class Conflict:
    """A paper that somebody else changed meanwhile; `keys` are the fields both set, empty: the paper as a whole."""

    entry: Entry
    theirs: Assessment
    cells: keyed.Cells
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refused:
    """A paper that cannot be: what is wrong, for the person who typed it."""

    entry: Entry
    text: str
    key: str = ""


@dataclass
class Recorded:
    """`changed`: whose result was written; conflicts and refusals were not. `alerts`: who must be looked at today.

    `kept`: the results as they stand now, by the child's key.
    """

    kept: dict[int, Assessment] = field(default_factory=dict)
    changed: list[Student] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)


@dataclass(frozen=True)
class Verdict:
    """What a paper says, as it is kept. Bands and level only of a paper on which nothing is left to type."""

    scores: dict[str, int | str]
    bands: dict[str, int]
    level: int
    words: str
    is_complete: bool = True
    is_out_of_age: bool = False
    is_urgent: bool = False


@dataclass(frozen=True)
class Change:
    """A paper as it shall be; `before` is what stands there now."""

    entry: Entry
    before: Assessment | None
    cells: keyed.Cells
    verdict: Verdict

    @property
    def assessed_on(self) -> date:
        return self.entry.assessed_on or (self.before.assessed_on if self.before else timezone.localdate())


@dataclass(frozen=True)
class Paper:
    """Which sheet is being typed in."""

    round: Round | None
    classroom: Classroom | None
    instrument: Instrument
    rater: str

    @property
    def definition(self) -> Definition:
        return self.instrument.parsed

    @property
    def feeds_mind(self) -> bool:
        return minds.feeds(self.round, code=self.instrument.code, rater=self.rater)

    @property
    def holds(self) -> bool:
        """Is the room held while it is written: it moves the rows of the round, and whose room it is is known."""
        return self.feeds_mind and self.classroom is not None

    @property
    def norms(self) -> str:
        """SDQ is banded by the round's norm set, where its file has it; everything else by the file's own."""
        chosen = self.round.mind_norms if self.round and self.instrument.code == minds.CODE else ""
        known = [one.code for one in self.definition.norm_sets]
        return chosen if chosen in known else self.definition.default_norms

    @property
    def runs(self) -> bool:
        return self.round is not None and self.round.is_open(on=timezone.localdate())

    def is_open(self) -> bool:
        if self.round is None:
            return True
        handed_in = Submission.objects.filter(round=self.round, classroom=self.classroom).first()
        return rules.is_open_for(self.round, handed_in, on=timezone.localdate())
