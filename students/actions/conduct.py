"""Keeping how many conduct points a child has left; who gives and takes them says so here."""

from collections.abc import Mapping

from students.models import ConductStanding


def keep_conduct(left: Mapping[int, int], *, school: int, year: int) -> None:
    """Child → points left at the school in the academic year. Part of the act that moved them."""
    ConductStanding.objects.bulk_create(
        [ConductStanding(student_id=child, school_id=school, year=year, points=left[child]) for child in sorted(left)],
        update_conflicts=True,
        unique_fields=["student", "school", "year"],
        update_fields=["points"],
    )
