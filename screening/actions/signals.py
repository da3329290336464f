"""Keeping what a room's results gave reason to ask, when it is handed in, and the numbers the area reads."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils import timezone

from schools.models import Classroom, User
from screening.models import Round, Signal, SignalCount
from screening.signals import Found
from students.models import RoomCount


def keep_signals(round_: Round, *, classroom: Classroom, found: Sequence[Found], answer: str, by: User) -> None:
    """The signs that stand at handing in, with the teacher's word about them. Those of an earlier time go.

    Called inside `submit`, whose transaction and line they share.
    """
    now = timezone.now()
    Signal.objects.filter(round=round_, classroom=classroom).delete()
    SignalCount.objects.filter(round=round_, classroom=classroom).delete()
    said = {"answered_by": by, "answered_at": now, "answer": answer} if answer else {}
    Signal.objects.bulk_create(
        [
            Signal(
                round=round_,
                classroom=classroom,
                school_id=classroom.school_id,
                kind=one.kind,
                about=one.about,
                students=one.students,
                found_at=now,
                **said,
            )
            for one in found
        ]
    )
    about: dict[str, set[int]] = defaultdict(set)
    for one in found:
        about[one.kind] |= set(one.students)
    enrolled = sum(RoomCount.objects.filter(classroom=classroom).values_list("enrolled", flat=True))
    SignalCount.objects.bulk_create(
        [
            SignalCount(
                round=round_,
                classroom=classroom,
                school_id=classroom.school_id,
                kind=kind,
                children=len(children),
                of=enrolled,
            )
            for kind, children in sorted(about.items())
        ]
    )
