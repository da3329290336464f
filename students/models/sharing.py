"""Who else sees a child, who never does, and who must look at once."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual

from journal.ids import new_public_id
from schools.models import School, User
from students.models.student import Student

if TYPE_CHECKING:
    from datetime import date, datetime


class ShareQuerySet(models.QuerySet["Share"]):
    def running(self, on: "date") -> Self:
        return self.filter(ended_at=None, from_on__lte=on, until_on__gte=on)

    def visible_to(self, user: User) -> Self:
        return self.filter(Q(to_user=user) | Q(student__in=Student.objects.visible_to(user)))


class Share(models.Model):
    """One child opened to one more person for a time. Written only by acts of cases and referrals (A1)."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="shares")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    to_user = models.ForeignKey(User, models.PROTECT, related_name="shares_received")
    sections = models.JSONField(default=list)
    reason = models.CharField(max_length=200)
    from_on = models.DateField()
    until_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ShareQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="share_starts_before_it_ends", condition=Q(from_on__lte=F("until_on")))
        ]

    def __str__(self) -> str:
        return f"{self.student_id} shared with {self.to_user}"

    def is_running(self, on: "date") -> bool:
        return self.ended_at is None and self.from_on <= on <= self.until_on


class ExclusionQuerySet(models.QuerySet["Exclusion"]):
    def visible_to(self, user: User) -> Self:
        """Counselors and heads of the child's school; nobody reads that she herself is shut out, or from whom."""
        mine = self.filter(school__in=user.rights.schools("counselor", "head"))
        return mine.exclude(user=user).filter(student__in=Student.objects.visible_to(user))


class Exclusion(models.Model):
    """A person shut out from a child's record (ผู้มีส่วนได้เสีย). It wins over every right (decisions A1).

    Never changed: made and taken away by counselors and heads who are not shut out themselves, as the table's
    policies say too. That there is one is known to whatever asks who may see a child; why stands in `Ground`.
    """

    student = models.ForeignKey(Student, models.PROTECT, related_name="exclusions")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="exclusions")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = ExclusionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("student", "user", name="shut_out_once")]

    def __str__(self) -> str:
        return f"{self.user} shut out from {self.student_id}"


class GroundQuerySet(models.QuerySet["Ground"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(exclusion__in=Exclusion.objects.visible_to(user))


class Ground(models.Model):
    """Why somebody is shut out (T3): behind a wall of its own, for counselors and heads who are not shut out."""

    class Kind(models.TextChoices):
        CONCERNED = "concerned", "เกี่ยวข้องกับเหตุที่เกิดกับนักเรียน"
        RELATIVE = "relative", "เป็นญาติหรือคนในครอบครัวเดียวกัน"
        CONFLICT = "conflict", "มีข้อขัดแย้งกับนักเรียนหรือครอบครัว"
        OTHER = "other", "เหตุอื่น"

    exclusion = models.OneToOneField(Exclusion, models.CASCADE, related_name="ground")
    student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    kind = models.CharField("เพราะ", max_length=9, choices=Kind)
    text = models.CharField("รายละเอียด", max_length=200)

    objects = GroundQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="a_ground_is_told", condition=~Q(text=""))]

    def __str__(self) -> str:
        return f"why {self.exclusion_id}"


class AlertQuerySet(models.QuerySet["Alert"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(student__in=Student.objects.visible_to(user))

    def unsettled(self) -> Self:
        return self.filter(settled_at=None)


class Alert(models.Model):
    """Somebody must look at this child today (ช่วยทันที). The alert itself is the urgent queue (decisions A2).

    Any step can raise one; nothing opens a case by itself. Its content never stands on a list.
    """

    class Kind(models.TextChoices):
        SAFETY = "safety", "ครูกังวลเรื่องความปลอดภัย"
        TEACHER = "teacher", "ครูขอให้ช่วยทันที"
        ANSWER = "answer", "มีคำตอบที่ต้องดูวันนี้"
        VISIT = "visit", "ครูขอให้ช่วยทันทีหลังเยี่ยมบ้าน"

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    student = models.ForeignKey(Student, models.PROTECT, related_name="alerts")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()
    source = models.CharField(max_length=80, blank=True)  # where it was seen, in words that tell nothing else
    is_home_suspected = models.BooleanField("สงสัยคนในบ้าน", default=False)
    escalated_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    settled_reason = models.CharField(max_length=300, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "student", "kind", condition=Q(settled_at=None), name="one_unsettled_alert_of_a_kind"
            ),
            models.CheckConstraint(
                name="settled_means_by_whom_and_why",
                condition=Q(settled_at=None, settled_by=None, settled_reason="")
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(settled_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.student_id})"


class EmergencyQuerySet(models.QuerySet["Emergency"]):
    def visible_to(self, user: User) -> Self:
        """Who opened it; the counselors and heads of the child's school, who review it."""
        mine = Q(user=user) | Q(school__in=user.rights.schools("counselor", "head"))
        return self.filter(mine).exclude(student__exclusions__user=user)

    def running(self, at: "datetime") -> Self:
        return self.filter(closed_at=None, opened_at__lte=at, until_at__gt=at)

    def unreviewed(self) -> Self:
        return self.filter(reviewed_at=None)

    def to_review(self, user: User) -> Self:
        """What waits for her: opened in her school by somebody else, the oldest first."""
        keeps = self.visible_to(user).filter(school__in=user.rights.schools("counselor", "head"))
        return keeps.unreviewed().exclude(user=user).order_by("review_by_at", "pk")


class Emergency(models.Model):
    """A child's page opened without the right, for 60 minutes, because somebody is in danger (security.md 2.9).

    Only by staff of the child's own school, never by who is shut out from her. The mark stays for ever; who opened
    one cannot open the same child again before it has been reviewed.
    """

    MINUTES = 60

    class Why(models.TextChoices):
        DANGER = "danger", "นักเรียนอาจตกอยู่ในอันตราย"
        HURT = "hurt", "นักเรียนบาดเจ็บหรือป่วยฉุกเฉิน"
        MISSING = "missing", "ตามหานักเรียน"
        ORDER = "order", "เจ้าหน้าที่ตามกฎหมายขอข้อมูลเร่งด่วน"

    class Verdict(models.TextChoices):
        RIGHT = "right", "เหมาะสม"
        WRONG = "wrong", "ไม่เหมาะสม"

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    student = models.ForeignKey(Student, models.PROTECT, related_name="emergencies")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="emergencies")
    why = models.CharField("เหตุ", max_length=7, choices=Why)
    reason = models.CharField("รายละเอียด", max_length=300)
    opened_at = models.DateTimeField()
    until_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    told = models.CharField("สิ่งที่ทำไปแล้ว", max_length=500, blank=True)
    review_by_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    verdict = models.CharField("ผลการทบทวน", max_length=5, choices=Verdict, blank=True)
    review_text = models.CharField("ความเห็น", max_length=300, blank=True)

    objects = EmergencyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "until_at"], name="emergency_running")]
        constraints = [
            models.UniqueConstraint(
                "user", "student", condition=Q(reviewed_at=None), name="one_emergency_until_it_is_reviewed"
            ),
            models.CheckConstraint(
                name="an_emergency_says_why_in_20_letters", condition=GreaterThanOrEqual(Length("reason"), 20)
            ),
            models.CheckConstraint(
                name="nobody_reviews_her_own_emergency",
                condition=Q(reviewed_at=None, reviewed_by=None, verdict="")
                | (Q(reviewed_at__isnull=False) & ~Q(reviewed_by=F("user")) & ~Q(verdict="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} opened {self.student_id}"

    def is_running(self, at: "datetime") -> bool:
        return self.closed_at is None and self.opened_at <= at < self.until_at
