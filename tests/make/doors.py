"""Doors of letters that are out, with an address and a code that a test knows."""

import datetime
from types import SimpleNamespace

from referrals import links
from referrals.models import Link
from tests.make.moments import now


def door(referral, *, by, code=None, days=30, **more):
    """(link, token, code, url) of a letter's door, as `issue_link` makes it."""
    made = links.new_secrets(referral.pk)
    link = Link.objects.create(
        referral=referral,
        student_id=referral.student_id,
        school_id=referral.school_id,
        token_index=made.token_index,
        token_sealed=made.token_sealed,
        code_sealed=links._seal(code, "code", referral.pk) if code else made.code_sealed,
        made_by=by,
        made_at=now(),
        expires_at=more.pop("expires_at", now() + datetime.timedelta(days=days)),
        **more,
    )
    return SimpleNamespace(link=link, token=links.token_of(link), code=links.code_of(link), url=links.address_of(link))
