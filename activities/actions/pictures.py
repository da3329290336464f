"""Pictures of an activity: at most four, sealed to their rows."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from activities.actions.locked import standing
from activities.models import Activity, Picture
from journal.actions import record
from journal.models import Verb
from schools.models import User
from schools.sealing import place, seal, unseal
from students import pictures

SAY_FULL = f"แนบครบ {Activity.MOST_PICTURES} ภาพแล้ว ลบภาพเดิมก่อนถ้าต้องการเปลี่ยน"
SAY_TWICE = "ภาพนี้แนบไว้แล้ว"


@transaction.atomic
def add_picture(activity: Activity, *, picture: pictures.Picture, caption: str = "", by: User) -> Picture:
    """Each picture once.  Raises ValidationError, Over."""
    activity = standing(activity)
    held = list(activity.pictures.values_list("sha256", flat=True))
    if picture.sha256 in held:
        raise ValidationError(SAY_TWICE)
    if len(held) >= Activity.MOST_PICTURES:
        raise ValidationError(SAY_FULL)
    uid = uuid.uuid4()
    made = Picture.objects.create(
        uid=uid,
        activity=activity,
        school_id=activity.school_id,
        caption=caption,
        sealed=seal(settings.FIELD_KEYS, picture.content, at=_place(uid)),
        sha256=picture.sha256,
        width=picture.width,
        height=picture.height,
        size=len(picture.content),
        added_by=by,
        added_at=timezone.now(),
    )
    record(Verb.RECORDED, made, by=by)
    return made


@transaction.atomic
def remove_picture(picture: Picture, *, by: User) -> None:
    """Raises Over: what was taken back is brought back with its pictures."""
    standing(picture.activity)
    record(Verb.UNDONE, picture, by=by)
    picture.delete()


def open_picture(picture: Picture) -> bytes:
    """The JPEG itself.  Raises `schools.sealing.Broken`."""
    return unseal(settings.FIELD_KEYS, picture.sealed, at=_place(picture.uid))


def _place(uid: uuid.UUID) -> str:
    return place("activities_picture", "sealed", uid)
