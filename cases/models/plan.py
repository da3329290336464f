"""What helps, how it goes, and how it was before and after."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cases.models.case import Case
from journal.ids import new_public_id
from schools.models import Area, School, User
from students.models import Student


class StrategyQuerySet(models.QuerySet["Strategy"]):
    def visible_to(self, user: User) -> Self:
        """Those of her area, also as the staff of one of its schools."""
        return self.filter(area__in=Area.objects.filter(schools__in=School.objects.visible_to(user)))

    def in_use(self) -> Self:
        return self.filter(is_active=True).order_by("position", "title", "pk")


class Strategy(models.Model):
    """One way to help (แนวทางช่วยเหลือ) in the area's library: for which aspects and groups, and its tasks.

    `tasks`: list of {"text": str, "days": int after the start, "repeats": a `Task.Repeats`, "kind": a `Task.Kind`}.
    """

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    area = models.ForeignKey(Area, models.CASCADE, related_name="strategies")
    title = models.CharField("แนวทาง", max_length=120)
    detail = models.TextField("ทำอย่างไร", max_length=1000, blank=True)
    aspects = ArrayField(models.CharField(max_length=30), default=list, verbose_name="ด้าน")
    for_risk = models.BooleanField("กลุ่มเสี่ยง", default=True)
    for_problem = models.BooleanField("กลุ่มมีปัญหา", default=True)
    tasks = models.JSONField("งาน", default=list)
    weeks = models.PositiveSmallIntegerField("ใช้เวลา (สัปดาห์)", default=6)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField("ใช้อยู่", default=True)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = StrategyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "area", "title", name="a_strategy_once_in_an_area", violation_error_message="มีแนวทางชื่อนี้แล้ว"
            )
        ]

    def __str__(self) -> str:
        return self.title


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(case__in=Case.objects.visible_to(user))


class CheckIn(models.Model):
    """A look at how it goes (ติดตามผลรายสัปดาห์), against the plan's measure."""

    class Progress(models.TextChoices):
        REACHED = "reached", "ถึงเป้าหมาย"
        BETTER = "better", "ดีขึ้น"
        SAME = "same", "เท่าเดิม"
        WORSE = "worse", "แย่ลง"

    case = models.ForeignKey(Case, models.CASCADE, related_name="check_ins")
    student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    on = models.DateField("วันที่")
    progress = models.CharField("เทียบกับเป้าหมาย", max_length=7, choices=Progress)
    value = models.CharField("วัดได้", max_length=60, blank=True)  # "มาเรียน 4 จาก 5 วัน"
    text = models.CharField("เห็นอะไร", max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CheckInQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["case", "-on"], name="check_in_case")]

    def __str__(self) -> str:
        return f"{self.get_progress_display()} {self.on}"


class RescreenQuerySet(models.QuerySet["Rescreen"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(case__in=Case.objects.visible_to(user))


class Rescreen(models.Model):
    """One aspect of a case looked at again before closing: level before and now (0 unknown, 1 ปกติ … 3 มีปัญหา)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="rescreens")
    student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    slug = models.CharField(max_length=30)
    before = models.PositiveSmallIntegerField(default=0)
    after = models.PositiveSmallIntegerField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RescreenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_level_seen_again_is_1_to_3", condition=models.Q(after__gte=1, after__lte=3, before__lte=3)
            )
        ]
        indexes = [models.Index(fields=["case", "slug", "-at"], name="rescreen_case")]

    def __str__(self) -> str:
        return f"{self.slug} {self.before} → {self.after}"


class CaseLinkQuerySet(models.QuerySet["CaseLink"]):
    def visible_to(self, user: User) -> Self:
        seen = Case.objects.visible_to(user)
        return self.filter(one__in=seen, other__in=seen)


class CaseLink(models.Model):
    """Two cases of one school that belong together: brothers and sisters, or one story. `one` has the smaller key."""

    class Kind(models.TextChoices):
        SIBLING = "sibling", "พี่น้อง"
        RELATED = "related", "เกี่ยวข้องกัน"

    one = models.ForeignKey(Case, models.CASCADE, related_name="+")
    other = models.ForeignKey(Case, models.CASCADE, related_name="+")
    one_student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    other_student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.RELATED)
    linked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()

    objects = CaseLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("one", "other", name="two_cases_are_linked_once"),
            models.CheckConstraint(
                name="a_case_is_not_linked_to_itself", condition=models.Q(one__lt=models.F("other"))
            ),
        ]

    def __str__(self) -> str:
        return f"cases {self.one_id} and {self.other_id}"


class BulkQuerySet(models.QuerySet["Bulk"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(by=user)


class Bulk(models.Model):
    """What was done to chosen rows at once, so that it can be taken back for 24 hours.

    `items`: list of {"case": public id, "was": …, "task": public id or ""}; what each kind needs for its undo.
    """

    class Kind(models.TextChoices):
        ASSIGN = "assign", "มอบหมายผู้รับผิดชอบ"
        VISIT = "visit", "นัดเยี่ยมบ้าน"
        TASKS = "tasks", "ส่งมอบงาน"

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind)
    items = models.JSONField(default=list)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = BulkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {len(self.items)}"
