"""The words an area sorts its work by: its safety model and the threats it watches."""

from typing import Self

from django.db import models

from journal.ids import new_public_id
from schools.models import Area, School, User


class TagQuerySet(models.QuerySet["Tag"]):
    def visible_to(self, user: User) -> Self:
        """Those of her area, also as the staff of one of its schools."""
        return self.filter(area__in=Area.objects.filter(schools__in=School.objects.visible_to(user)))

    def in_use(self) -> Self:
        return self.filter(is_active=True).order_by("family", "set_name", "position", "pk")


class Tag(models.Model):
    """One word of an area's set, like "ปลูกฝัง" of the 3 ป. What was tagged keeps the word as it was on the day."""

    class Family(models.TextChoices):
        MODEL = "model", "แนวทางความปลอดภัย"
        THREAT = "threat", "ประเภทภัย"

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    area = models.ForeignKey(Area, models.CASCADE, related_name="tags")
    family = models.CharField("กลุ่ม", max_length=6, choices=Family)
    set_name = models.CharField("ชุด", max_length=60)  # "3 ป (ศธ.)", "5 ป (ตรัง เขต 2)", "ภัยที่เฝ้าระวัง"
    name = models.CharField("คำ", max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField("ใช้อยู่", default=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "area", "family", "name", name="a_tag_once_in_an_area", violation_error_message="มีคำนี้แล้ว"
            )
        ]

    def __str__(self) -> str:
        return self.name
