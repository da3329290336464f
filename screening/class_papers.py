"""One instrument in one room and round as one person may read it: whose paper is in, and what it says.

The sheet for typing, its prints and the second pass are drawn from it. Two queries for the children and their
results, those of the round before among them, whatever the size of the class.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Case, F, Q, When

from schools.models import Classroom, User
from screening import keyed, rules
from screening.instruments.definition import RESULT_ONLY, TOTAL, Definition
from screening.models import AnswerSheet, Assessment, Group, Instrument, Round, Submission, Wording
from students.models import Student

BACK = "back"  # the back page of a paper whose front is in: a way to look at it, never `Assessment.mode`


@dataclass
class Line:
    """One child. `cells`: what stands in her fields as far as the person may see it; `is_locked`: not typed here."""

    student: Student
    stored: Assessment | None
    cells: keyed.Cells = field(default_factory=dict)
    is_locked: bool = False
    before: Assessment | None = None
    banded_by: str = ""
    raw: dict[str, str] = field(default_factory=dict)

    @property
    def sid(self) -> str:
        return self.student.public_id

    @property
    def is_done(self) -> bool:
        """Nothing left to type."""
        return bool(self.stored and (self.stored.is_complete or self.stored.bands))

    @property
    def level(self) -> int:
        return self.stored.level if self.stored else Group.NONE

    @property
    def total(self) -> int | str:
        return self.stored.scores.get(TOTAL, "") if self.stored else ""

    @property
    def total_before(self) -> int | str:
        return self.before.scores.get(TOTAL, "") if self.before else ""

    @property
    def impact(self) -> int | str:
        """What the back page adds up to; "" where it was not answered."""
        told = self.stored.scores.get("impact") if self.stored else None
        return "" if told is None else told

    @property
    def must_follow(self) -> bool:
        return bool(self.stored and (self.stored.level >= Group.RISK or self.stored.is_urgent))

    @property
    def version(self) -> int:
        return self.stored.version if self.stored else 0


@dataclass
class ClassPapers:
    user: User
    round: Round
    classroom: Classroom
    instrument: Instrument
    rater: str
    mode: str
    submission: Submission | None = None
    lines: list[Line] = field(default_factory=list)
    earlier: dict[int, Assessment] = field(default_factory=dict)  # the round before, by the child's key

    @classmethod
    def of(
        cls,
        user: User,
        round_: Round,
        classroom: Classroom,
        instrument: Instrument,
        *,
        rater: str = "",
        mode: str = "",
        only: Student | None = None,
    ) -> "ClassPapers":
        definition = instrument.parsed
        papers = cls(user, round_, classroom, instrument, rater_of(definition, rater), "")
        papers.mode = mode if mode in papers.modes else papers.modes[0]
        papers.submission = Submission.objects.filter(round=round_, classroom=classroom).first()
        seated = [only] if only else list(Student.objects.visible_to(user).in_room(classroom).by_number())
        papers.lines = papers.read_lines(seated)
        return papers

    # -- reading ------------------------------------------------------------------------------------------------

    def read_lines(self, students: Iterable[Student]) -> list[Line]:
        """The children with what stands in this round, and at hand what the same informant said before."""
        seated = list(students)
        this = Q(round=self.round)
        wanted = this | Q(is_complete=True, assessed_on__lte=self.round.closes_on) if self.reads_results else this
        found = (
            Assessment.objects.filter(wanted, code=self.instrument.code, rater=self.rater, student__in=seated)
            .with_papers()
            .annotate(is_now=Case(When(this, then=True), default=False))
            .order_by("student", "is_now", "-assessed_on", "-pk")
            .distinct("student", "is_now")
        )
        by_student: dict[int, Assessment] = {}
        for one in found:
            (by_student if one.round_id == self.round.pk else self.earlier)[one.student_id] = one
        return self.lines_of([(student, by_student.get(student.pk)) for student in seated])

    def lines_of(self, told: Iterable[tuple[Student, Assessment | None]]) -> list[Line]:
        lines = [self.line(student, stored) for student, stored in told]
        for line in lines:
            line.banded_by = self.banded_by(line.stored) if line.stored and self.reads_results else ""
            if line.is_done:  # what was said before is seen only after this time's was typed
                line.before = self.earlier.get(line.student.pk)
        return lines

    def line(self, student: Student, stored: Assessment | None) -> Line:
        line = Line(student, stored)
        if self.mode == BACK:
            return self.turned(line)
        if stored is None:
            return line
        sheet: AnswerSheet | None = getattr(stored, "sheet", None)
        if self.mode == Assessment.Mode.ITEMS and stored.mode == Assessment.Mode.ITEMS:
            if sheet and self.may_read_answers(sheet):
                line.cells.update((str(at), value) for at, value in enumerate(sheet.items, start=1))
                line.cells.update((keyed.extra_key(code), value) for code, value in sheet.extras.items())
            else:
                line.is_locked = True
        elif self.mode == Assessment.Mode.TOTALS and self.may_read_scores(stored):
            known = {one.key for one in self.fields}
            line.cells.update((code, value) for code, value in stored.scores.items() if code in known)
            line.is_locked = stored.mode != Assessment.Mode.TOTALS
        elif self.mode == Assessment.Mode.RESULT or stored.mode == Assessment.Mode.RESULT:
            is_typed_otherwise = self.mode != stored.mode and bool(stored.scores or sheet)
            line.is_locked = is_typed_otherwise or not self.may_read_scores(stored)
        else:
            line.is_locked = bool(stored.scores or sheet)
        return line

    def turned(self, line: Line) -> Line:
        """The back of her paper: typed once the front is there, by who may read its answers."""
        stored = line.stored
        sheet: AnswerSheet | None = getattr(stored, "sheet", None)
        if stored is None or stored.mode == Assessment.Mode.RESULT:
            line.is_locked = True
        elif sheet and self.may_read_answers(sheet):
            line.cells.update((keyed.extra_key(code), value) for code, value in sheet.extras.items())
        else:
            line.is_locked = (
                sheet is not None or stored.mode == Assessment.Mode.ITEMS or not self.may_read_scores(stored)
            )
        return line

    # -- what the person may see --------------------------------------------------------------------------------

    @cached_property
    def reads_results(self) -> bool:
        return rules.may_read_instrument(self.user, self.definition, self.classroom)

    @cached_property
    def reads_follow(self) -> bool:
        return rules.may_read_follow(self.user, self.definition, self.classroom)

    @cached_property
    def administers(self) -> bool:
        return rules.may_administer(self.user, self.definition, self.classroom)

    def may_read_scores(self, stored: Assessment) -> bool:
        return self.reads_results or stored.recorded_by_id == self.user.pk

    def may_read_answers(self, sheet: AnswerSheet) -> bool:
        """As `AnswerSheet.visible_to`, of a sheet in hand."""
        return (
            sheet.written_by_id == self.user.pk
            or self.user.rights.has("counselor", school=self.classroom.school_id)
            or (sheet.is_open_to_homeroom and self.classroom.pk in self.user.rights.rooms)
        )

    @property
    def opened(self) -> list[int]:
        """Keys of the children whose answers, written by somebody else, stand on the sheet (T3)."""
        if self.mode not in (Assessment.Mode.ITEMS, BACK):
            return []
        return [
            line.student.pk
            for line in self.lines
            if line.stored and not line.is_locked and line.stored.recorded_by_id != self.user.pk and line.cells
        ]

    def compared(self, sids: Collection[str]) -> list[int]:
        """As `opened`, of the rows whose first answers are shown because the second are others."""
        shown = {line.student.pk for line in self.lines if line.sid in sids}
        return [key for key in self.opened if key in shown]

    # -- the sheet ----------------------------------------------------------------------------------------------

    @property
    def definition(self) -> Definition:
        return self.instrument.parsed

    @property
    def code(self) -> str:
        return self.instrument.code

    @cached_property
    def modes(self) -> list[str]:
        """Ways to type it in, the usual one first: totals, then item by item where that is allowed."""
        definition = self.definition
        if definition.kind == RESULT_ONLY:
            return [Assessment.Mode.RESULT]
        found: list[str] = [Assessment.Mode.TOTALS] if definition.takes_totals else []
        if rules.may_type_items(definition, self.classroom):
            found.append(Assessment.Mode.ITEMS)
        if keyed.back_fields(definition, self.rater):
            found.append(BACK)
        return found or [Assessment.Mode.TOTALS]

    @cached_property
    def fields(self) -> tuple[keyed.Field, ...]:
        if self.mode == Assessment.Mode.RESULT:
            return ()
        if self.mode == BACK:
            return keyed.back_fields(self.definition, self.rater)
        if self.mode == Assessment.Mode.ITEMS:
            return keyed.item_fields(self.definition, self.rater)
        return keyed.total_fields(self.definition)

    @cached_property
    def wording(self) -> Wording | None:
        """The questions, where the area holds a permission and has loaded them; asked for by a whole page only."""
        found = Wording.objects.visible_to(self.user).filter(area=self.classroom.school.area_id, code=self.code)
        return found.filter(rater__in=["", self.rater]).order_by("-rater").first()

    @property
    def norms(self) -> str:
        """The set that the head names: the round's, where the version in use has it."""
        chosen = self.round.mind_norms if self.code == "sdq" else ""
        return chosen if chosen in {one.code for one in self.definition.norm_sets} else self.definition.default_norms

    @property
    def norms_name(self) -> str:
        return self.name_of_norms(self.norms)

    def name_of_norms(self, code: str) -> str:
        return {one.code: one.name for one in self.definition.norm_sets}.get(code, "")

    def banded_by(self, stored: Assessment) -> str:
        """By what a result was banded when the head names another set; "" where it is the one of the head."""
        if stored.mode == Assessment.Mode.RESULT:
            return f"ผลจาก {stored.source or stored.assessor}" if self.norms else ""
        if not stored.level or stored.norms == self.norms:
            return ""
        return self.name_of_norms(stored.norms) or f"เกณฑ์ {stored.norms}"

    @property
    def done(self) -> list[Line]:
        return [line for line in self.lines if line.is_done]

    def was(self, line: Line) -> str:
        return keyed.was_value(line.version, self.fields, line.cells)

    def by_sid(self) -> Mapping[str, Line]:
        return {line.sid: line for line in self.lines}


def rater_of(definition: Definition, asked: str) -> str:
    """The informant asked for; else the teacher, else the first the instrument knows."""
    if asked in definition.raters:
        return asked
    return "teacher" if "teacher" in definition.raters else definition.raters[0]


def current_instruments(user: User) -> list[Instrument]:
    """The versions in use for this person's area: its own before the shipped one of the same code."""
    found = Instrument.objects.visible_to(user).current().order_by("code", F("area").asc(nulls_last=True))
    by_code: dict[str, Instrument] = {}
    for one in found:
        by_code.setdefault(one.code, one)
    return list(by_code.values())
