"""Whether somebody looks after a child already, and who may be asked to."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from schools.models import Appointment, Role, User
from students.models import Exclusion, Student

if TYPE_CHECKING:
    from datetime import date

    from cases.models.case import Case


class InCare(models.Model):
    """Children with an open case, or with a note written about them in the last 45 days (decisions B4).

    The view `cases_in_care` is the one definition: the gap list asks it as the person who looks, the figures of
    the area ask it in a function of the owner's. Its "today" is the context's (`app_today()`): outside `acting`
    no note counts.
    """

    student = models.OneToOneField(Student, models.DO_NOTHING, primary_key=True, related_name="+")

    class Meta:
        managed = False
        db_table = "cases_in_care"

    def __str__(self) -> str:
        return f"student {self.student_id} is in care"


class Carers(models.QuerySet[User]):
    """Staff who may see a child and do something for her."""

    def of(self, student: Student, on: "date") -> Self:
        """Her homeroom teachers and level head; counselors, discipline, nurse and head of her school.

        Never who is shut out from her; never the registrar, who keeps identities only (decisions C3).
        """
        duty = Q(role__in=[Role.COUNSELOR, Role.DISCIPLINE, Role.NURSE, Role.HEAD], school=student.school_id)
        duty |= Q(role=Role.LEVEL_HEAD, school=student.school_id, level=student.level)
        if student.classroom_id:
            duty |= Q(role=Role.HOMEROOM, classroom=student.classroom_id)
        duties = Appointment.objects.on(on).filter(duty)
        return (
            self.filter(is_active=True, appointments__in=duties)
            .exclude(exclusions__student=student)
            .distinct()
            .order_by("first_name", "pk")
        )


def carers_of(student: Student, on: "date") -> Carers:
    return Carers(User).of(student, on)


def carers_of_each(students: Collection[Student], on: "date") -> dict[int, list[User]]:
    """`carers_of` for many children at once: key of the child → people in the same order; two statements."""
    duties = Appointment.objects.on(on).filter(school__in={student.school_id for student in students})
    held = list(duties.filter(user__is_active=True).select_related("user").order_by("user__first_name", "user_id"))
    kept_out = Exclusion.objects.filter(student__in=[student.pk for student in students])
    shut_out = set(kept_out.values_list("student", "user"))
    found: dict[int, list[User]] = {}
    for student in students:
        people = [duty.user for duty in held if _cares(duty, student) and (student.pk, duty.user_id) not in shut_out]
        found[student.pk] = list(dict.fromkeys(people))
    return found


def _cares(duty: Appointment, student: Student) -> bool:
    """The same as `Carers.of` asks in SQL."""
    if duty.school_id != student.school_id:
        return False
    if duty.role == Role.LEVEL_HEAD:
        return duty.level == student.level
    if duty.role == Role.HOMEROOM:
        return student.classroom_id is not None and duty.classroom_id == student.classroom_id
    return duty.role in (Role.COUNSELOR, Role.DISCIPLINE, Role.NURSE, Role.HEAD)


def homeroom_of(student: Student, on: "date") -> Carers:
    """Her homeroom teachers today, but nobody who is shut out from her; nobody, when she has left."""
    duties = Appointment.objects.on(on).filter(role=Role.HOMEROOM, classroom=student.classroom_id)
    if student.classroom_id is None:
        duties = duties.none()
    teachers = Carers(User).filter(is_active=True, appointments__in=duties).exclude(exclusions__student=student)
    return teachers.distinct().order_by("first_name", "pk")


def homeroom_and(asked: Collection[int], student: Student, on: "date") -> Carers:
    """Her homeroom teachers and these people, keys of users, but nobody who is shut out from her."""
    people = Carers(User).filter(Q(pk__in=homeroom_of(student, on).order_by().values("pk")) | Q(pk__in=asked))
    return people.exclude(exclusions__student=student).order_by("first_name", "pk")


def heads_of(case: "Case") -> models.QuerySet[User]:
    """Who may answer for the school: its heads today, but nobody who is shut out from the child."""
    heads = User.objects.doing(Role.HEAD, school=case.school, on=timezone.localdate())
    return heads.exclude(exclusions__student=case.student_id)


def counselors_of(case: "Case") -> models.QuerySet[User]:
    """Who may lead it: the counselors of the school today, but nobody who is shut out from the child."""
    counselors = User.objects.doing(Role.COUNSELOR, school=case.school, on=timezone.localdate())
    return counselors.exclude(exclusions__student=case.student_id)
