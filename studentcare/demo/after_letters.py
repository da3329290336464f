"""What follows a letter in the story: a reminder, an answer through the link, asking after the service."""

import datetime

from referrals import actions
from referrals.models import FollowUp, Referral, Reminder, Reply, State
from studentcare.demo.places import World


def build_after_letters(world: World) -> None:
    _remind(world)
    _answer_by_link(world)
    _follow(world)
    for referral in Referral.objects.filter(state=State.SENT, link__expires_at__lt=world.moment(0, 23)):
        if actions.expire(referral):
            Referral.objects.filter(pk=referral.pk).update(expired_at=referral.link.expires_at)


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
    """Letters that are closed were asked after; of those under way the first one is due this week."""
    for planned in FollowUp.objects.filter(referral__state=State.CLOSED).select_related("referral"):
        found = FollowUp.Found.BETTER if planned.referral.outcome == "helped" else FollowUp.Found.TAKEN
        if planned.referral.outcome == "not_served":
            found = FollowUp.Found.STOPPED
        FollowUp.objects.filter(pk=planned.pk).update(
            found=found, done_by=planned.referral.drafted_by, done_at=world.moment(2, 15), due_on=world.today - _WEEK
        )
    answered = Referral.objects.filter(state=State.ANSWERED).order_by("sent_on").first()
    FollowUp.objects.filter(referral=answered, days=30).update(due_on=world.today + datetime.timedelta(days=2))


_WEEK = datetime.timedelta(days=7)
