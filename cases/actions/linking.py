"""Cases that belong together: brothers and sisters, or one story."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cases.actions.timeline import must_be_open, tell
from cases.models import Case, CaseLink, Event, IllegalMove
from journal.actions import record
from journal.models import Verb
from schools.models import User
from students.models import Sibling


@transaction.atomic
def link_cases(case: Case, *, other: Case, by: User) -> CaseLink:
    """Two cases of one school. Linked already: that link. What joins them is read from the children."""
    if case.pk == other.pk or case.school_id != other.school_id:
        raise IllegalMove("เลือกเคสอื่นของโรงเรียนเดียวกัน")
    one, two = _both(case, other)
    must_be_open(one if one.pk == case.pk else two)
    link, is_new = CaseLink.objects.get_or_create(
        one=one,
        other=two,
        defaults={
            "one_student_id": one.student_id,
            "other_student_id": two.student_id,
            "school_id": one.school_id,
            "kind": _kind(one, two),
            "linked_by": by,
            "linked_at": timezone.now(),
        },
    )
    if is_new:
        for mine in (one, two):
            if mine.is_open():
                tell(mine, Event.Kind.LINKED, by=by)  # with which is told by `related_to`, to who may see both
        record(Verb.LINKED, link, by=by, students=[one.student_id, two.student_id], cases=[one.code, two.code])
    return link


@transaction.atomic
def unlink_cases(link: CaseLink, *, case: Case, by: User) -> None:
    """They did not belong together after all. `case` is the one whose page it is done on."""
    one, two = _both(link.one, link.other)
    must_be_open(one if one.pk == case.pk else two)
    students = [link.one_student_id, link.other_student_id]
    record(Verb.REMOVED, link, by=by, students=students, cases=[one.code, two.code])
    link.delete()


def _both(first: Case, second: Case) -> tuple[Case, Case]:
    """Both cases held, in the order of their keys."""
    held = Case.objects.select_for_update(of=("self",)).filter(pk__in=[first.pk, second.pk]).order_by("pk")
    one, two = held
    return one, two


def _kind(one: Case, two: Case) -> str:
    pair = Q(one=one.student_id, other=two.student_id) | Q(one=two.student_id, other=one.student_id)
    return CaseLink.Kind.SIBLING if Sibling.objects.filter(pair).exists() else CaseLink.Kind.RELATED
