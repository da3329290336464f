"""The step into a new year as values: where a room's children go, and what is different for one of them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from schools.levels import Level, rooms_name


class Outcome(StrEnum):
    """What becomes of a child; the values are those of an enrolment's end."""

    PROMOTED = "promoted"
    REPEATED = "repeated"
    GRADUATED = "graduated"
    LEFT = "left"


# What may be decided instead of a room's key.
GRADUATE, REPEAT, LEAVE = "graduate", "repeat", "leave"


@dataclass(frozen=True, order=True)
class Room:
    """A room by its name, in whatever year."""

    level: int
    to_level: int
    number: int

    @property
    def key(self) -> str:
        return f"{self.level}-{self.to_level}-{self.number}"

    @property
    def name(self) -> str:
        return rooms_name([Level(self.level), Level(self.to_level)], str(self.number))

    def holds(self, level: int) -> bool:
        return self.level <= level <= self.to_level

    @classmethod
    def parse(cls, key: str) -> Self | None:
        """The room of "7-7-1"; None for anything else."""
        parts = key.split("-")
        if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 4 for part in parts):
            return None
        level, to_level, number = map(int, parts)
        return cls(level, to_level, number) if Level.K1 <= level <= to_level <= Level.M6 and number else None


@dataclass(frozen=True)
class Pupil:
    """A child where she sits now. `ref` is the caller's name for her, `number` her เลขที่."""

    ref: int
    public_id: str
    room: Room
    level: int
    number: int | None


@dataclass(frozen=True)
class Step:
    """One child's step: `room` is None for who goes."""

    pupil: Pupil
    outcome: Outcome
    room: Room | None
    level: int
    number: int | None


def group_key(room: Room, level: int) -> str:
    """A room's children of one level are decided on together; a multi-grade room has several such groups."""
    return f"{room.key}:{level}"


def proposed(room: Room, level: int, rooms: Sequence[Room]) -> str:
    """The room that holds the next level, of the same number where there is one; without a next level: จบ."""
    after = Level(level).next
    held = sorted(one for one in rooms if after is not None and one.holds(after))
    if not held:
        return GRADUATE
    same = [one for one in held if one.number == room.number]
    return (same or held)[0].key


def options(rooms: Iterable[Room], level: int) -> list[tuple[str, str]]:
    """Where a group of this level may go: the rooms of the next level first, then the others, and จบ."""
    after = Level(level).next
    ordered = sorted(set(rooms), key=lambda room: (after is None or not room.holds(after), room))
    return [*((room.key, room.name) for room in ordered), (GRADUATE, "จบการศึกษา")]


def steps(
    pupils: Sequence[Pupil],
    *,
    rooms: Sequence[Room],
    groups: Mapping[str, str],
    children: Mapping[str, str],
    taken: Collection[tuple[str, int]] = (),
) -> list[Step]:
    """Everybody's step, in the order given. `taken`: (room key, number) of who sits in the new year already.

    A number is kept where nobody else has it in the new room; who comes later has to be given one.
    """
    used = set(taken)
    found = []
    for pupil in pupils:
        said = children.get(pupil.public_id, "") or groups.get(group_key(pupil.room, pupil.level), "")
        outcome, room, level = _placed(pupil, said or proposed(pupil.room, pupil.level, rooms), rooms)
        number = pupil.number if room and (room.key, pupil.number) not in used else None
        if room and number is not None:
            used.add((room.key, number))
        found.append(Step(pupil, outcome, room, level, number))
    return found


def _placed(pupil: Pupil, said: str, rooms: Sequence[Room]) -> tuple[Outcome, Room | None, int]:
    if said == GRADUATE:
        return Outcome.GRADUATED, None, pupil.level
    if said == LEAVE:
        return Outcome.LEFT, None, pupil.level
    if said == REPEAT:
        again = [one for one in sorted(rooms) if one.holds(pupil.level)]
        return Outcome.REPEATED, next((one for one in again if one == pupil.room), (*again, pupil.room)[0]), pupil.level
    room = Room.parse(said) or pupil.room
    level = next((one for one in (pupil.level + 1, pupil.level) if room.holds(one)), room.level)
    return (Outcome.PROMOTED if level > pupil.level else Outcome.REPEATED), room, level


def counts(found: Iterable[Step]) -> dict[str, int]:
    """Outcome -> children, every outcome named."""
    counted = Counter(step.outcome for step in found)
    return {str(outcome): counted[outcome] for outcome in Outcome}
