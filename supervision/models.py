"""What the pages of area and group read: one row of numbers per school, kept beside the rows they are counted from."""

from django.db import models

from schools.models import School
from screening.models import Round


class Standing(models.Model):
    """The figures of a school (decisions B5) as of the last change in it; read through `school_figures()` only.

    Counted when a transaction that touched the school commits: two rooms that save at once wait for each other for
    the length of a commit, as they do for the journal's seal, and not for the length of a request. Who is cared for
    depends on the day, therefore it holds for `counted_on`; a row of another day is counted afresh by who reads it,
    and the worker counts all of them when the day has begun.
    """

    school = models.OneToOneField(School, models.CASCADE, primary_key=True, related_name="+")
    round = models.ForeignKey(Round, models.DO_NOTHING, null=True, related_name="+", db_constraint=False)
    has_started = models.BooleanField(default=False)
    enrolled = models.PositiveIntegerField(default=0)
    screened = models.PositiveIntegerField(default=0)
    risk = models.PositiveIntegerField(default=0)
    problem = models.PositiveIntegerField(default=0)
    needing = models.PositiveIntegerField(default=0)
    uncared = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    rooms = models.PositiveIntegerField(default=0)
    counted_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"standing of school {self.school_id} on {self.counted_on}"
