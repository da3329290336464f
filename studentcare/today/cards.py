"""What stands on "วันนี้": at most five things to do, each with its number, its day and one button. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cases.gaps import Rounds
    from studentcare.today.asking import Asked

MOST = 5
SOON = 3  # days ahead from which a day is marked


@dataclass(frozen=True)
class Card:
    """`title` completes the number: 12 "คนที่ยังไม่ได้คัดกรอง". `notes` never hold what an alert is about.

    `due` is the nearest day on which it has to be done; `progress` (done, all) draws a bar.
    """

    title: str
    button: str
    url: str
    count: int = 0
    notes: tuple[str, ...] = ()
    due: date | None = None
    progress: tuple[int, int] | None = None
    is_urgent: bool = False

    @property
    def percent(self) -> int:
        done, every = self.progress or (0, 0)
        return done * 100 // every if every else 0


@dataclass(frozen=True)
class Rail:
    """A small list beside the cards: what is not a task today."""

    title: str
    lines: tuple[tuple[str, str], ...] = ()
    bars: tuple[tuple[str, int, int], ...] = ()  # label, done, all
    url: str = ""
    link: str = ""


@dataclass(frozen=True)
class Latest:
    """What she wrote last, to be opened where it can be changed."""

    text: str
    url: str


@dataclass
class Day:
    """Cards, what is done already (one plain line each), and what to do where there is nothing to do."""

    wanted: "list[Card | Asked]" = field(default_factory=list)  # what the duties ask for; becomes cards and more
    cards: list[Card] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    latest: Latest | None = None
    hints: list[tuple[str, str, str]] = field(default_factory=list)  # text, link, address
    rails: list[Rail] = field(default_factory=list)
    rounds: "dict[int, Rounds]" = field(default_factory=dict)  # of the schools that were asked about, asked once
    more: list[Card] = field(default_factory=list)  # what has no room among the five: a line each, none is lost


def arrange(cards: Iterable[Card], today: date) -> list[Card]:
    """Urgent ones first, then what is overdue, then in the given order; what has no number has no place.

    The first five are the day's cards, the rest are lines under them.
    """
    wanted = [card for card in cards if card.count]
    wanted.sort(key=lambda card: (not card.is_urgent, not (card.due is not None and card.due < today)))
    return wanted


def due_mark(due: date | None, today: date) -> tuple[str, str]:
    """(class, icon) of the sheet's marks: ⬣ overdue, ▲ soon."""
    if due is None or (due - today).days >= SOON:
        return "", ""
    return ("due-over", "prob") if due < today else ("due-soon", "risk")


def names(people: Iterable[str], most: int = 3, unit: str = "คน") -> str:
    """The first few, and how many more."""
    every = list(people)
    return and_more(every[:most], len(every) - most, unit)


def and_more(shown: Iterable[str], rest: int, unit: str) -> str:
    return " · ".join(shown) + (f" และอีก\u00a0{rest}\u00a0{unit}" if rest > 0 else "")
