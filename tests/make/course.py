"""What happens on the way of a case: strategies, looks, aspects seen again, cases that belong together."""

from cases.models import CaseLink, CheckIn, Conference, Rescreen, Strategy
from tests.make.moments import now

TASK = {"text": "โทรผู้ปกครอง", "days": 3, "repeats": "", "kind": "call"}


def strategy(area, title="ตามงานค้างทีละวิชา", *, aspects=("learning",), tasks=(TASK,), **more):
    return Strategy.objects.create(
        area=area, title=title, aspects=list(aspects), tasks=list(tasks), changed_at=now(), **more
    )


def check_in(case, progress="better", *, by, **more):
    defaults = {"on": now().date(), "at": now()} | more
    return CheckIn.objects.create(
        case=case, student=case.student, school=case.school, progress=progress, by=by, **defaults
    )


def rescreen(case, slug="economy", *, by, before=3, after=1, at=None):
    return Rescreen.objects.create(
        case=case, student=case.student, school=case.school, slug=slug, before=before, after=after, by=by,
        at=at or now(),
    )  # fmt: skip


def conference(case, *, by, **more):
    """A draft of minutes, of today."""
    defaults = {"held_on": now().date(), "recorded_by": by, "recorded_at": now()} | more
    return Conference.objects.create(case=case, student=case.student, school=case.school, **defaults)


def link(case, other, *, by, kind="related"):
    one, two = sorted((case, other), key=lambda case: case.pk)
    return CaseLink.objects.create(
        one=one, other=two, one_student=one.student, other_student=two.student, school=one.school, kind=kind,
        linked_by=by, linked_at=now(),
    )  # fmt: skip
