"""What would change if a file were taken in: new, changed, moved, promoted, unchanged, left.

Nothing is ever deleted.  Who left is looked for only among the rooms that occur in the file (decisions B1),
and a file that stands one level higher is one roll-over, not a thousand moves (decisions F14).
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from schools.levels import Level, room_name
from schools.thai import fold
from students.dmc.pupils import Problem, Pupil

ROLL_OVER_SHARE = 0.6
LEFT_SHARE = 0.2

Room = tuple[int, int]  # level, room


@dataclass(frozen=True)
class Known:
    """A child of the school as the register has her; ``ref`` is the caller's name for her (a primary key).

    ``keys``: every identifier she has or had, as ``key_of`` makes them.  ``room`` is None when she has left.
    ``fields`` and ``guardians`` have the shapes of `Pupil.details` (with title, first_name, last_name, sex,
    school_number and number) and `Pupil.guardians`.
    """

    ref: Any
    keys: tuple[Hashable, ...]
    school_number: str
    room: Room | None
    fields: Mapping[str, Any]
    guardians: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class Kind(StrEnum):
    """What happens to a child; the values are those of the register's list of imported changes."""

    NEW = "added"
    RETURNED = "returned"
    PROMOTED = "promoted"
    MOVED = "moved"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Change:
    """One pupil of the file beside what is known of her.

    ``before`` and ``after`` hold only the fields that differ ("guardian.first_name" for guardians).
    ``new_identifier``: the child was found by her school number and brings another identifier (G-code → ID).
    """

    kind: Kind
    pupil: Pupil
    known: Known | None = None
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    new_identifier: bool = False

    @property
    def moves(self) -> bool:
        """Whether the child sits in another room afterwards."""
        return self.kind in {Kind.NEW, Kind.RETURNED, Kind.PROMOTED, Kind.MOVED}

    @property
    def move_sentence(self) -> str:
        """ "เปลี่ยนห้องจาก ป.4/1 เป็น ป.4/2"."""
        if self.known is None or self.known.room is None:
            return f"เข้าห้อง {self.pupil.room_name}"
        return f"เปลี่ยนห้องจาก {_named(self.known.room)} เป็น {self.pupil.room_name}"


@dataclass(frozen=True)
class Left:
    """A child whose room is in the file and who is not; ``proposed`` is whether the tick stands at first."""

    known: Known
    room: Room
    proposed: bool
    graduated: bool = False


@dataclass(frozen=True)
class Comparison:
    """Everything that would happen, before it does."""

    changes: tuple[Change, ...]
    left: tuple[Left, ...]
    clashes: tuple[Problem, ...]
    rolled_over: bool

    def of(self, *kinds: Kind) -> tuple[Change, ...]:
        """The changes of these kinds, in the order of the file."""
        return tuple(change for change in self.changes if change.kind in kinds)

    @property
    def counts(self) -> dict[str, int]:
        """Kind -> children; "left" counts those proposed."""
        found = Counter(str(change.kind) for change in self.changes)
        counts = {str(kind): found[str(kind)] for kind in Kind}
        return counts | {"left": sum(left.proposed for left in self.left)}

    @property
    def roll_over_sentence(self) -> str:
        """What stands in the place of hundreds of moves, or nothing."""
        if not self.rolled_over:
            return ""
        promoted = len(self.of(Kind.PROMOTED))
        return f"ไฟล์นี้เป็นปีการศึกษาใหม่ นักเรียน {promoted:,} คนเลื่อนขึ้นหนึ่งชั้น"


def compare(
    pupils: Sequence[Pupil],
    known: Iterable[Known],
    *,
    key_of: Callable[[str], Hashable] = str,
    kept_out: Iterable[str] = (),
) -> Comparison:
    """The pupils of a file beside the register; ``key_of`` turns an identifier into what ``Known.keys`` hold.

    ``kept_out`` (from `Reading`) names children on rows with errors: they are not changed and have not left.

    A clash (a school number that belongs to another child) keeps its pupil out.
    """
    register = _Register(known, key_of)
    found = [(pupil, *register.find(pupil)) for pupil in pupils]
    rolled = _rolled_over([(pupil, match) for pupil, match, _ in found if match])
    changes: list[Change] = []
    clashes: list[Problem] = []
    taken: dict[int, int] = {}
    for pupil, match, by_number in found:
        clash = register.clash(pupil, match, taken)
        if clash:
            clashes.append(clash)
            continue
        renumbered = by_number and bool(pupil.identifier)
        changes.append(_change(pupil, match, rolled=rolled, new_identifier=renumbered))
        if match:
            taken[id(match)] = pupil.row
    present = {id(match) for _, match, _ in found if match} | register.named(kept_out)
    left = _left(register.children, present, pupils, rolled=rolled)
    return Comparison(tuple(changes), tuple(left), tuple(clashes), rolled)


class _Register:
    """The known children, found by identifier first, then by school number with the same name."""

    def __init__(self, known: Iterable[Known], key_of: Callable[[str], Hashable]) -> None:
        self.children = list(known)
        self.key_of = key_of
        self.by_key = {key: child for child in self.children for key in child.keys}
        self.by_number = {child.school_number: child for child in self.children if child.school_number}

    def find(self, pupil: Pupil) -> tuple[Known | None, bool]:
        """(the child, whether only the school number and the name led to her)."""
        match = self.by_key.get(self.key_of(pupil.identifier)) if pupil.identifier else None
        if match:
            return match, False
        by_number = self.by_number.get(pupil.school_number)
        if by_number and _same_name(pupil, by_number):
            return by_number, True
        return None, False

    def named(self, names: Iterable[str]) -> set[int]:
        """The children whom an identifier or a school number names."""
        return {
            id(child) for name in names if (child := self.by_key.get(self.key_of(name)) or self.by_number.get(name))
        }

    def clash(self, pupil: Pupil, match: Known | None, taken: Mapping[int, int]) -> Problem | None:
        """The reason why this pupil cannot be taken in beside the others, or None."""
        if match and id(match) in taken:
            return _problem(
                pupil, "national_id", f"แถว {pupil.row} กับแถว {taken[id(match)]} เป็นเด็กคนเดียวกัน เลือกแถวที่จะเก็บ"
            )
        holder = self.by_number.get(pupil.school_number)
        if holder and holder is not match:
            says = f"เลขประจำตัวนักเรียน {pupil.school_number} เป็นของ{_name(holder)}อยู่แล้ว แก้เลข หรือข้ามแถวนี้"
            return _problem(pupil, "school_number", says)
        return None


def _problem(pupil: Pupil, name: str, says: str) -> Problem:
    value = pupil.school_number if name == "school_number" else pupil.identifier
    choices = ((f"skip:{pupil.row}", "ข้ามแถวนี้"),)
    return Problem(pupil.row, None, name, value, "error", says, choices)


def _name(child: Known) -> str:
    said = child.fields
    return f"{said.get('title', '')}{said.get('first_name', '')} {said.get('last_name', '')}".strip()


def _same_name(pupil: Pupil, child: Known) -> bool:
    return fold(f"{pupil.first_name} {pupil.last_name}") == fold(
        f"{child.fields.get('first_name', '')} {child.fields.get('last_name', '')}"
    )


def _named(room: Room) -> str:
    return room_name(Level(room[0]), str(room[1]))


def _rolled_over(matches: Sequence[tuple[Pupil, Known]]) -> bool:
    """Whether most of the children who sat somewhere sit exactly one level higher in the file."""
    sitting = [(pupil, child.room) for pupil, child in matches if child.room]
    higher = sum(pupil.level == room[0] + 1 for pupil, room in sitting)
    return bool(sitting) and higher >= ROLL_OVER_SHARE * len(sitting)


def _change(pupil: Pupil, match: Known | None, *, rolled: bool, new_identifier: bool) -> Change:
    if match is None:
        return Change(Kind.NEW, pupil)
    before, after = _differences(pupil, match)
    kind = _kind(pupil, match.room, rolled=rolled, differs=bool(after) or new_identifier)
    return Change(kind, pupil, match, before, after, new_identifier)


def _kind(pupil: Pupil, room: Room | None, *, rolled: bool, differs: bool) -> Kind:
    if room is None:
        return Kind.RETURNED
    if rolled and pupil.level == room[0] + 1:
        return Kind.PROMOTED
    if (pupil.level, pupil.room) != room:
        return Kind.MOVED
    return Kind.CHANGED if differs else Kind.UNCHANGED


def _differences(pupil: Pupil, child: Known) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that the file says otherwise; what the file does not say is no difference."""
    said: dict[str, Any] = {
        "title": pupil.title,
        "first_name": pupil.first_name,
        "last_name": pupil.last_name,
        "sex": pupil.sex,
        "school_number": pupil.school_number,
        "number": pupil.number,
        **pupil.details,
    }
    known: dict[str, Any] = dict(child.fields)
    for relation, fields in pupil.guardians.items():
        said |= {f"{relation}.{name}": text for name, text in fields.items()}
        known |= {f"{relation}.{name}": text for name, text in child.guardians.get(relation, {}).items()}
    filled = {name: value for name, value in said.items() if value not in ("", None)}
    after = {name: value for name, value in filled.items() if value != known.get(name)}
    return {name: known.get(name, "") for name in after}, after


def _left(children: Sequence[Known], present: set[int], pupils: Sequence[Pupil], *, rolled: bool) -> list[Left]:
    """Children of the file's rooms who are not in it; no tick at first when over a fifth of a room would go.

    After a roll-over rooms are mixed anew, so a child is missed when the file has her next level at all; the
    highest known level, which has none, has graduated.
    """
    rooms = {(pupil.level, pupil.room) for pupil in pupils}
    levels = {int(pupil.level) for pupil in pupils}
    highest = max((child.room[0] for child in children if child.room), default=0)
    sizes = Counter(child.room for child in children if child.room)
    gone: list[tuple[Known, Room, bool]] = []
    for child in children:
        if child.room is None or id(child) in present:
            continue
        graduated = rolled and child.room[0] == highest and highest + 1 not in levels and highest in levels
        if graduated or (child.room[0] + 1 in levels if rolled else child.room in rooms):
            gone.append((child, child.room, graduated))
    going = Counter(room for _, room, _ in gone)
    return [
        Left(child, room, graduated or going[room] <= LEFT_SHARE * sizes[room], graduated)
        for child, room, graduated in gone
    ]
