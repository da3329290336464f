"""Cases that belong to a case: those it is linked with, and those somebody might link."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from cases.models import Case, CaseLink
from schools.models import User
from students.models import Sibling

MOST = 8


@dataclass(frozen=True)
class Related:
    """`other`: the case at the far end, which this person may open."""

    link: CaseLink
    other: Case


def related_to(user: User, case: Case) -> list[Related]:
    """Both must be hers to see, else neither the link nor that there is one is told. One statement."""
    links = (
        CaseLink.objects.visible_to(user)
        .filter(Q(one=case) | Q(other=case))
        .select_related("one__student", "other__student")
        .order_by("pk")
    )
    return [Related(link, link.other if link.one_id == case.pk else link.one) for link in links]


def offered_to(user: User, case: Case, linked: Sequence[Related]) -> list[Case]:
    """Open cases of brothers and sisters, of the same child and of the same incident, not linked yet."""
    pairs = Sibling.objects.visible_to(user).filter(Q(one=case.student_id) | Q(other=case.student_id))
    kin = {key for pair in pairs.values_list("one", "other") for key in pair} | {case.student_id}
    near = Q(student__in=kin)
    if case.incident_id is not None:
        near |= Q(incident=case.incident_id)
    cases = Case.objects.visible_to(user).open().filter(near, school=case.school_id)
    known = [case.pk, *(one.other.pk for one in linked)]
    return list(cases.exclude(pk__in=known).select_related("student__classroom").order_by("-opened_at", "-pk")[:MOST])
