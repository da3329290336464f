"""The paper an agency keeps of what it answered: its own words, a number, and nothing of the child's."""

from django.contrib.auth.models import AnonymousUser

from journal.papers import Pdf
from referrals.door import letter_of
from referrals.models import Referral, Reply
from schools.models import User


def number_of(referral: Referral, reply: Reply) -> str:
    """ "R-2568-0017-1": read out on the telephone."""
    return f"{referral.code}-{reply.number}"


def receipt(user: User | AnonymousUser, *, referral_id: int, number: int) -> Pdf:
    """Of an answer through the link, for whoever acts as this letter's agency. Raises Reply.DoesNotExist."""
    letter = letter_of(referral_id)
    reply = letter.sent_by_link(number) if letter else None
    if letter is None or reply is None:
        raise Reply.DoesNotExist
    told = number_of(letter.referral, reply)
    files = list(reply.attachments.order_by("pk").values_list("name", flat=True))
    context = {"letter": letter, "reply": reply, "number": told, "files": files}
    return Pdf("referrals/pdf/receipt.html", context, f"หลักฐานการตอบรับ {told}")
