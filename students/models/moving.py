"""A child going on: to the next year, to another school of the area, to the next teacher."""

import hashlib
from typing import Self

from django.db import models
from django.db.models import F, Q

from journal.ids import new_public_id
from schools.models import AcademicYear, Classroom, School, User
from students.models.importing import Import
from students.models.student import Student


class RollOverQuerySet(models.QuerySet["RollOver"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(school__in=user.rights.schools("registrar"))


class RollOver(models.Model):
    """What a registrar has decided about the step into a new year (เลื่อนชั้น), collected until it is confirmed.

    `rooms`: "room of this year:level" -> where these children go; `children`: public id -> what is different for one
    child. The values are those of `students.rolling`. `run` keeps what was done, so that it can be taken back.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="roll_overs")
    year = models.ForeignKey(AcademicYear, models.PROTECT, related_name="roll_overs")
    rooms = models.JSONField(default=dict)
    children = models.JSONField(default=dict)
    run = models.OneToOneField(Import, models.PROTECT, related_name="roll_over", null=True, blank=True)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    objects = RollOverQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("school", "year", name="one_roll_over_a_year")]

    def __str__(self) -> str:
        return f"roll-over of school {self.school_id} into {self.year_id}"


class TransferQuerySet(models.QuerySet["Transfer"]):
    def visible_to(self, user: User) -> Self:
        """Registrars, counselors and heads of both schools. The other side reads the packet, not the child."""
        mine = user.rights.schools("registrar", "counselor", "head")
        seen = Q(from_school__in=mine) | (Q(to_school__in=mine) & ~Q(state=Transfer.State.PREPARED))
        return self.filter(seen).exclude(student__exclusions__user=user)

    def waiting(self) -> Self:
        return self.filter(state__in=[Transfer.State.ASKED, Transfer.State.OFFERED])

    def asked_for(self) -> "list[Transfer]":
        """Beside these rows: what her school asked for and the other is preparing, without name and packet."""
        return list(self.raw("SELECT * FROM transfers_asked_for()").prefetch_related("from_school", "to_school"))


class Transfer(models.Model):
    """A child's move to another school of the area (ย้ายโรงเรียน): asked for or offered, and moved on acceptance.

    `packet` is what the old school chose to pass on, frozen as the new one reads it; `child_name` and `level` stand
    here because the new school cannot see the child before it accepts (decisions A5).
    """

    class State(models.TextChoices):
        ASKED = "asked", "ขอย้ายเข้า"
        PREPARED = "prepared", "กำลังเตรียม"
        OFFERED = "offered", "เสนอให้รับ"
        ACCEPTED = "accepted", "รับแล้ว"
        DECLINED = "declined", "ไม่รับ"
        REVOKED = "revoked", "ถอนเรื่อง"

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    student = models.ForeignKey(Student, models.PROTECT, related_name="transfers")
    from_school = models.ForeignKey(School, models.PROTECT, related_name="+")
    to_school = models.ForeignKey(School, models.PROTECT, related_name="+")
    to_classroom = models.ForeignKey(Classroom, models.PROTECT, related_name="+", null=True, blank=True)
    child_name = models.CharField(max_length=200, blank=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State)
    was_asked = models.BooleanField(default=False, db_default=False)
    sections = models.JSONField(default=list)
    packet = models.JSONField(default=dict)
    reason = models.CharField("เหตุผล", max_length=200, blank=True)
    answer = models.CharField("คำตอบ", max_length=200, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    moves_on = models.DateField("วันที่เข้าเรียน", null=True, blank=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "student", condition=Q(state__in=["asked", "prepared", "offered"]), name="one_open_transfer_per_child"
            ),
            models.CheckConstraint(name="a_transfer_changes_the_school", condition=~Q(from_school=F("to_school"))),
        ]

    def __str__(self) -> str:
        return f"transfer {self.public_id}"

    @property
    def is_open(self) -> bool:
        return self.state in (Transfer.State.ASKED, Transfer.State.PREPARED, Transfer.State.OFFERED)


class HandoverQuerySet(models.QuerySet["Handover"]):
    def visible_to(self, user: User) -> Self:
        """Proposed: the room's teachers of that year and the counselor. Passed on: also who opens the child now."""
        rights = user.rights
        mine = Q(classroom__in=rights.rooms) | Q(school__in=rights.schools("counselor"))
        passed = Q(state=Handover.State.PASSED, student__in=Student.objects.visible_to(user))
        return self.filter(mine | passed).exclude(student__exclusions__user=user)


class Handover(models.Model):
    """ "สิ่งที่ครูคนก่อนอยากบอก" at the end of a year: the teacher proposes, the counselor decides (ใบส่งต่อข้อมูล)."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "เสนอ"
        PASSED = "passed", "ส่งต่อ"
        WITHHELD = "withheld", "ไม่ส่งต่อ"

    student = models.ForeignKey(Student, models.PROTECT, related_name="handovers")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    year = models.ForeignKey(AcademicYear, models.PROTECT, related_name="+")
    classroom = models.ForeignKey(Classroom, models.PROTECT, related_name="+")
    works = models.CharField("อะไรได้ผลกับเด็กคนนี้", max_length=300, blank=True)
    watch = models.CharField("สิ่งที่ควรดูต่อ", max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("student", "classroom", name="one_handover_a_room"),
            models.CheckConstraint(
                name="decided_means_by_whom",
                condition=Q(state="proposed", decided_by=None) | (~Q(state="proposed") & Q(decided_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"handover of student {self.student_id}"

    @property
    def digest(self) -> str:
        """Of the words alone: what was read, told apart from what was written since."""
        return hashlib.sha256(repr((self.works, self.watch)).encode()).hexdigest()[:16]
