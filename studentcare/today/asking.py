"""All that a day counts, in one statement: how many, the nearest day, and the first few by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Min, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject

from schools.models import User
from schools.thai import short_name
from studentcare.today.cards import Card, Day, Latest, and_more

# What a child is called on a screen that can be seen over a shoulder (`Student.short_name`), through a foreign key.
CHILD = {"title": "student__title", "name": "student__first_name", "surname": "student__last_name"}


def called(one: dict[str, Any]) -> str:
    return f"{one['title']}{short_name(one['name'], one['surname'])}"


@dataclass(frozen=True)
class Found:
    """`due`: a date or a moment as its field is, None where there is none; `first`: the first few of the list."""

    count: int = 0
    due: Any = None
    first: Sequence[dict[str, Any]] = ()

    def names(self, *, before: str = "", most: int = 3, unit: str = "คน") -> str:
        """ "ด.ญ.ชบา ล. · ด.ช.คีตา จ. และอีก 3 คน"; `before`: what stands before each name, like a task's text."""
        shown = [f"{one[before]} {called(one)}" if before else called(one) for one in self.first[:most]]
        return and_more(shown, self.count - len(shown), unit)


@dataclass(frozen=True)
class Question:
    """`among` is the very queryset that the list behind the button shows. `of`: the field that is counted once each.

    `due`: the field whose smallest value is the nearest day. `first`: key → field, of the first `most` of the list.
    """

    among: QuerySet[Any]
    of: str = "pk"
    due: str = ""
    first: dict[str, str] = field(default_factory=dict)
    most: int = 4


Made = Card | Latest | str | None


@dataclass(frozen=True)
class Asked:
    """A card that waits for its numbers; a plain line (str) when the thing is done, nothing when there is nothing."""

    build: Callable[..., Made]  # takes one `Found` for each question
    questions: tuple[Question, ...]


def asked(build: Callable[..., Made], *questions: Question) -> Asked:
    return Asked(build, questions)


def answer(user: User, day: Day) -> list[Card]:
    """The cards in the order in which they were wanted; plain lines go to `day.done`, the latest
    row to `day.latest`. One statement for all.
    """
    waiting = [one for one in day.wanted if isinstance(one, Asked)]
    found = iter(ask(user, [question for one in waiting for question in one.questions]))
    cards = []
    for one in day.wanted:
        made = one.build(*[next(found) for _ in one.questions]) if isinstance(one, Asked) else one
        if isinstance(made, str):
            day.done.append(made)
        elif isinstance(made, Latest):
            day.latest = made
        elif made is not None:
            cards.append(made)
    return cards


def ask(user: User, questions: Sequence[Question]) -> list[Found]:
    """One answer for each question, in their order."""
    if not questions:
        return []
    columns: dict[str, Any] = {}
    for number, question in enumerate(questions):
        columns |= columns_of(f"q{number}", question)
    told: Any = User.objects.filter(pk=user.pk).values(**columns).get()
    return [
        Found(told[f"q{at}_count"], told.get(f"q{at}_due"), told.get(f"q{at}_first") or ())
        for at in range(len(questions))
    ]


def columns_of(name: str, question: Question) -> dict[str, Any]:
    every = question.among.order_by().values(_one=Value(1))
    counted = every.annotate(_told=Count(question.of, distinct=True)).values("_told")
    columns: dict[str, Any] = {f"{name}_count": Coalesce(Subquery(counted), 0)}
    if question.due:
        columns[f"{name}_due"] = Subquery(every.annotate(_told=Min(question.due)).values("_told"))
    if question.first:
        told = question.among.values(_told=JSONObject(**question.first))[: question.most]
        columns[f"{name}_first"] = ArraySubquery(told)
    return columns
