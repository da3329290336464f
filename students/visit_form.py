"""What is asked on a home visit: the school's four-page form and นร./กสศ.01 put together, each question once.

Field names are those of the two government forms as collected in domain.md D.2 and D.3; the words of the answers
are ours. Values in, values out. An answer is a text, a number, a list of codes, or (members of the household) a
list of mappings; a question that nobody answered has no key.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from students.visit_questions import SECTIONS, Kind, Paper, Question, Section

__all__ = ["INCOMES", "PEOPLE_COLUMNS", "QUESTIONS", "SECTIONS", "Kind", "Paper", "Question", "Section"]

Answers = Mapping[str, Any]

QUESTIONS: dict[str, Question] = {question.code: question for section in SECTIONS for question in section.questions}
SECTION_OF: dict[str, str] = {question.code: section.code for section in SECTIONS for question in section.questions}
NONE = "none"  # "ไม่มี": an answer that stands alone
WHY_NOT = "why_not"  # asked only when nobody was met
MOST_PEOPLE = 12

# Monthly baht of one member by source (นร./กสศ.01, members of the household).
INCOMES = (
    ("wage", "ค่าจ้าง เงินเดือน"),
    ("farm", "เกษตรกรรม (หลังหักค่าใช้จ่าย)"),
    ("trade", "ค้าขาย ธุรกิจ (หลังหักค่าใช้จ่าย)"),
    ("welfare", "สวัสดิการ เบี้ยยังชีพ"),
    ("other", "แหล่งอื่น เงินโอน"),
)
PEOPLE_COLUMNS = (("who", "เกี่ยวข้องกับนักเรียน"), ("age", "อายุ (ปี)"), ("job", "อาชีพ"), *INCOMES)


class Way(StrEnum):
    """The ways of `Visit.Way` that this module must know."""

    NOT_DONE = "not_done"


@dataclass(frozen=True)
class Income:
    """Monthly baht of a household. `per_head` is None as long as nobody or no income is written down."""

    people: int
    total: int
    is_told: bool = True  # any income of any member; a member left blank among told ones earns nothing

    @property
    def per_head(self) -> int | None:
        return round(self.total / self.people) if self.people and self.is_told else None

    def is_within(self, limit: int) -> bool:
        """May support be asked for by the income rule? What is granted is decided by กสศ., never here (D.3)."""
        return self.per_head is not None and self.per_head <= limit


@dataclass(frozen=True)
class Far:
    """How many of the questions are answered; of those for the grant's form as well."""

    done: int
    all: int
    grant_done: int
    grant_all: int

    @property
    def percent(self) -> int:
        return self.done * 100 // self.all if self.all else 0


def income(answers: Answers) -> Income:
    people = answers.get("people") or []
    told = [member[code] for member in people for code, _ in INCOMES if member.get(code) not in (None, "")]
    return Income(len(people), sum(map(int, told)), bool(told))


def asked(*, sensitive: bool) -> list[Question]:
    return [question for question in QUESTIONS.values() if sensitive or not question.is_sensitive]


def far(answers: Answers, *, sensitive: bool = True) -> Far:
    questions = [question for question in asked(sensitive=sensitive) if question.code != WHY_NOT]
    grant = [question for question in questions if Paper.GRANT in question.papers]
    return Far(
        sum(question.code in answers for question in questions),
        len(questions),
        sum(question.code in answers for question in grant),
        len(grant),
    )


def missing(answers: Answers, *, way: str) -> list[Question]:
    """What must be answered before a visit is finished: next to nothing when nobody was met."""
    if way == Way.NOT_DONE:
        return [QUESTIONS[code] for code in (WHY_NOT,) if code not in answers]
    return [question for question in QUESTIONS.values() if question.is_needed and question.code not in answers]


def settled(typed: Answers, before: Answers, ticked: Iterable[str]) -> tuple[dict[str, Any], list[str]]:
    """(answers, codes confirmed as unchanged) of a form that was filled in from the visit `before`.

    A section that looks as it did last time counts only when it is ticked "ยืนยันว่าเหมือนเดิม": what nobody looked
    at is not an answer of this visit. As soon as one answer of it was changed, the whole section was looked at.
    """
    kept: dict[str, Any] = {}
    same: list[str] = []
    sure = set(ticked)
    for section in SECTIONS:
        codes = [question.code for question in section.questions]
        now = {code: typed[code] for code in codes if code in typed}
        was = {code: before[code] for code in codes if code in before}
        if was and now == was and section.code not in sure:
            continue
        kept |= now
        if section.code in sure:
            same += [code for code in codes if code in now and now[code] == was.get(code)]
    return kept, same


def said(question: Question, value: Any) -> str:
    """An answer in words; nothing where there is none."""
    if value in (None, "", []):
        return ""
    words = dict(question.choices)
    if question.kind == Kind.MANY:
        return ", ".join(words.get(code, code) for code in value)
    if question.kind == Kind.CHOICE:
        return words.get(value, str(value))
    if question.kind == Kind.PEOPLE:
        return f"{len(value)}\u00a0คน"
    if question.kind in (Kind.NUMBER, Kind.MONEY):
        return f"{plain(value)}\u00a0{question.unit}"
    return str(value)


def plain(value: float) -> str:
    """ "1,250", "2.5"."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def without_none(codes: list[str]) -> list[str]:
    """ "ไม่มี" beside something else was left standing by mistake."""
    return [code for code in codes if code != NONE] if len(codes) > 1 else codes
