"""A file of results or attendance over several rooms: whose rows they are, room by room, before anything is saved."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone

from schools.models import Classroom, Holiday, School, User
from students import identifiers, rules
from students.class_table import pasted
from students.class_table.cells import Cells
from students.class_table.columns import TABLES, Kind
from students.class_table.pasted import Found, Layout, Matched, Pupil
from students.class_table.periods import Period, school_days
from students.models import Student
from students.sheet import Line, Lines, lines_of

SAY_NOBODY = "ไฟล์ที่มีหลายห้องต้องมีคอลัมน์เลขประจำตัวนักเรียน เลขประชาชน หรือชื่อ เพราะเลขที่ซ้ำกันได้ระหว่างห้อง"
SAY_EMPTY = "ไม่มีแถวใดตรงกับนักเรียนในห้องของคุณ ตรวจว่าเลือกไฟล์และโรงเรียนถูกต้อง"


@dataclass(frozen=True)
class Room:
    """One room of the file: how many of its children stand there, and for how many something changes."""

    classroom: Classroom
    enrolled: int
    found: int
    changed: int

    @property
    def missing(self) -> int:
        return self.enrolled - self.found


@dataclass
class SchoolTable(Lines):
    """Only rooms that the person may fill in; `others`: rows about children of the school that sit elsewhere."""

    rooms: dict[int, Classroom] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    matched: Matched = field(default_factory=Matched)
    problems: list[str] = field(default_factory=list)

    @cached_property
    def by_room(self) -> list[Room]:
        found = []
        for key, classroom in self.rooms.items():
            lines = [line for line in self.lines if line.child.classroom_id == key]
            there = sum(line.child.pk in self.matched.found for line in lines)
            if there:
                found.append(Room(classroom, len(lines), there, sum(line.is_changed for line in lines)))
        return found

    @property
    def changed(self) -> list[Line]:
        return [line for line in self.lines if line.is_changed]

    @property
    def may_save(self) -> bool:
        return not self.problems and bool(self.by_room)

    @cached_property
    def digest(self) -> str:
        """What would be written over what: another one, and the page has to be looked at again."""
        told = [(line.child.pk, sorted(line.stored.items()), sorted(line.shown.items())) for line in self.changed]
        return hashlib.sha256(repr(sorted(told)).encode()).hexdigest()


def read_table(
    user: User, school: School, kind: Kind, period: Period, rows: Sequence[Sequence[str]], layout: Layout
) -> SchoolTable:
    """The children of the rooms she fills in, with the file laid over what is stored; a fixed number of statements."""
    children = Student.objects.visible_to(user).filter(school=school).enrolled().select_related("classroom")
    everybody = list(children.order_by("classroom__level", "classroom__number", "number", "pk"))
    here = {child.classroom.pk: child.classroom for child in everybody if child.classroom}
    rooms = {key: room for key, room in here.items() if rules.may_fill_table(user, room, kind)}
    own = [child for child in everybody if child.classroom_id in rooms]
    table = TABLES[kind]
    lines = lines_of(user, kind, period, table.cells, own)
    found = SchoolTable(user, table, period, table.cells, lines, rooms=rooms)
    if not layout.has_persons:
        found.problems.append(SAY_NOBODY)
        return found
    known = identifiers.children_of(pasted.identifiers_in(rows, layout), everybody)
    pupils = [pupil_of(child) for child in everybody]
    found.matched = pasted.match(rows, layout, table, pupils, known, where="โรงเรียนนี้")
    set_apart(found, everybody)
    found.problems += [*found.matched.wrong, *found.lay_over(found.matched, usual=usual_cells(school, kind, period))]
    if not found.by_room and not found.problems:
        found.problems.append(SAY_EMPTY)
    return found


def set_apart(table: SchoolTable, everybody: Sequence[Student]) -> None:
    """Rows about children of rooms that are not hers to fill in are told and left, right or wrong."""
    own = {line.child.pk for line in table.lines}
    by_key = {child.pk: child for child in everybody}
    left: dict[int, Found] = {key: row for key, row in table.matched.found.items() if key not in own}
    for key, row in left.items():
        child = by_key[key]
        table.others.append(f"แถว {row.row} {child.short_name} {child.classroom.name if child.classroom else 'ไม่มีห้อง'}")
        del table.matched.found[key]
    told = tuple(f"แถว {row.row} " for row in left.values())
    table.matched.wrong = [says for says in table.matched.wrong if not (told and says.startswith(told))]


def pupil_of(child: Student) -> Pupil:
    """Without her number in the class, which another room has as well."""
    name = f"{child.first_name} {child.last_name}"
    room = child.classroom.name if child.classroom else ""
    return Pupil(child.pk, None, child.school_number, name, child.short_name, room)


def usual_cells(school: School, kind: Kind, period: Period) -> Cells:
    """The month's school days, for a file that does not say them."""
    if kind != Kind.ATTENDANCE or period.month is None:
        return {}
    holidays = frozenset(Holiday.objects.filter(area=school.area_id).values_list("on", flat=True))
    return {"school_days": str(school_days(period.month, timezone.localdate(), holidays))}


def layout_of(
    rows: Sequence[Sequence[str]], kind: Kind, remembered: Mapping[str, str], columns: Mapping[str, str]
) -> Layout:
    """As somebody chose for this file, else by its headings."""
    found = pasted.lay_out(rows, TABLES[kind], remembered)
    return pasted.chosen(found, {int(place): name for place, name in columns.items()}) if columns else found
