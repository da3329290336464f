"""What follows a letter in the story: a reminder, an answer through the link, asking after the service."""

import datetime
from typing import Any

from referrals import actions
from referrals.models import FollowUp, Referral, Reminder, Reply, State
from studentcare.demo.places import World

WEEK = datetime.timedelta(days=7)
FOUND = {
    "helped": FollowUp.Found.BETTER,
    "served": FollowUp.Found.TAKEN,
    "not_served": FollowUp.Found.STOPPED,
}


def build_after_letters(world: World) -> None:
    _remind(world)
    _answer_by_link(world)
    _follow(world)
    for referral in Referral.objects.filter(state=State.SENT, link__expires_at__lt=world.moment(0, 23)):
        if actions.expire(referral):
            Referral.objects.filter(pk=referral.pk).update(expired_at=referral.link.expires_at)
    _count(world)


def _remind(world: World) -> None:
    """The one that waits longest was rung about three days ago."""
    late = Referral.objects.filter(state=State.SENT, link__expires_at__gt=world.moment(0)).order_by("sent_on").first()
    if late is not None:
        actions.remind([late], how=Reminder.How.PHONE, note="ฝากเรื่องกับเวร", by=late.drafted_by)
        Reminder.objects.filter(referral=late).update(at=world.moment(3, 14, 5))


def _answer_by_link(world: World) -> None:
    """The newest of the answered letters was answered by the agency itself, and nobody has read it yet."""
    newest = Referral.objects.filter(state=State.ANSWERED).order_by("-sent_on").first()
    replies = Reply.objects.exclude(referral=newest)
    for reply in replies.select_related("referral"):
        Reply.objects.filter(pk=reply.pk).update(read_by=reply.recorded_by, read_at=reply.recorded_at)
    Reply.objects.filter(referral=newest).update(how=Reply.How.LINK, recorded_by=None, said_by="นางสาวมะลิ นามสมมติ")


def _follow(world: World) -> None:
    """After letters that are closed somebody asked last week; after one under way somebody is to ask in two days."""
    for letter in Referral.objects.filter(state=State.CLOSED).order_by("pk"):
        found = FOUND[letter.outcome]
        done = {"found": found, "done_by": letter.drafted_by, "done_at": world.moment(6, 15)}
        FollowUp.objects.create(due_on=world.today - WEEK, **_place(letter), **done)
    answered = Referral.objects.filter(state=State.ANSWERED).order_by("sent_on").first()
    if answered is not None:
        FollowUp.objects.create(due_on=world.today + datetime.timedelta(days=2), **_place(answered))


def _place(letter: Referral) -> dict[str, Any]:
    return {"referral": letter, "student_id": letter.student_id, "school_id": letter.school_id}


def _count(world: World) -> None:
    """As the job of this morning: heads hear of what waits long, the area reads at how many schools."""
    for school in world.schools.values():
        actions.escalate(school, today=world.today, by=None)
