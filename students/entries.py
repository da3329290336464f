"""What becomes of each row of a file, and the เลขที่ every child of a room ends with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from schools.levels import Level, room_name
from schools.models import Classroom
from students.dmc.comparing import Change, Kind, Left, Room
from students.dmc.pupils import Problem
from students.register import Register


@dataclass(frozen=True)
class Entry:
    """One row that would come in.

    `outcome` is what will be said of it; `sits` whether the child begins a new enrolment; `asks` whether it is a
    move in the middle of the year that somebody has to confirm; `number` is her เลขที่ afterwards.
    """

    change: Change
    outcome: Kind
    sits: bool
    asks: bool
    number: int | None

    @property
    def room(self) -> Room:
        return (int(self.change.pupil.level), self.change.pupil.room)


@dataclass(frozen=True)
class Going:
    """A child whose room is in the file and who is not (decisions B1)."""

    left: Left
    public_id: str
    name: str
    is_going: bool

    @property
    def room_name(self) -> str:
        return room_name(Level(self.left.room[0]), str(self.left.room[1]))


def numbered(
    entries: Sequence[Entry], register: Register, rooms: Mapping[Room, Classroom], going: Sequence[Going]
) -> tuple[list[Entry], list[Problem]]:
    """Each entry with the เลขที่ it gets: the file's, unless somebody in the room has it."""
    taken = _kept_numbers(entries, register, going)
    done, doubled = [], []
    for entry in entries:
        number = entry.number
        if number is None:
            known = entry.change.known
            done.append(
                replace(entry, number=register.students[known.ref].number if known and not entry.sits else None)
            )
            continue
        place = (_place(entry, register, rooms), number)
        if place in taken:
            says = f"เลขที่ {number} ในห้อง {entry.change.pupil.room_name} มีคนใช้แล้ว จะนำเข้าโดยไม่ใส่เลขที่"
            doubled.append(Problem(entry.change.pupil.row, None, "number", str(number), "warning", says))
            number = None
        taken.add(place)
        done.append(replace(entry, number=number))
    return done, doubled


def _kept_numbers(entries: Sequence[Entry], register: Register, going: Sequence[Going]) -> set[tuple[object, int]]:
    """(room, number) of the children who keep theirs: neither going, nor moving, nor numbered by the file."""
    free = {one.left.known.ref for one in going if one.is_going}
    free |= {one.change.known.ref for one in entries if one.change.known and (one.sits or one.number is not None)}
    return {
        (child.classroom_id, child.number)
        for child in register.students.values()
        if child.classroom_id and child.number is not None and child.pk not in free
    }


def _place(entry: Entry, register: Register, rooms: Mapping[Room, Classroom]) -> object:
    """The room an entry ends in: its key, or level and number of one still to be made."""
    if entry.change.known and not entry.sits:
        return register.students[entry.change.known.ref].classroom_id
    room = rooms.get(entry.room)
    return room.pk if room else entry.room
