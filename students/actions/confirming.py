"""Confirming an import: everything the plan says, in one transaction and in bulk (performance.md P11)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from journal.actions import record
from journal.models import Verb
from schools.models import AcademicYear, Classroom, School, User
from students.actions.enrolling import check_numbers, follow_numbers
from students.bulk import digest, plain, write_guardians, write_students
from students.dmc.comparing import Kind
from students.entries import Entry
from students.figures import recount
from students.identifiers import new_identifier
from students.models import Enrolment, Identifier, Import, ImportedChange, Student
from students.plan import Plan, draw
from students.register import SAID_IN_FILES
from students.report_day import report_day
from students.search_key import search_key

SAY_CHANGED = "ข้อมูลเปลี่ยนไปหลังจากที่ตรวจทาน ดูผลอีกครั้งแล้วกดยืนยัน"
BATCH = 500
ENDED = {
    Kind.MOVED: Enrolment.Ended.MOVED_ROOM,
    Kind.PROMOTED: Enrolment.Ended.PROMOTED,
}


@transaction.atomic
def confirm(run: Import, *, year: AcademicYear, signature: str, by: User) -> Import:
    """Take in what was looked at. Confirming again changes nothing.

    `signature` is the plan's as it was shown. Raises ValidationError when confirming would now do anything else,
    Gone when the file was deleted.
    """
    School.objects.select_for_update(of=("self",), no_key=True).get(
        pk=run.school_id
    )  # one import of a school at a time
    run = Import.objects.select_for_update(of=("self",)).select_related("school").get(pk=run.pk)
    if run.state in (Import.State.CONFIRMED, Import.State.UNDONE):
        return run
    plan = draw(run, year=year, by=by)
    if run.state != Import.State.MAPPED or plan.signature != signature:
        raise ValidationError(SAY_CHANGED)
    try:
        with transaction.atomic():
            changes = _Confirming(run, plan, timezone.localdate()).do()
    except IntegrityError as raced:  # somebody wrote the same child or number since the plan was drawn
        raise ValidationError(SAY_CHANGED) from raced
    run.state, run.confirmed_at = Import.State.CONFIRMED, timezone.now()
    run.counts = plan.counts | {
        "rows": plan.reading.rows,
        "errors": plan.error_rows,
        "skipped": len(plan.reading.skipped),
    }
    run.save(update_fields=["state", "confirmed_at", "counts"])
    record(Verb.IMPORTED, run, by=by, students=sorted({change.student_id for change in changes}), **plan.counts)
    return run


class _Confirming:
    """The tables one after the other; `changes` collects what undoing will need."""

    def __init__(self, run: Import, plan: Plan, today: date) -> None:
        self.run, self.plan, self.today = run, plan, today
        self.rooms = dict(plan.rooms)
        self.seen_on = _seen_on(plan, today)
        self.changes: dict[int, ImportedChange] = {}
        self.students: dict[int, Student] = {}  # row of the file -> the child
        self.touched: set[int | None] = set()
        self.seats: dict[int, dict[str, Any]] = {}  # where those who move or leave sat
        self.from_old_year: set[int] = set()
        self.gone: list[Student] = []

    def do(self) -> list[ImportedChange]:
        self.make_rooms()
        list(Student.objects.filter(pk__in=self.plan.register.students).select_for_update().order_by("pk").values("pk"))
        self.end_enrolments()
        self.write_children()
        self.begin_enrolments()
        self.write_numbers()
        self.write_guardians()
        ImportedChange.objects.bulk_create(self.changes.values(), batch_size=BATCH)
        follow_numbers([student.pk for student in self.students.values()])
        check_numbers()
        recount(self.touched)
        return list(self.changes.values())

    def make_rooms(self) -> None:
        wanted = self.plan.rooms_to_make
        made = Classroom.objects.bulk_create(
            Classroom(school=self.run.school, year=self.plan.year, level=level, to_level=level, number=number)
            for level, number in wanted
        )
        self.rooms |= dict(zip(wanted, made, strict=True))

    # --- children ------------------------------------------------------------------------------------------

    def write_children(self) -> None:
        new, changed = [], []
        for entry in self.plan.entries:
            child = self.as_decided(entry)
            self.students[entry.change.pupil.row] = child
            if entry.change.known is None:
                new.append(child)
            elif entry.outcome is not Kind.UNCHANGED or self.seen_on:
                changed.append(child)
        Student.objects.bulk_create(new, batch_size=BATCH)
        write_students(changed + self.gone)
        for entry in self.plan.entries:
            if entry.outcome is not Kind.UNCHANGED:
                self.note(entry)

    def as_decided(self, entry: Entry) -> Student:
        """The child's row as it will stand, not yet written."""
        pupil, known = entry.change.pupil, entry.change.known
        if known is None:
            child = Student(
                school=self.run.school, **{name: getattr(pupil, name) for name in IDENTITY}, **pupil.details
            )
        else:
            child = self.plan.register.students[known.ref]
            for name, value in entry.change.after.items():
                if name in SAID_IN_FILES:
                    setattr(child, name, value)
        child.number = entry.number
        if entry.sits:
            self.touched |= {child.classroom_id, self.rooms[entry.room].pk}
            child.classroom, child.level = self.rooms[entry.room], int(pupil.level)
        if self.seen_on:
            child.dmc_on = self.seen_on
        child.search_key = search_key(child.first_name, child.last_name, child.nickname, child.school_number)
        return child

    def note(self, entry: Entry) -> None:
        """What stood before, and what the file said, for whoever takes the import back."""
        child = self.students[entry.change.pupil.row]
        previous: dict[str, Any] = {
            "fields": {
                name: [plain(entry.change.before[name]), plain(entry.change.after[name])]
                for name in entry.change.after
                if name != "number" or not entry.sits
            }
        }
        if entry.change.known is None:
            previous = {"digest": digest(child)}
        elif entry.sits:
            previous["seat"] = self.seats[child.pk]
        self.changes[child.pk] = ImportedChange(
            import_run=self.run, student=child, school=self.run.school, kind=str(entry.outcome), previous=previous
        )

    # --- where they sit ------------------------------------------------------------------------------------

    def end_enrolments(self) -> None:
        """Those who move end the day before, those who moved up end with the old year, those who left today."""
        register = self.plan.register.students
        moving = {entry.change.known.ref: entry for entry in self.plan.entries if entry.change.known and entry.sits}
        leaving = [register[going.left.known.ref] for going in self.plan.leaving]
        ids = [*moving, *(child.pk for child in leaving)]
        running = {one.student_id: one for one in Enrolment.objects.filter(student__in=ids, until_on=None)}
        self.seats = {
            pk: {
                "ended": running[pk].pk if pk in running else None,
                "room": register[pk].classroom_id,
                "level": register[pk].level,
                "number": register[pk].number,
            }
            for pk in ids
        }
        self.from_old_year = {pk for pk in moving if pk in running and running[pk].year_id != self.plan.year.pk}
        for outcome, ended in ENDED.items():
            who = [pk for pk, entry in moving.items() if pk in running and entry.outcome is outcome]
            end([running[pk].pk for pk in who if pk in self.from_old_year], self.last_day_of_old_year, ended)
            end([running[pk].pk for pk in who if pk not in self.from_old_year], self.today - timedelta(1), ended)
        end([running[child.pk].pk for child in leaving if child.pk in running], self.today, Enrolment.Ended.LEFT)
        self.leave(leaving)

    @property
    def last_day_of_old_year(self) -> date:
        return self.plan.year.starts_on - timedelta(1)

    def leave(self, leaving: Sequence[Student]) -> None:
        self.gone = list(leaving)
        for child in leaving:
            self.touched.add(child.classroom_id)
            child.classroom, child.number = None, None
            self.changes[child.pk] = ImportedChange(
                import_run=self.run,
                student=child,
                school=self.run.school,
                kind=ImportedChange.Kind.LEFT,
                previous={"seat": self.seats[child.pk]},
            )

    def begin_enrolments(self) -> None:
        begun = [self.enrolment(entry) for entry in self.plan.entries if entry.sits]
        for made in Enrolment.objects.bulk_create(begun, batch_size=BATCH):
            self.changes[made.student_id].previous["began"] = made.pk

    def enrolment(self, entry: Entry) -> Enrolment:
        child = self.students[entry.change.pupil.row]
        return Enrolment(
            student=child,
            school=self.run.school,
            classroom=self.rooms[entry.room],
            year=self.plan.year,
            level=child.level,
            number=child.number,
            from_on=self.plan.year.starts_on if child.pk in self.from_old_year else self.today,
        )

    # --- who they are --------------------------------------------------------------------------------------

    def write_numbers(self) -> None:
        """Identifiers: new ones are sealed, one that another replaces is retired and stays."""
        fresh = [entry for entry in self.plan.entries if self.brings_number(entry)]
        ids = [self.students[entry.change.pupil.row].pk for entry in fresh]
        held = {one.student_id: one.pk for one in Identifier.objects.current().filter(student__in=ids)}
        Identifier.objects.filter(pk__in=held.values()).update(retired_at=timezone.now())
        made = Identifier.objects.bulk_create(
            [
                new_identifier(entry.change.pupil.identifier, student_id=pk, school_id=self.run.school_id)
                for pk, entry in zip(ids, fresh, strict=True)
            ],
            batch_size=BATCH,
        )
        for identifier in made:
            told = {"made": identifier.pk, "retired": held.get(identifier.student_id)}
            self.changes[identifier.student_id].previous["identifier"] = told

    def brings_number(self, entry: Entry) -> bool:
        return bool(entry.change.pupil.identifier) and (entry.change.known is None or entry.change.new_identifier)

    def write_guardians(self) -> None:
        said: dict[tuple[int, str], dict[str, str]] = {}
        for entry in self.plan.entries:
            child = self.students[entry.change.pupil.row]
            for relation, fields in entry.change.pupil.guardians.items():
                told = {
                    name: text
                    for name, text in fields.items()
                    if entry.change.known is None or f"{relation}.{name}" in entry.change.after
                }
                if told:
                    said[child.pk, relation] = told
        write_guardians(self.run.school_id, self.plan.register.guardians, said)


IDENTITY = ("title", "first_name", "last_name", "sex", "school_number")


def end(enrolments: Sequence[int], last: date, ended: Enrolment.Ended) -> None:
    """An enrolment that began after its last day ends the day it began."""
    Enrolment.objects.filter(pk__in=enrolments).update(until_on=Greatest(F("from_on"), Value(last)), ended=ended)


def _seen_on(plan: Plan, today: date) -> date | None:
    """When DMC said so; None for a list that is not DMC's."""
    if "school_code" not in plan.layout.columns:
        return None
    return report_day(plan.rows, plan.layout.heading_row) or today
