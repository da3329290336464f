"""A line of a summary list, a section of them, and the pages on which one person may mend them."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from schools.models import User
from students import rules
from students.models import Student


@dataclass(frozen=True)
class Fact:
    """A line; without a value it says what could be added, and `to` where. `url` leads to what the value names.

    `hint` says where it comes from; `more` is one further (word, address) behind the value.
    What is vital (an allergy) is never shortened.
    """

    label: str
    value: str
    add: str = ""
    to: str = ""
    url: str = ""
    hint: str = ""
    more: tuple[str, str] | None = None
    is_code: bool = False
    is_vital: bool = False


@dataclass(frozen=True)
class Facts:
    title: str
    lines: tuple[Fact, ...] = ()
    source: str = ""
    edit: str = ""
    edit_word: str = "แก้ไข"

    @property
    def missing(self) -> int:
        return sum(not line.value for line in self.lines)


def present(*said: tuple[str, str]) -> list[Fact]:
    """Lines of what has a value; nobody is asked for the rest."""
    return [Fact(label, value) for label, value in said if value]


def kilos(weight: Decimal | None) -> str:
    return f"{weight.normalize():f}\u00a0กก." if weight else ""


def centimetres(height: Decimal | None) -> str:
    return f"{height.normalize():f}\u00a0ซม." if height else ""


class Pages:
    """Addresses of the pages this person may open to mend something; "" for those she may not."""

    def __init__(self, user: User, student: Student) -> None:
        self.student = student
        self.corrects = rules.may_correct(user, student)
        self.tells = rules.may_tell(user, student) and (self.corrects or student.is_enrolled())
        self.reads_health = rules.may_read_health(user, student)
        self.tell = self._page("tell", may=self.tells)
        self.guardians = self._page("edit_student", may=self.tells)
        self.health = self._page("health", may=rules.may_write_health(user, student) and student.is_enrolled())
        self.siblings = self._page("siblings", may=self.tells)
        self.reveal = self._page("reveal_id", may=rules.may_reveal_id(user, student))
        self.terms = self._page("term_facts", may=student.is_enrolled())

    def register(self, name: str) -> str:
        """What the register says is the registrar's to add."""
        return self._page(name, may=self.corrects)

    def _page(self, name: str, *, may: bool) -> str:
        return reverse(f"students:{name}", args=[self.student.public_id]) if may else ""
