"""What is looked at: a criteria set (เกณฑ์คัดกรอง), its aspects and their indicators, as versioned data."""

from typing import Self

from django.db import models
from django.db.models import Q

from journal.ids import new_public_id
from schools.models import Area, School, User

# The place of the computed column จิตใจ (SDQ) among a round's aspects and counts: behind all that a set may have.
MIND = 99


class CriteriaSetQuerySet(models.QuerySet["CriteriaSet"]):
    def visible_to(self, user: User) -> Self:
        """The shipped default, the area's, and those of one's schools."""
        rights = user.rights
        return self.filter(
            Q(area=None, school=None)
            | Q(school__in=rights.schools())
            | Q(area__in=rights.areas)
            | Q(area__schools__in=rights.schools())
        ).distinct()


class CriteriaSet(models.Model):
    """Criteria agreed by a school, an area, or shipped ("ชุด 11 ด้าน (แบบโรงเรียน, ปรับได้)", decisions F16).

    A set that a round uses is never edited: a change is a new version, so old results stay reproducible.
    """

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="criteria_sets")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="criteria_sets")
    slug = models.SlugField(max_length=40)
    name = models.CharField("ชื่อชุดเกณฑ์", max_length=120)
    version = models.PositiveSmallIntegerField("ฉบับที่", default=1)
    from_year = models.PositiveSmallIntegerField("ใช้ตั้งแต่ปีการศึกษา พ.ศ.")
    is_current = models.BooleanField(default=True)
    # Does the computed column จิตใจ (SDQ) count for the group (decisions C1)?
    counts_mind = models.BooleanField("นับผล SDQ เป็นด้านหนึ่งของกลุ่ม", default=True)
    # Words of groups and urgencies, as data: {"groups": {...}, "urgencies": {...}}; empty: the shipped ones.
    scheme = models.JSONField(default=dict, blank=True)

    objects = CriteriaSetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "slug", "version", "area", "school", name="criteria_version_once", nulls_distinct=False
            ),
            models.CheckConstraint(name="criteria_has_one_scope", condition=Q(area=None) | Q(school=None)),
        ]

    def __str__(self) -> str:
        return f"{self.name} ฉบับที่ {self.version}"


class Aspect(models.Model):
    """One aspect (ด้าน). `position` 1..n is its place in `Row.levels`.

    A `level` aspect is ปกติ/เสี่ยง/มีปัญหา (1/2/3) and counts for the group; a `flag` is ไม่มี/มี (1/2) and never
    does. A sensitive aspect's letter is for homeroom teachers of the room and counselors (decisions C2);
    `also_read_by` names further roles.
    """

    class Kind(models.TextChoices):
        LEVEL = "level", "ปกติ เสี่ยง มีปัญหา"
        FLAG = "flag", "ไม่มี มี"

    criteria = models.ForeignKey(CriteriaSet, models.CASCADE, related_name="aspects")
    position = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=30)
    name = models.CharField(max_length=80)
    short = models.CharField(max_length=20)
    kind = models.CharField(max_length=5, choices=Kind)
    is_sensitive = models.BooleanField(default=False)
    also_read_by = models.JSONField(default=list)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint("criteria", "position", name="aspect_has_its_place"),
            models.UniqueConstraint("criteria", "slug", name="aspect_slug_once"),
        ]

    def __str__(self) -> str:
        return self.name


def mind() -> Aspect:
    """The computed column จิตใจ (SDQ) as an aspect of every round: shown beside the others, never stored or typed."""
    return Aspect(position=MIND, slug="mind", name="จิตใจ (SDQ)", short="จิตใจ", kind=Aspect.Kind.LEVEL)


class Indicator(models.Model):
    """A sign by which a level is chosen. `level`: 2 เสี่ยง (มี, for a flag), 3 มีปัญหา."""

    aspect = models.ForeignKey(Aspect, models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    raises_alert = models.BooleanField(default=False)

    class Meta:
        ordering = ["aspect", "level", "position"]
        constraints = [
            models.UniqueConstraint("aspect", "level", "position", name="indicator_has_its_place"),
            models.CheckConstraint(name="indicator_is_of_a_level", condition=Q(level__in=[2, 3])),
        ]

    def __str__(self) -> str:
        return self.text
