"""Words for the next teacher: written by the one who knows the child, passed on or not by the counselor."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from journal.actions import record
from journal.models import Verb
from schools.actions import notify
from schools.models import Appointment, Classroom, Notice, User
from students.models import Handover, Student

Words = tuple[str, str]  # what works, what to look after


@transaction.atomic
def write_handovers(classroom: Classroom, *, said: Mapping[Student, Words], url: str, by: User) -> int:
    """Keep what is said about the room's children; emptied words that nobody has decided on go away.

    Changed words wait for the counselor again. Returns how many changed; `url` is where she is told to look.
    """
    stored = {
        one.student_id: one
        for one in Handover.objects.select_for_update(of=("self",)).filter(
            classroom=classroom, student__in=[child.pk for child in said]
        )
    }
    changed, emptied = [], []
    for child, (works, watch) in said.items():
        kept = stored.get(child.pk)
        if (kept.works, kept.watch) == (works, watch) if kept else not (works or watch):
            continue
        if kept and not (works or watch):
            emptied.append(kept)
            continue
        changed.append(_written(kept, classroom, child, (works, watch), by))
    Handover.objects.filter(pk__in=[one.pk for one in emptied]).delete()
    _keep(changed)
    told = sorted(one.student_id for one in (*changed, *emptied))
    if told:
        record(Verb.RECORDED, classroom, by=by, students=told, what="handover")
    if changed:
        held = Appointment.objects.on(timezone.localdate()).filter(school=classroom.school_id, role="counselor")
        notify([one.user for one in held.select_related("user")], kind=Notice.Kind.HANDOVER, url=url, by=by)
    return len(told)


def _written(kept: Handover | None, classroom: Classroom, child: Student, words: Words, by: User) -> Handover:
    one = kept or Handover(student=child, school_id=classroom.school_id, year_id=classroom.year_id, classroom=classroom)
    one.works, one.watch = words
    one.state, one.by, one.written_at = Handover.State.PROPOSED, by, timezone.now()
    one.decided_by, one.decided_at = None, None
    return one


def _keep(changed: list[Handover]) -> None:
    """Two statements for a whole class."""
    columns = ["works", "watch", "state", "by", "written_at", "decided_by", "decided_at"]
    Handover.objects.bulk_create([one for one in changed if one.pk is None])
    Handover.objects.bulk_update([one for one in changed if one.pk is not None], columns)


@transaction.atomic
def decide_handovers(classroom: Classroom, *, read: Mapping[int, str], passes: bool, by: User) -> tuple[int, list[int]]:
    """Pass on, or withhold, what was written in this room: child → `Handover.digest` of the words that were read.

    Returns how many changed, and the children whose words are others by now: about those nothing is decided.
    """
    state = Handover.State.PASSED if passes else Handover.State.WITHHELD
    found = Handover.objects.select_for_update(of=("self",)).filter(classroom=classroom, student__in=read)
    held = {one.student_id: one for one in found}
    unread = sorted(child for child in read if child not in held or held[child].digest != read[child])
    chosen = sorted(child for child in held if child not in unread and held[child].state != state)
    Handover.objects.filter(classroom=classroom, student__in=chosen).update(
        state=state, decided_by=by, decided_at=timezone.now()
    )
    if chosen:
        record(Verb.HANDED_OVER, classroom, by=by, students=chosen, passed=passes)
    return len(chosen), unread
