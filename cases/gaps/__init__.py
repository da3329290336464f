"""Who needs help and has nobody yet: the gap list (เข้าเกณฑ์ แต่ยังไม่มีใครดูแล), decisions B4.

In it is a child who sits in a room, whose group is เสี่ยง or มีปัญหา in the school's current round (in the round
before, as long as she has no group in the current one), and who is not in care: no open case, no open referral
(the step above adds it to the view), and no note about her in the last 45 days.

The same in SQL, for the figures of those who may not see children (cases_in_care is the view behind `InCare`):

    SELECT r.student_id
    FROM screening_row r
    JOIN students_student s ON s.id = r.student_id AND s.classroom_id IS NOT NULL
    WHERE r.final_group >= 2
      AND (r.round_id = {current} OR r.round_id = {previous} AND NOT EXISTS (
        SELECT FROM screening_row n
        WHERE n.student_id = r.student_id AND n.round_id = {current} AND n.final_group > 0))
      AND NOT EXISTS (SELECT FROM cases_in_care c WHERE c.student_id = r.student_id)
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from cases import rules
from cases.models import InCare
from schools.models import School, User
from screening.models import Group, Round, Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from screening.models.rows import RowQuerySet


@dataclass(frozen=True)
class Rounds:
    """A school's latest begun round and the one before it."""

    current: Round | None = None
    previous: Round | None = None


def rounds_of(school: School) -> Rounds:
    return Rounds(*begun_rounds(school)[:2])


def begun_rounds(school: School) -> list[Round]:
    """The school's rounds that have begun, the latest first; six are enough to compare."""
    begun = Round.objects.of_school(school).begun(timezone.localdate()).latest_first()
    return list(begun.select_related("year", "criteria")[:6])


def current_rows(user: User, *, known: "Mapping[int, Rounds] | None" = None) -> "RowQuerySet":
    """The result that counts now, one row at most per child whose gap the person may see; one query per school
    whose rounds the caller has not `known` already.

    Homeroom teachers: their rooms. Level heads: their level. Counselors and heads: the school. Others: none.
    """
    wanted = Q(pk__in=[])
    for school in _schools(user):
        rounds = (known or {}).get(school.pk) or rounds_of(school)
        if rounds.current:
            wanted |= Q(school=school) & _latest(rounds)
    rows = Row.objects.visible_to(user).filter(wanted, _scope(user), final_group__gt=Group.NONE)
    return rows.filter(student__classroom__isnull=False, school=F("student__school"))


def needing_care(rows: "RowQuerySet") -> "RowQuerySet":
    """Of these results those of children at risk who have nobody yet."""
    return rows.at_risk().exclude(Exists(InCare.objects.filter(student=OuterRef("student"))))


def _latest(rounds: Rounds) -> Q:
    grouped = Row.objects.filter(student=OuterRef("student"), round=rounds.current, final_group__gt=Group.NONE)
    return Q(round=rounds.current) | Q(Q(round=rounds.previous), ~Exists(grouped))


def _scope(user: User) -> Q:
    rights = user.rights
    seen = Q(student__school__in=rights.schools("counselor", "head")) | Q(student__classroom__in=rights.rooms)
    for school, level in rights.levels:
        seen |= Q(student__school=school, student__level=level)
    return seen


def _schools(user: User) -> list[School]:
    held = {a.school_id: a.school for a in user.rights.held if a.school and a.role in rules.GAPS}
    return list(held.values())
