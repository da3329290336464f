"""What every act in a case does first and last: lock it as the person saw it, and tell its timeline."""

from django.db import transaction
from django.utils import timezone

from cases.models import Case, Event, IllegalMove, Stale, State, carers_of, counted_due
from schools.models import User


def locked(case: Case, version: int | None = None) -> Case:
    """The case as it stands now, held until the transaction ends. `version`: what the person had before her."""
    now = Case.objects.select_for_update(of=("self",)).select_related("student", "school").get(pk=case.pk)
    if version is not None and now.version != version:
        raise Stale(now)
    return now


def tell(
    case: Case, kind: Event.Kind, text: str = "", *, url: str = "", is_self_approved: bool = False, by: User | None
) -> Event:
    """One line of the timeline; the case is no longer silent, and its next day stands as the act left it.

    `is_self_approved` lines are what the area lists for good (decisions A4). Called after the act has saved what it
    changed.
    """
    case.touched_at = timezone.now()
    counted = Case.objects.annotate(counted=counted_due()).filter(pk=case.pk)
    case.due_on = counted.values_list("counted", flat=True).get()
    case.save(update_fields=["touched_at", "due_on"])
    return Event.objects.create(
        case=case,
        student_id=case.student_id,
        school_id=case.school_id,
        kind=kind,
        text=text[:300],
        url=url,
        is_self_approved=is_self_approved,
        by=by,
        at=case.touched_at,
    )


def must_be_open(case: Case) -> None:
    if not case.is_open():
        raise IllegalMove("เคสนี้ปิดแล้ว เปิดเคสอีกครั้งก่อน")


def must_be_in(case: Case, *states: State, say: str) -> None:
    """`say`: what was asked for, as in "วางแผนได้" when …."""
    if case.state not in states:
        when = "หรือ".join(f"“{state.label}”" for state in states)
        raise IllegalMove(f"เคสนี้อยู่ในขั้น “{case.get_state_display()}” {say}เมื่ออยู่ในขั้น{when}")


def must_care_for(person: User, case: Case) -> None:
    """Only somebody who may see the child is asked to do something for her."""
    if not carers_of(case.student, timezone.localdate()).filter(pk=person.pk).exists():
        raise IllegalMove(f"{person.call_name}ไม่มีหน้าที่ดูแลนักเรียนคนนี้ เลือกคนอื่น")


@transaction.atomic
def note_event(case: Case, *, kind: Event.Kind, text: str = "", url: str = "", by: User | None) -> Event:
    """What a later step did (`referrals`): a line on the timeline with a link. That step writes its own act."""
    return tell(case, kind, text, url=url, by=by)
