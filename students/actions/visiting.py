"""A visit to a child's home: its draft, its end, its corrections, its photographs; many small forms typed back."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from journal.actions import record
from journal.models import Verb
from schools.models import Classroom, School, User
from schools.sealing import place, seal, unseal
from students.actions.alerts import raise_alert
from students.models import Alert, Campaign, Photo, Student, Visit
from students.pictures import Picture

TOLD = frozenset({"visited_on", "way", "answers", "same_as_before", "saw", "no_photo", "guardian_knows"})
SAY_FULL = "แนบครบ 4 ภาพแล้ว ลบภาพเดิมก่อนถ้าต้องการเปลี่ยน"
SAY_NO_PHOTO = "ผู้ปกครองไม่อนุญาตให้ถ่าย แก้คำตอบในแบบก่อนถ้าได้รับอนุญาตแล้ว"
SAY_TWICE = "ภาพนี้แนบไว้แล้ว"
Told = Mapping[str, Any]


class Stale(Exception):
    """The visit was saved from another page after this one was opened. `visit` is as it stands now."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(str(visit))
        self.visit = visit


@transaction.atomic
def save_draft(student: Student, *, version: int, by: User, **told: Any) -> Visit:
    """Keep what has been typed so far; a draft that says the same already is left alone.  Raises Stale.

    `version` is that of the draft the page was opened with, 0 when there was none.
    """
    now = timezone.now()
    begun = {"school_id": student.school_id, "classroom_id": student.classroom_id, "begun_at": now, "saved_at": now}
    visit, is_new = Visit.objects.select_for_update(of=("self",)).get_or_create(
        student=student, by=by, state=Visit.State.DRAFT, defaults={**begun, **only_known(told)}
    )
    if is_new:
        return visit
    if visit.version != version:
        raise Stale(visit)
    return rewrite(visit, told)


@transaction.atomic
def finish_visit(student: Student, *, version: int, urgent: bool = False, by: User, **told: Any) -> Visit:
    """The visit is done, in the campaign of its day; ช่วยทันที reaches counselor and head.  Raises Stale."""
    visit = save_draft(student, version=version, by=by, **told)
    visit.campaign = campaign_on(visit.visited_on, student.school)
    visit.state, visit.done_at = Visit.State.DONE, timezone.now()
    visit.save(update_fields=["campaign", "state", "done_at"])
    record(Verb.RECORDED, visit, by=by, way=visit.way)
    if urgent:
        raise_alert(student, kind=Alert.Kind.VISIT, by=by)
    return visit


@transaction.atomic
def correct_visit(visit: Visit, *, version: int, urgent: bool = False, by: User, **told: Any) -> Visit:
    """Another word about a finished visit, with a line of its own.  Raises Stale."""
    visit = Visit.objects.select_for_update(of=("self",)).select_related("student__school").get(pk=visit.pk)
    if visit.version != version:
        raise Stale(visit)
    rewrite(visit, told)
    visit.campaign = campaign_on(visit.visited_on, visit.student.school)
    visit.save(update_fields=["campaign"])
    record(Verb.RECORDED, visit, by=by, corrected=True, version=visit.version)
    if urgent:
        raise_alert(visit.student, kind=Alert.Kind.VISIT, by=by)
    return visit


@transaction.atomic
def throw_draft_away(visit: Visit, *, by: User) -> None:
    """A draft that nobody needs; its photographs go with it."""
    record(Verb.UNDONE, visit, by=by, draft=True)
    visit.delete()


class Visited(Exception):
    """Somebody else recorded a visit to one of the children after the page was made."""


@transaction.atomic
def record_small_forms(
    classroom: Classroom, *, campaign: Campaign | None, forms: Sequence[tuple[Student, Told]], by: User
) -> int:
    """A row per child of what was written on the small forms; a draft of the same writer is finished with it.

    One grid of a room is kept at a time. Raises Visited: each child was missing in the campaign.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"visits:{classroom.pk}"])
    children = [student.pk for student, _ in forms]
    if Visit.objects.counted_in(classroom, campaign).filter(student__in=children).exists():
        raise Visited
    drafts = {
        draft.student_id: draft
        for draft in Visit.objects.select_for_update(of=("self",))
        .filter(classroom=classroom, by=by, state=Visit.State.DRAFT)
        .select_related("student__school")
    }
    now, new = timezone.now(), []
    for student, told in forms:
        draft = drafts.get(student.pk)
        if draft:
            answers = {**draft.answers, **told["answers"]}
            finish_visit(student, version=draft.version, by=by, **{**told, "answers": answers})
            continue
        new.append(
            Visit(
                student=student,
                school_id=classroom.school_id,
                classroom=classroom,
                state=Visit.State.DONE,
                by=by,
                begun_at=now,
                saved_at=now,
                done_at=now,
                **only_known(told),
            )
        )
    days = {visit.visited_on for visit in new}
    campaigns = {day: campaign_on(day, classroom.school) for day in days}
    for visit in new:
        visit.campaign = campaigns[visit.visited_on]
    Visit.objects.bulk_create(new)
    record(Verb.RECORDED, classroom, by=by, students=children, visits=len(children))
    return len(children)


def rewrite(visit: Visit, told: Told) -> Visit:
    """What is told now stands; the same again changes nothing and leaves no line."""
    known = only_known(told)
    if all(getattr(visit, name) == value for name, value in known.items()):
        return visit
    for name, value in known.items():
        setattr(visit, name, value)
    visit.version += 1
    visit.saved_at = timezone.now()
    visit.save(update_fields=[*known, "version", "saved_at"])
    return visit


def only_known(told: Told) -> dict[str, Any]:
    if not set(told) <= TOLD:
        raise TypeError(f"a visit has no {sorted(set(told) - TOLD)}")
    return dict(told)


def campaign_on(day: date | None, school: School) -> Campaign | None:
    """The campaign a visit of this day belongs to: the last one that had begun in that academic year."""
    if day is None:
        return None
    begun = Campaign.objects.of_school(school).begun(day).filter(year__starts_on__lte=day, year__ends_on__gte=day)
    return begun.latest_first().first()


# -- photographs ------------------------------------------------------------------------------------------------


@transaction.atomic
def add_photo(visit: Visit, *, slot: str, picture: Picture, by: User) -> Photo:
    """At most four of a visit whose family allows it, each once, sealed to its own row.  Raises ValidationError."""
    visit = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if visit.no_photo == Visit.NoPhoto.REFUSED:
        raise ValidationError(SAY_NO_PHOTO)
    held = list(visit.photos.values_list("sha256", flat=True))
    if picture.sha256 in held:
        raise ValidationError(SAY_TWICE)
    if len(held) >= Visit.MOST_PHOTOS:
        raise ValidationError(SAY_FULL)
    uid = uuid.uuid4()
    photo = Photo.objects.create(
        uid=uid,
        visit=visit,
        student_id=visit.student_id,
        school_id=visit.school_id,
        slot=slot,
        sealed=seal(settings.FIELD_KEYS, picture.content, at=_place(uid)),
        sha256=picture.sha256,
        width=picture.width,
        height=picture.height,
        size=len(picture.content),
        added_by=by,
        added_at=timezone.now(),
    )
    record(Verb.RECORDED, photo, by=by, slot=slot)
    return photo


@transaction.atomic
def remove_photo(photo: Photo, *, by: User) -> None:
    record(Verb.UNDONE, photo, by=by, slot=photo.slot)
    photo.delete()


def open_photo(photo: Photo) -> bytes:
    """The JPEG itself.  Raises `schools.sealing.Broken`."""
    return unseal(settings.FIELD_KEYS, photo.sealed, at=_place(photo.uid))


def _place(uid: uuid.UUID) -> str:
    return place("students_photo", "sealed", uid)
