"""What was done with children, and which of them took part."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from activities.models.circle import Circle
from journal.ids import new_public_id
from schools.models import Classroom, School, User
from students.models import Student


class Kind(models.TextChoices):
    """Step 3's own list (domain.md D.5, D.7)."""

    HOMEROOM = "homeroom", "โฮมรูม"
    MEETING = "meeting", "ประชุมผู้ปกครองชั้นเรียน"
    DEVELOPMENT = "development", "กิจกรรมพัฒนาผู้เรียน"
    CLUB = "club", "ชุมนุม/ชมรม"
    REMEDIAL = "remedial", "ซ่อมเสริม"
    TRAINING = "training", "อบรมโดยศูนย์"


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, user: User) -> Self:
        """Who led or recorded it; the room's teachers, the level's heads; counselors, heads, discipline.

        What the whole school did is known to all its teachers; whom they read of it: `Participation`.
        """
        rights = user.rights
        mine = Q(led_by=user) | Q(recorded_by=user) | Q(classroom__in=rights.rooms)
        mine |= Q(school__in=rights.schools("counselor", "head", "discipline")) | Q(circle__led_by=user)
        mine |= Q(pk__in=Participation.objects.filter(student__classroom__in=rights.rooms).values("activity"))
        mine |= Q(classroom=None, circle=None, school__in=rights.schools("homeroom", "level_head"))
        for school, level in rights.levels:
            mine |= Q(school=school, classroom__level__lte=level, classroom__to_level__gte=level)
        return self.filter(mine, school__in=rights.care_schools)

    def standing(self) -> Self:
        """Not taken back."""
        return self.filter(removed_at=None)

    def of_term(self, year: int, term: int) -> Self:
        return self.filter(year=year, term=term)

    def latest_first(self) -> Self:
        return self.order_by("-held_on", "-pk")

    def below(self, last: "Activity") -> Self:
        """Those that follow one in `latest_first`."""
        return self.filter(Q(held_on__lt=last.held_on) | Q(held_on=last.held_on, pk__lt=last.pk))


class Activity(models.Model):
    """One homeroom, meeting, lesson or training (กิจกรรม). Of a room, of a circle, or of the whole school.

    `tags` are words of the area's sets as they were on the day. Taken back it stays for its undo (`removed_at`).
    """

    MOST_PICTURES = 4

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="activities")
    classroom = models.ForeignKey(Classroom, models.PROTECT, related_name="activities", null=True, blank=True)
    circle = models.ForeignKey(Circle, models.PROTECT, related_name="activities", null=True, blank=True)
    kind = models.CharField("ประเภท", max_length=11, choices=Kind)
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    term = models.PositiveSmallIntegerField("ภาคเรียนที่")
    held_on = models.DateField("วันที่")
    minutes = models.PositiveSmallIntegerField("ใช้เวลา (นาที)", null=True, blank=True)
    place = models.CharField("สถานที่", max_length=120, blank=True)
    title = models.CharField("หัวข้อ", max_length=160)
    agenda = models.TextField("วาระ", blank=True)
    detail = models.TextField("รายละเอียด", blank=True)
    result = models.TextField("ผลที่เกิดขึ้น", blank=True)
    proposals = models.TextField("ข้อเสนอของผู้ปกครอง", blank=True)
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    led_by = models.ForeignKey(User, models.PROTECT, related_name="activities_led", verbose_name="ผู้จัด")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["school", "-held_on", "-id"], name="activity_school"),
            models.Index(fields=["classroom", "year", "term", "kind"], name="activity_room"),
        ]
        constraints = [
            models.CheckConstraint(name="a_room_or_a_circle_not_both", condition=Q(classroom=None) | Q(circle=None)),
            models.CheckConstraint(
                name="homeroom_and_meeting_have_a_room",
                condition=~Q(kind__in=["homeroom", "meeting"]) | Q(classroom__isnull=False),
                violation_error_message="โฮมรูมและประชุมผู้ปกครองเป็นของห้องเรียน เลือกห้อง",
            ),
            models.CheckConstraint(
                name="taken_back_means_by_whom",
                condition=Q(removed_at=None, removed_by=None) | Q(removed_at__isnull=False, removed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def visible_to(self, user: User) -> Self:
        """Of the activities she sees the children she may name: her own ones, and all where she leads.

        Leading names the children of a group or of the whole school; a room's are named to who keeps it now.
        Never a child she is shut out from.
        """
        led = Q(activity__led_by=user, activity__classroom=None) | Q(activity__circle__led_by=user)
        named = Q(student__in=Student.objects.visible_to(user)) | led
        seen = self.filter(named, activity__in=Activity.objects.visible_to(user))
        return seen.exclude(student__exclusions__user=user)


class Participation(models.Model):
    """A child and an activity; for a meeting with parents: who came for her."""

    class Mark(models.TextChoices):
        PRESENT = "present", "เข้าร่วม"
        ABSENT = "absent", "ไม่เข้าร่วม"
        EXCUSED = "excused", "ลา"

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="participations")
    student = models.ForeignKey(Student, models.PROTECT, related_name="participations")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    classroom = models.ForeignKey(Classroom, models.PROTECT, related_name="+", null=True, blank=True)
    mark = models.CharField(max_length=7, choices=Mark, default=Mark.PRESENT)
    who = models.CharField("ผู้มาประชุม", max_length=40, blank=True)  # มารดา, ยาย …
    note = models.CharField("หมายเหตุ", max_length=120, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("activity", "student", name="a_child_once_in_an_activity")]
        indexes = [models.Index(fields=["student", "activity"], name="participation_student")]

    def __str__(self) -> str:
        return f"{self.student_id} {self.mark}"


class PictureQuerySet(models.QuerySet["Picture"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(activity__in=Activity.objects.visible_to(user))


class Picture(models.Model):
    """A photograph of an activity, drawn anew by us and kept sealed (AES-GCM bound to `uid`); ≤ 1280 px."""

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    uid = models.UUIDField(unique=True)
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="pictures")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    caption = models.CharField("คำบรรยาย", max_length=120, blank=True)
    sealed = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = PictureQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("activity", "sha256", name="a_picture_once_in_an_activity")]

    def __str__(self) -> str:
        return f"picture {self.public_id}"
