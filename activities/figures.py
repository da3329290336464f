"""The kept conduct points of children beside what was written about them (decisions T20)."""

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from activities.models import ConductRule, Observation
from students.models import ConductStanding

Key = tuple[int, int, int]  # child, school, academic year


def counted() -> dict[Key, int]:
    """What stands of everything with points; all of it taken back is the 100 a year begins with."""
    moved = Observation.objects.filter(points__isnull=False).values_list("student", "school", "year")
    left = ConductRule.START + Coalesce(Sum("points", filter=Q(cancelled_at=None)), 0)
    return {(child, school, year): points for child, school, year, points in moved.annotate(left=left).order_by()}


def differences() -> list[str]:
    """A sentence for each child whose kept points are not what her observations say. For `acting(system=…)`."""
    real = counted()
    kept = {
        (child, school, year): points
        for child, school, year, points in ConductStanding.objects.values_list("student", "school", "year", "points")
    }
    return [
        f"conduct of student {key[0]} at school {key[1]} in {key[2]}: kept {kept.get(key)}, should be {real.get(key)}"
        for key in sorted({*kept, *real})
        if kept.get(key) != real.get(key)
    ]


def rebuild() -> None:
    """Count every child's points again. For `acting(system=…)`."""
    real = counted()
    stale = [one.pk for one in ConductStanding.objects.all() if (one.student_id, one.school_id, one.year) not in real]
    ConductStanding.objects.filter(pk__in=stale).delete()
    ConductStanding.objects.bulk_create(
        [
            ConductStanding(student_id=child, school_id=school, year=year, points=points)
            for (child, school, year), points in sorted(real.items())
        ],
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["student", "school", "year"],
        update_fields=["points"],
    )
