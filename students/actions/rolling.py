"""The step into a new year: decided room by room and child by child, then done for the school in one transaction."""

import uuid
from collections.abc import Mapping
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from journal.actions import record
from journal.models import Verb
from schools import calendar
from schools.models import AcademicYear, Classroom, School, User
from students.actions.confirming import end
from students.actions.enrolling import check_numbers
from students.bulk import write_students
from students.figures import recount
from students.models import Enrolment, Import, ImportedChange, RollOver, RoomCount, Student
from students.next_year import NextYear, draw
from students.rolling import Outcome

SAY_CHANGED = "รายชื่อหรือห้องเปลี่ยนไปหลังจากที่ตรวจทาน ดูจำนวนอีกครั้งแล้วกดยืนยัน"
BATCH = 500


@transaction.atomic
def decide_roll_over(
    school: School, *, year: AcademicYear, rooms: Mapping[str, str], children: Mapping[str, str], by: User
) -> RollOver:
    """Keep what was decided; what is not named stays as it was. A child's empty decision takes hers back."""
    School.objects.select_for_update(of=("self",), no_key=True).get(pk=school.pk)
    kept = RollOver.objects.filter(school=school, year=year).first() or RollOver(school=school, year=year)
    told = {**kept.children, **children}
    kept.rooms = {**kept.rooms, **rooms}
    kept.children = {public_id: said for public_id, said in told.items() if said}
    kept.changed_by, kept.changed_at = by, timezone.now()
    kept.save()
    return kept


@transaction.atomic
def roll_over(school: School, *, year: AcademicYear, signature: str, by: User) -> Import:
    """Everybody's step as it was looked at; it can be taken back like an import.

    Raises ValidationError: the year has not begun, or confirming would now do anything else.
    """
    School.objects.select_for_update(of=("self",), no_key=True).get(pk=school.pk)
    plan = draw(school, year=year, by=by)
    if timezone.localdate() < year.starts_on:
        raise ValidationError(f"ยืนยันได้ตั้งแต่วันแรกของปีการศึกษา คือ {calendar.format_long(year.starts_on)}")
    if not plan.steps or plan.signature != signature:
        raise ValidationError(SAY_CHANGED)
    try:
        with transaction.atomic():
            run = _Rolling(plan, by).do()
    except IntegrityError as raced:  # somebody wrote the same child or room since the plan was drawn
        raise ValidationError(SAY_CHANGED) from raced
    kept = plan.kept or RollOver(school=school, year=year)
    kept.run, kept.changed_by, kept.changed_at = run, by, timezone.now()
    kept.save()
    record(Verb.PROMOTED, run, by=by, students=sorted(plan.students), year=year.year, **plan.counts)
    return run


class _Rolling:
    """The tables one after the other; the run and its changes hold what undoing will need."""

    def __init__(self, plan: NextYear, by: User) -> None:
        self.plan = plan
        self.rooms = dict(plan.made)
        self.run = Import(
            uid=uuid.uuid4(),
            school=plan.school,
            by=by,
            at=timezone.now(),
            filename=f"เลื่อนชั้นเป็นปีการศึกษา {plan.year.year}",
            state=Import.State.CONFIRMED,
            confirmed_at=timezone.now(),
            counts={"rolled": len(plan.steps), "added": 0, "changed": 0, "moved": 0, **plan.counts},
        )

    def do(self) -> Import:
        self.run.save()
        self.make_rooms()
        list(Student.objects.filter(pk__in=self.plan.students).select_for_update().order_by("pk").values("pk"))
        rooms = {child.classroom_id for child in self.plan.students.values()}
        changes = self.end_enrolments()
        self.write_children()
        self.begin_enrolments(changes)
        ImportedChange.objects.bulk_create(changes.values(), batch_size=BATCH)
        check_numbers()
        recount([*rooms, *(room.pk for room in self.rooms.values())])
        self.count_who_stayed()
        return self.run

    def count_who_stayed(self) -> None:
        """Children whom this person may not open stay where they sat; they are counted for somebody else to act."""
        before = RoomCount.objects.filter(school=self.plan.school, classroom__year__year=self.plan.year.year - 1)
        stayed = before.aggregate(all=Sum("enrolled"))["all"] or 0
        if stayed:
            self.run.counts["stayed"] = stayed
            self.run.save(update_fields=["counts"])

    @property
    def last_day(self) -> date:
        """The new year's first enrolments begin the day after."""
        return self.plan.year.starts_on - timedelta(1)

    def make_rooms(self) -> None:
        wanted = self.plan.rooms_to_make
        made = Classroom.objects.bulk_create(
            Classroom(
                school=self.plan.school,
                year=self.plan.year,
                level=room.level,
                to_level=room.to_level,
                number=room.number,
            )
            for room in wanted
        )
        self.rooms |= dict(zip(wanted, made, strict=True))

    def end_enrolments(self) -> dict[int, ImportedChange]:
        """The old year's enrolments end with it, each as it ends; returns who changes, with what stood before."""
        running = dict(
            Enrolment.objects.filter(student__in=self.plan.students, until_on=None).values_list("student_id", "pk")
        )
        for outcome in Outcome:
            who = [step.pupil.ref for step in self.plan.steps if step.outcome is outcome]
            end([running[pk] for pk in who if pk in running], self.last_day, Enrolment.Ended(outcome.value))
        return {
            step.pupil.ref: ImportedChange(
                import_run=self.run,
                student=self.plan.students[step.pupil.ref],
                school=self.plan.school,
                kind=step.outcome.value,
                previous={
                    "seat": {
                        "ended": running.get(step.pupil.ref),
                        "room": self.plan.students[step.pupil.ref].classroom_id,
                        "level": step.pupil.level,
                        "number": step.pupil.number,
                    }
                },
            )
            for step in self.plan.steps
        }

    def write_children(self) -> None:
        for step in self.plan.steps:
            child = self.plan.students[step.pupil.ref]
            child.classroom = self.rooms[step.room] if step.room else None
            child.level, child.number = step.level, step.number
        write_students(list(self.plan.students.values()))

    def begin_enrolments(self, changes: Mapping[int, ImportedChange]) -> None:
        begun = [
            Enrolment(
                student=self.plan.students[step.pupil.ref],
                school=self.plan.school,
                classroom=self.rooms[step.room],
                year=self.plan.year,
                level=step.level,
                number=step.number,
                from_on=self.plan.year.starts_on,
            )
            for step in self.plan.steps
            if step.room
        ]
        for made in Enrolment.objects.bulk_create(begun, batch_size=BATCH):
            changes[made.student_id].previous["began"] = made.pk
