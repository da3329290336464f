"""Writing down what was seen of children, and taking one back. Nothing that was written is changed."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from activities.models import ConductRule, Observation
from activities.points import sums
from activities.terms import term_of
from journal.actions import record
from journal.models import Verb
from schools.actions import notify
from schools.models import Notice, Role, User
from students.actions import keep_conduct
from students.models import Exclusion, Student

SAY_OTHER_SCHOOL = "ข้อนี้เป็นของอีกโรงเรียน เลือกข้อของโรงเรียนนักเรียน"
SAY_RETIRED = "ข้อนี้เลิกใช้แล้ว เลือกข้ออื่น"
SAY_POINTS = "ข้อนี้ให้ได้ {least} ถึง {most} คะแนน"
SAY_TONE = "ข้อที่มีคะแนนความดีใช้กับชื่นชม ข้อที่ตัดคะแนนใช้กับตักเตือน"
SAY_NO_POINTS = "คะแนนต้องมาจากข้อในระเบียบ เลือกข้อก่อน"
TOLD = (Role.DISCIPLINE, Role.COUNSELOR)


@transaction.atomic
def observe(
    students: Sequence[Student],
    *,
    tone: str,
    text: str,
    seen_on: date,
    rule: ConductRule | None = None,
    points: int | None = None,
    by: User,
) -> list[Observation]:
    """The same thing of each of the children, with their points of the year before and after it.

    `points` are the rule's: + for merit, − for a breach.  Raises ValidationError.
    """
    must_fit(students, tone=tone, rule=rule, points=points)
    year, term = term_of(seen_on)
    keys = sorted(child.pk for child in students)
    held(keys)
    moved = sums(keys, school=rule.school_id, year=year) if rule is not None and points is not None else {}
    now, made = timezone.now(), []
    for child in students:
        before = ConductRule.START + moved.get(child.pk, 0)
        one = Observation(student=child, school_id=child.school_id, tone=tone, text=text, rule=rule, seen_on=seen_on)
        one.year, one.term, one.by, one.at = year, term, by, now
        if points is not None:
            one.points, one.before, one.after = points, before, before + points
        made.append(one)
    Observation.objects.bulk_create(made)
    if rule is not None and points is not None:
        keep_conduct({one.student_id: one.after or 0 for one in made}, school=rule.school_id, year=year)
    record(Verb.RECORDED, made[0], by=by, students=keys, tone=tone, children=len(keys))
    if rule is not None and rule.is_severe:
        tell(students, by=by)
    return made


def must_fit(students: Sequence[Student], *, tone: str, rule: ConductRule | None, points: int | None) -> None:
    """Raises ValidationError: the rule is the school's, in use, of that tone, and gives so many points."""
    if rule is None:
        if points is not None:
            raise ValidationError({"points": SAY_NO_POINTS})
        return
    if {child.school_id for child in students} != {rule.school_id}:
        raise ValidationError({"rule": SAY_OTHER_SCHOOL})
    if not rule.is_active:
        raise ValidationError({"rule": SAY_RETIRED})
    if tone not in tones_of(rule):
        raise ValidationError({"rule": SAY_TONE})
    if points is None or not rule.least <= points <= rule.most:
        raise ValidationError({"points": SAY_POINTS.format(least=rule.least, most=rule.most)})


def tones_of(rule: ConductRule) -> set[str]:
    """A rule without points goes with every tone."""
    if rule.least == rule.most == 0:
        return set(Observation.Tone)
    return {Observation.Tone.PRAISE} if rule.most > 0 else {Observation.Tone.CONCERN}


def tell(students: Sequence[Student], *, by: User) -> None:
    """Discipline and counselor look at what was severe; nobody who is shut out from the child is told."""
    today = timezone.localdate()
    acting: dict[int, list[User]] = {}
    shut_out = set(Exclusion.objects.filter(student__in=students).values_list("student", "user"))
    for child in students:
        if child.school_id not in acting:
            acting[child.school_id] = list(User.objects.doing(*TOLD, school=child.school, on=today))
        people = [one for one in acting[child.school_id] if (child.pk, one.pk) not in shut_out]
        url = reverse("activities:observations_of", args=[child.public_id])
        notify(people, kind=Notice.Kind.INCIDENT, url=url, by=by)


@transaction.atomic
def cancel_observation(observation: Observation, *, reason: str, by: User) -> Observation:
    """It stays to be read, struck through, and its points come back. Cancelled once it stays as it is."""
    held([observation.student_id])
    observation = Observation.objects.select_for_update(of=("self",)).get(pk=observation.pk)
    if observation.cancelled_at is None:
        observation.cancelled_at, observation.cancelled_by = timezone.now(), by
        observation.cancelled_reason = reason
        observation.save(update_fields=["cancelled_at", "cancelled_by", "cancelled_reason"])
        if observation.points is not None:
            school, year = observation.school_id, observation.year
            moved = sums([observation.student_id], school=school, year=year)
            left = ConductRule.START + moved.get(observation.student_id, 0)
            keep_conduct({observation.student_id: left}, school=school, year=year)
        record(Verb.CANCELLED, observation, by=by)
    return observation


def held(students: Iterable[int]) -> None:
    """Nobody else moves the points of these children until this act is over."""
    children = Student.objects.select_for_update(of=("self",)).filter(pk__in=students)
    list(children.order_by("pk").values_list("pk"))
