"""Whose families came to the meetings of their room, and who may come for a child."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from activities.models import Activity, Kind, Participation
from schools.models import User
from students.models import Guardian, Student

GUARDIAN, KIN = "ผู้ปกครอง", "ญาติ"
PARENTS = {Guardian.Relation.MOTHER: "มารดา", Guardian.Relation.FATHER: "บิดา"}
ORDER = [Guardian.Relation.MOTHER, Guardian.Relation.FATHER, Guardian.Relation.GUARDIAN]
SAME_AS_PARENT = {"แม่": "มารดา", "พ่อ": "บิดา", "มารดา": "มารดา", "บิดา": "บิดา"}


@dataclass(frozen=True)
class Turnout:
    """Of one meeting: children whose family came, of children asked."""

    meeting: Activity
    came: int
    asked: int

    @property
    def percent(self) -> int:
        return self.came * 100 // self.asked if self.asked else 0


def meetings_of(user: User, rooms: Collection[int], *, year: int) -> list[Turnout]:
    """Standing meetings of the rooms in the year, the newest first; one statement."""
    seen = Participation.objects.visible_to(user).values("pk")
    ours = Q(participations__in=seen)
    found: Any = (
        Activity.objects.visible_to(user)
        .standing()
        .filter(kind=Kind.MEETING, classroom__in=rooms, year=year)
        .select_related("classroom", "led_by")
        .annotate(
            asked=Count("participations", filter=ours),
            came=Count("participations", filter=ours & Q(participations__mark=Participation.Mark.PRESENT)),
        )
        .latest_first()
    )
    return [Turnout(one, one.came, one.asked) for one in found]


def latest_of(user: User, rooms: Collection[int], *, year: int, term: int) -> dict[int, Turnout]:
    """Room → its latest meeting of the term."""
    found: dict[int, Turnout] = {}
    for turnout in meetings_of(user, rooms, year=year):
        room = turnout.meeting.classroom_id
        if turnout.meeting.term == term and room is not None:
            found.setdefault(room, turnout)
    return found


def who_may_come(user: User, children: Iterable[Student]) -> dict[int, list[str]]:
    """Child → words for who can come for her: her known parents and guardian, and always a relative.

    A child of whom nobody is known is offered all three.
    """
    words: dict[int, list[str]] = {child.pk: [] for child in children}
    guardians = Guardian.objects.visible_to(user).filter(student__in=words)
    held = sorted(guardians, key=lambda one: ORDER.index(Guardian.Relation(one.relation)))
    for guardian in held:
        word = word_of(guardian)
        if word not in words[guardian.student_id]:
            words[guardian.student_id].append(word)
    return {child: [*(known or [*PARENTS.values(), GUARDIAN]), KIN] for child, known in words.items()}


def word_of(guardian: Guardian) -> str:
    relation = Guardian.Relation(guardian.relation)
    if relation in PARENTS:
        return PARENTS[relation]
    kinship = guardian.kinship.strip()
    return SAME_AS_PARENT.get(kinship, kinship) or GUARDIAN
