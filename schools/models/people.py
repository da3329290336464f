"""The staff: accounts, and the appointments from which every right follows."""

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from journal.ids import new_public_id
from schools.levels import Level
from schools.models.places import Area, Classroom, QualityGroup, School
from schools.models.rights import Rights

if TYPE_CHECKING:
    from datetime import date, datetime


class Role(models.TextChoices):
    """The thirteen appointments (decisions C3)."""

    HOMEROOM = "homeroom", "ครูประจำชั้น"
    LEVEL_HEAD = "level_head", "หัวหน้าระดับ"
    COUNSELOR = "counselor", "ครูแนะแนว/ผู้รับผิดชอบงานระบบดูแลฯ"
    DISCIPLINE = "discipline", "ฝ่ายปกครอง"
    NURSE = "nurse", "ครูพยาบาล"
    REGISTRAR = "registrar", "นายทะเบียน/งาน DMC"
    HEAD = "head", "ผอ./รอง ผอ."
    SCHOOL_ADMIN = "school_admin", "ผู้ดูแลบัญชีของโรงเรียน"
    GROUP = "group", "ผู้ประสานศูนย์กลุ่มคุณภาพ"
    AREA_OFFICER = "area_officer", "ศึกษานิเทศก์/นักวิชาการเขต"
    AREA_PSYCHOLOGIST = "area_psychologist", "นักจิตวิทยาโรงเรียนประจำเขต"
    AREA_ADMIN = "area_admin", "ผู้ดูแลระบบของเขต"
    AUDITOR = "auditor", "DPO/ผู้ตรวจสอบ"


SCHOOL_ROLES = (
    Role.COUNSELOR,
    Role.DISCIPLINE,
    Role.NURSE,
    Role.REGISTRAR,
    Role.HEAD,
    Role.SCHOOL_ADMIN,
)
LATELY = timedelta(days=7)
AREA_ROLES = (Role.AREA_OFFICER, Role.AREA_PSYCHOLOGIST, Role.AREA_ADMIN, Role.AUDITOR)


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: "User") -> Self:
        """Oneself, colleagues of one's schools, and for area staff the accounts of the area."""
        rights = user.rights
        return self.filter(
            Q(pk=user.pk) | Q(school__in=rights.schools()) | Q(area__in=rights.areas) | Q(school__area__in=rights.areas)
        )

    def working_on(self, day: "date") -> Self:
        return self.filter(is_active=True, appointments__from_on__lte=day, appointments__until_on__gte=day).distinct()

    def doing(self, *roles: str, school: School, on: "date") -> Self:
        """Who does one of these duties in a school on a day."""
        held = Appointment.objects.on(on).filter(role__in=roles, school=school)
        return self.filter(is_active=True, pk__in=held.values("user")).order_by("pk")

    def listed_for(self, user: "User") -> Self:
        """Open accounts that a school's or the area's admin keeps; for a head, the staff of her school."""
        areas = user.rights.areas_as("area_admin")
        runs = Q(appointments__role__in=("head", "school_admin", "group")) | Q(appointments=None)
        kept = Q(school__in=user.rights.schools("school_admin", "head")) | Q(area__in=areas)
        return self.filter(kept | Q(school__area__in=areas) & runs, is_active=True).distinct()

    def with_duties(self, day: "date") -> Self:
        """Each with `duties_today`, in one statement for all of them."""
        held = Appointment.objects.on(day).select_related("school", "classroom", "group", "area")
        return self.select_related("school", "area").prefetch_related(
            models.Prefetch("appointments", held.order_by("role", "from_on"), to_attr="duties_today")
        )


class People(UserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def visible_to(self, user: "User") -> UserQuerySet:
        return self.get_queryset().visible_to(user)

    def working_on(self, day: "date") -> UserQuerySet:
        return self.get_queryset().working_on(day)

    def doing(self, *roles: str, school: School, on: "date") -> UserQuerySet:
        return self.get_queryset().doing(*roles, school=school, on=on)

    def listed_for(self, user: "User") -> UserQuerySet:
        return self.get_queryset().listed_for(user)


class User(AbstractUser):
    """A person of the staff. The account is kept by her school, or by the area office."""

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    title = models.CharField("คำนำหน้า", max_length=30, blank=True)
    position = models.CharField("ตำแหน่ง", max_length=120, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=20, blank=True)
    school = models.ForeignKey(School, models.PROTECT, related_name="staff", null=True, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="staff", null=True, blank=True)
    must_set_password = models.BooleanField(default=True)
    wants_digest_mail = models.BooleanField("ส่งสรุปงานทุกเช้าทางอีเมล", default=False)
    slash_searches = models.BooleanField("กด / เพื่อไปที่ช่องค้นหา", default=True)  # WCAG 2.1.4: may be switched off

    duties_today: "list[Appointment]"  # set by UserQuerySet.with_duties

    objects: ClassVar[People] = People()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="account_is_kept_by_a_school_or_an_area",
                condition=Q(school__isnull=False, area=None) | Q(school=None, area__isnull=False) | Q(is_active=False),
                violation_error_message="บัญชีต้องอยู่กับโรงเรียนหนึ่งแห่งหรือกับเขต",
            )
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        return f"{self.title}{self.first_name} {self.last_name}".strip() or self.username

    @property
    def call_name(self) -> str:
        """How colleagues say it: ครูสมหญิง."""
        return f"{self.title}{self.first_name}" or self.username

    @cached_property
    def rights(self) -> Rights:
        """What today's appointments allow; one query for as long as this object lives (a request)."""
        if not self.is_active:
            return Rights()
        if "duties_today" in self.__dict__:
            return Rights.of(self.duties_today)
        return Rights.of(
            self.appointments.on(timezone.localdate()).select_related("school", "classroom__school", "group", "area")
        )


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def on(self, day: "date") -> Self:
        return self.filter(from_on__lte=day, until_on__gte=day)

    def begun_lately(self, day: "date") -> Self:
        """Those that began within a week up to a day and that a person gave, ended since or not."""
        return self.filter(from_on__gt=day - LATELY, from_on__lte=day, made_by__isnull=False)

    def visible_to(self, user: User) -> Self:
        return self.filter(user__in=User.objects.visible_to(user))


class Appointment(models.Model):
    """A duty with a scope and its own from–to dates (หน้าที่). Rights follow it, not the term (decisions C7).

    `school` is set for every duty inside a school, also beside a classroom or a level: the second wall reads it.
    """

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    role = models.CharField("หน้าที่", max_length=20, choices=Role)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="appointments")
    group = models.ForeignKey(QualityGroup, models.PROTECT, null=True, blank=True, related_name="appointments")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="appointments")
    classroom = models.ForeignKey(Classroom, models.PROTECT, null=True, blank=True, related_name="appointments")
    level = models.PositiveSmallIntegerField("ชั้น", choices=Level.choices, null=True, blank=True)
    from_on = models.DateField("ตั้งแต่วันที่")
    until_on = models.DateField("ถึงวันที่")
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "from_on", "until_on"], name="appointment_user")]
        constraints = [
            models.CheckConstraint(
                name="appointment_starts_before_it_ends",
                condition=Q(from_on__lte=F("until_on")),
                violation_error_message="วันเริ่มหน้าที่ต้องไม่หลังวันสิ้นสุด",
            ),
            models.CheckConstraint(
                name="appointment_has_the_scope_of_its_role",
                condition=Q(
                    role="homeroom",
                    classroom__isnull=False,
                    school__isnull=False,
                    level=None,
                    group=None,
                    area=None,
                )
                | Q(
                    role="level_head",
                    level__isnull=False,
                    school__isnull=False,
                    classroom=None,
                    group=None,
                    area=None,
                )
                | Q(
                    role__in=SCHOOL_ROLES,
                    school__isnull=False,
                    classroom=None,
                    level=None,
                    group=None,
                    area=None,
                )
                | Q(role="group", group__isnull=False, school=None, classroom=None, level=None, area=None)
                | Q(
                    role__in=AREA_ROLES,
                    area__isnull=False,
                    school=None,
                    classroom=None,
                    level=None,
                    group=None,
                ),
                violation_error_message="เลือกขอบเขตของหน้าที่ให้ตรงกับหน้าที่",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.scope_name}".strip()

    @property
    def scope_name(self) -> str:
        if self.classroom:
            return self.classroom.name
        if self.level:
            return Level(self.level).short
        scope = self.school or self.group or self.area
        return scope.name if scope else ""


class OneTimeCodeQuerySet(models.QuerySet["OneTimeCode"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(user__in=User.objects.visible_to(user))

    def live(self, at: "datetime") -> Self:
        """Unused ones that still work at a moment."""
        return self.filter(used_at=None, expires_at__gt=at)


class OneTimeCode(models.Model):
    """A code handed out on paper by the school's account admin, which lets a person choose a password once."""

    user = models.ForeignKey(User, models.CASCADE, related_name="codes")
    school_id = models.BigIntegerField(null=True)
    hashed = models.CharField(max_length=200)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = OneTimeCodeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("user", condition=Q(used_at=None), name="one_live_code_for_a_person")]

    def __str__(self) -> str:
        return f"code for {self.user}"


class Submitted(models.Model):
    """A form that has been sent: the same form sent twice leads to the same place (double post)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.UUIDField()
    digest = models.CharField(max_length=64)
    url = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("user", "key", name="a_form_is_sent_once")]

    def __str__(self) -> str:
        return str(self.key)
