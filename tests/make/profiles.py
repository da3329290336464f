"""What is known about a child beside the register: her health, her brothers and sisters."""

from students.models import Health, Sibling
from tests.make.moments import now


def health(student, *, by, **facts):
    return Health.objects.create(student=student, school=student.school, told_by=by, told_at=now(), **facts)


def sibling(student, other, *, by):
    first, second = sorted((student, other), key=lambda child: child.pk)
    return Sibling.objects.create(
        one=first,
        other=second,
        one_school=first.school,
        other_school=second.school,
        linked_by=by,
        linked_at=now(),
    )
