"""What the school makes of an answer: it is read, and its advice becomes things to do."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from cases.actions import add_task
from journal.actions import record
from journal.models import Verb
from referrals.actions.locked import hold_case
from referrals.models import Referral, Reply
from schools.models import User

LONGEST = 200  # letters of a task


@transaction.atomic
def read_reply(referral: Referral, *, number: int, by: User) -> None:
    """Somebody of the school knows what was answered, up to the reply she had before her."""
    unread = Reply.objects.filter(referral=referral, number__lte=number, read_at=None)
    if unread.update(read_by=by, read_at=timezone.now()):
        record(Verb.REVIEWED, referral, by=by, what="reply", number=number)


@transaction.atomic
def take_advice(
    referral: Referral, *, reply: Reply, lines: Collection[str], due_on: date, responsible: User, by: User
) -> Reply:
    """Each chosen line becomes one task of the case, however often it is asked for; what is taken is read as well.

    An appointment is due on its own day, unless that has gone by. Raises IllegalMove when nobody looks after the case
    any more or `responsible` has no duty towards the child.
    """
    hold_case(referral.case_id)
    held = Reply.objects.select_for_update(of=("self",)).get(pk=reply.pk)
    for each in held.to_do:
        if each.key not in lines or each.task:
            continue
        day = each.on if each.on and each.on >= timezone.localdate() else due_on
        text = each.text if len(each.text) <= LONGEST else f"{each.text[: LONGEST - 1]}…"
        task = add_task(referral.case, text=text, responsible=responsible, due_on=day, by=by)
        held.taken[each.key] = task.public_id
    held.save(update_fields=["taken"])
    read_reply(referral, number=held.number, by=by)
    return held
