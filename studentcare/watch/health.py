"""The nurse's school: what to know of each child, who is at risk, and where nobody has been weighed this term."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q

from schools.models import Classroom, User
from students.models import Health, Measure, Student

SAYS = ~Q(conditions="") | ~Q(allergies="") | ~Q(medicines="") | ~Q(disability="")


@dataclass(frozen=True)
class Unweighed:
    """A room and how many of its children have no weight or height of the term."""

    classroom: Classroom
    children: int
    enrolled: int


def to_know(user: User, schools: Collection[int]) -> list[Health]:
    """Conditions, allergies, medicines, disabilities of the school's children; who has an allergy first."""
    found = Health.objects.visible_to(user).filter(
        SAYS, student__school__in=schools, student__classroom__isnull=False, school=F("student__school")
    )
    return list(
        found.select_related("student__classroom").order_by(
            Exists(Health.objects.filter(pk=OuterRef("pk")).exclude(allergies="")).desc(),
            "student__level",
            "student__classroom__number",
            "student__sort_key",
            "pk",
        )
    )


def unweighed(user: User, schools: Collection[int], year: int, term: int) -> list[Unweighed]:
    """Rooms where somebody is left to weigh, most first; the others are done. Two statements."""
    measured = Measure.objects.filter(student=OuterRef("pk"), year=year, term=term)
    counts = (
        Student.objects.visible_to(user)
        .filter(school__in=schools, classroom__isnull=False)
        .values("classroom")
        .annotate(all=Count("pk", distinct=True), left=Count("pk", distinct=True, filter=~Exists(measured)))
        .filter(left__gt=0)
        .order_by()
    )
    left = {one["classroom"]: (one["left"], one["all"]) for one in counts}
    rooms = Classroom.objects.visible_to(user).filter(pk__in=left).in_order()
    return sorted((Unweighed(room, *left[room.pk]) for room in rooms), key=lambda one: -one.children)
