"""Keeping what somebody is still writing, and forgetting it (security.md 2.10)."""

import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from schools.drafts import Fields, Page, sealed
from schools.models import Draft, Submitted, User

MOST = 50  # of one person; the oldest gives way


@transaction.atomic
def keep_draft(
    *,
    form: str,
    about: str,
    fields: Fields,
    page: Page | None = None,
    sequence: int | None = None,
    key: uuid.UUID | None = None,
    by: User,
) -> Draft | None:
    """What stands in her form now.  None: another page wrote the draft that waits, or the form has been sent meanwhile.

    `page` writes over the draft that it took or wrote itself and over no other; None is an act that could not do what
    was asked and keeps the words. `sequence` grows with every save of a page; None is a button that she pressed
    herself. `key` is the form's.
    """
    if key and Submitted.objects.filter(user=by, key=key).exclude(url="").exists():
        return None
    now = timezone.now()
    uid = page.writes_as(user_id=by.pk, form=form, about=about) if page else uuid.uuid4()
    made = {"uid": uid, "sealed": b"", "saved_at": now}
    draft, is_new = Draft.objects.get_or_create(user=by, form=form, about=about, defaults=made)
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if page and not page.holds(draft):
        return None
    if sequence is not None and sequence <= draft.sequence and not is_new:
        return None
    draft.uid, draft.sequence = uid, draft.sequence + 1 if sequence is None else sequence
    draft.sealed, draft.saved_at = sealed(draft, fields), now
    draft.save(update_fields=["uid", "sequence", "sealed", "saved_at"])
    kept = Draft.objects.filter(user=by).order_by("-saved_at", "-pk").values("pk")[:MOST]
    Draft.objects.filter(user=by).exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
    return draft


def throw_draft_away(*, form: str, about: str, by: User) -> None:
    Draft.objects.filter(user=by, form=form, about=about).delete()


def purge_drafts() -> int:
    """Those that nobody has touched for 14 days; how many."""
    gone, _ = Draft.objects.filter(saved_at__lt=timezone.now() - timedelta(days=Draft.DAYS)).delete()
    return gone
