"""The files that came with a reply: sealed in their row, opened for whoever may read the reply."""

from django.conf import settings

from referrals.models import Attachment
from schools.sealing import place, unseal


def place_of(public_id: str) -> str:
    return place("referrals_attachment", "sealed", public_id)


def content_of(attachment: Attachment) -> bytes:
    """The file as it was kept. Raises schools.sealing.Broken."""
    return unseal(settings.FIELD_KEYS, attachment.sealed, at=place_of(attachment.public_id))
