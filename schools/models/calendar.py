"""When: academic years and terms in พ.ศ., and the days nobody works."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from schools.models.places import Area

if TYPE_CHECKING:
    from datetime import date

    from schools.models.people import User


class AcademicYearQuerySet(models.QuerySet["AcademicYear"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(Q(area__in=user.rights.areas) | Q(area__schools__in=user.rights.schools())).distinct()

    def on(self, day: "date") -> Self:
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class AcademicYear(models.Model):
    """ปีการศึกษา: 16 พ.ค.–15 พ.ค. of the next year, without a gap (ระเบียบ ศธ. 2549; decisions F12)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField("ปีการศึกษา พ.ศ.")
    starts_on = models.DateField("เริ่มวันที่")
    ends_on = models.DateField("สิ้นสุดวันที่")

    objects = AcademicYearQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("area", "year", name="academic_year_once", violation_error_message="มีปีการศึกษานี้แล้ว"),
            models.CheckConstraint(
                name="academic_year_starts_before_it_ends",
                condition=Q(starts_on__lt=F("ends_on")),
                violation_error_message="วันเริ่มปีการศึกษาต้องมาก่อนวันสิ้นสุด",
            ),
            models.CheckConstraint(
                name="academic_year_is_buddhist",
                condition=Q(year__gte=2540, year__lte=2700),
                violation_error_message="กรอกปีการศึกษาเป็น พ.ศ. เช่น 2568",
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)


class Term(models.Model):
    """ภาคเรียน. Terms order things and never grant or end a right (decisions C7)."""

    year = models.ForeignKey(AcademicYear, models.CASCADE, related_name="terms")
    number = models.PositiveSmallIntegerField("ภาคเรียนที่")
    starts_on = models.DateField("เปิดเรียนวันที่")
    until_on = models.DateField("วันสุดท้ายที่เรียน")

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint("year", "number", name="term_once_a_year"),
            models.CheckConstraint(
                name="term_starts_before_it_ends",
                condition=Q(starts_on__lt=F("until_on")),
                violation_error_message="วันเปิดภาคเรียนต้องมาก่อนวันสุดท้ายที่เรียน",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year.year}"


class Holiday(models.Model):
    """A proclaimed holiday (วันหยุดราชการ). Lunar and extra days are proclaimed yearly (decisions B12)."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="holidays")
    on = models.DateField("วันที่")
    name = models.CharField("ชื่อวันหยุด", max_length=120)

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint("area", "on", name="holiday_once", violation_error_message="วันนี้เป็นวันหยุดในรายการแล้ว")
        ]

    def __str__(self) -> str:
        return self.name
