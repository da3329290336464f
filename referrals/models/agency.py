"""The network: agencies that a school may ask (หน่วยงานเครือข่าย)."""

from typing import Self

from django.db import models
from django.db.models import Q

from journal.ids import new_public_id
from schools.models import Area, School, User


class AgencyTypeQuerySet(models.QuerySet["AgencyType"]):
    def visible_to(self, user: User) -> Self:
        """Kinds are reference data: everybody's."""
        return self.all()


class AgencyType(models.Model):
    """A kind of agency. The first nine are the partners of the Tak agreement (domain.md E.4)."""

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=100)
    position = models.PositiveSmallIntegerField()

    objects = AgencyTypeQuerySet.as_manager()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class AgencyQuerySet(models.QuerySet["Agency"]):
    def visible_to(self, user: User) -> Self:
        """The area's agencies, and those a school added for itself."""
        rights = user.rights
        mine = rights.schools()
        return self.filter(
            Q(school__in=mine) | Q(school=None, area__schools__in=mine) | Q(area__in=rights.areas, school=None)
        ).distinct()

    def in_use_by(self, school: School) -> Self:
        """What a letter of this school may be addressed to, kind by kind."""
        mine = Q(school=school) | Q(school=None, area=school.area_id)
        return self.filter(mine, is_active=True).select_related("type").order_by("type__position", "name", "pk")


class Agency(models.Model):
    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="agencies")
    school = models.ForeignKey(School, models.PROTECT, related_name="agencies", null=True, blank=True)
    type = models.ForeignKey(AgencyType, models.PROTECT, related_name="agencies", verbose_name="ประเภท")
    name = models.CharField("ชื่อหน่วยงาน", max_length=150)
    addressee = models.CharField("เรียน (ตำแหน่งผู้รับหนังสือ)", max_length=150)
    address = models.TextField("ที่อยู่", blank=True)
    phone = models.CharField("โทรศัพท์", max_length=20, blank=True)
    contact = models.CharField("ผู้ประสานงาน", max_length=120, blank=True)
    is_active = models.BooleanField("ใช้อยู่", default=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "agencies"
        constraints = [
            models.UniqueConstraint(
                "area",
                "school",
                "name",
                name="agency_once",
                nulls_distinct=False,
                violation_error_message="มีหน่วยงานชื่อนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.name
