"""How many children sit in each room: what people without a right to the children may read."""

from typing import Self

from django.db import models

from schools.models import Classroom, School, User


class RoomCountQuerySet(models.QuerySet["RoomCount"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(school__in=School.objects.visible_to(user))


class RoomCount(models.Model):
    """Children enrolled in a room now. Kept by the transaction that enrols, compared by `manage.py recount`."""

    classroom = models.OneToOneField(Classroom, models.CASCADE, primary_key=True, related_name="count")
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    enrolled = models.PositiveIntegerField()

    objects = RoomCountQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.enrolled} in {self.classroom_id}"
