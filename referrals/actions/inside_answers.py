"""What becomes of an internal referral: taken, refused, done, called back. What was opened for it ends with it.

An addressee of the area has no desk at the school: she writes on the case's timeline through `case_is_told`, and
learns from `people_of_inside` whom to tell, both the owner's functions (migrations 0009 and 0015).
"""

from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from cases.actions import accept as accept_case
from cases.actions import add_task, note_event
from cases.models import Case, Event
from cases.models import State as CaseState
from cases.rules import may_accept
from journal.actions import record
from journal.models import Verb
from referrals.actions.inside import page_of
from referrals.actions.locked import hold_case
from referrals.models import Inside, InsideState, To
from referrals.rules import is_addressee
from schools.actions import notify
from schools.models import Notice, User

LONGEST = 200  # letters of a task


class InsideStale(Exception):
    """Somebody else answered or called it back after the page was opened; `current` is how it stands now."""

    def __init__(self, current: Inside) -> None:
        super().__init__("มีผู้ทำรายการกับเรื่องนี้หลังจากที่เปิดหน้านี้")
        self.current = current


@transaction.atomic
def accept_inside(inside: Inside, *, version: int, by: User) -> Inside:
    """An addressee, or a head on her behalf, takes it. A counselor who is asked takes a request that nobody has."""
    inside = _take(inside, version)
    inside.move(InsideState.ACCEPTED)
    is_hers = is_addressee(by, inside)
    told = _told(inside, "รับเรื่องแล้ว", is_hers=is_hers)
    _keep(inside, answered_by=by, answered_at=timezone.now(), is_on_behalf=not is_hers)
    record(Verb.ACCEPTED, inside, by=by, is_on_behalf=not is_hers)
    if is_hers and inside.to == To.COUNSELOR and inside.case.state == CaseState.INTAKE and may_accept(by, inside.case):
        accept_case(inside.case, by=by)
    _tell(inside, told, people=_people_of(inside), by=by)
    return inside


@transaction.atomic
def decline_inside(inside: Inside, *, answer: str, version: int, by: User) -> Inside:
    """With the reason, which the case's timeline does not repeat."""
    inside = _take(inside, version)
    inside.move(InsideState.DECLINED)
    is_hers = is_addressee(by, inside)
    people = _people_of(inside)
    _tell(inside, _told(inside, "ไม่รับเรื่อง", is_hers=is_hers), people=people, by=by)
    _keep(inside, answer=answer, answered_by=by, answered_at=timezone.now(), is_on_behalf=not is_hers)
    record(Verb.DECLINED, inside, by=by, is_on_behalf=not is_hers)
    return inside


@transaction.atomic
def finish_inside(inside: Inside, *, result: str, advice: str, version: int, by: User) -> Inside:
    """What was done and what is advised; what was opened for it is closed from this moment."""
    inside = _take(inside, version)
    inside.move(InsideState.DONE)
    is_hers = is_addressee(by, inside)
    people = _people_of(inside)
    _tell(inside, _told(inside, "ช่วยเหลือเสร็จแล้ว", is_hers=is_hers), people=people, by=by)
    on_behalf = inside.is_on_behalf or not is_hers
    _keep(inside, result=result, advice=advice, done_by=by, done_at=timezone.now(), is_on_behalf=on_behalf)
    record(Verb.DONE, inside, by=by, is_on_behalf=not is_hers)
    return inside


@transaction.atomic
def revoke_inside(inside: Inside, *, reason: str, version: int, by: User) -> Inside:
    """The sender or a counselor calls it back: from this moment the addressees read nothing of it."""
    inside = _take(inside, version)
    inside.move(InsideState.REVOKED)
    _tell(inside, "เพิกถอน", people=_people_of(inside), by=by)
    _keep(inside, revoked_by=by, revoked_at=timezone.now(), revoked_reason=reason)
    record(Verb.REVOKED, inside, by=by)
    return inside


@transaction.atomic
def take_inside_advice(inside: Inside, *, lines: list[int], responsible: User, due_on: date, by: User) -> Inside:
    """Each chosen line (its place in `advice_lines`) becomes one task of the case, however often it is asked for."""
    hold_case(inside.case_id)
    inside = Inside.objects.select_for_update(of=("self",)).select_related("case").get(pk=inside.pk)
    for place, text in enumerate(inside.advice_lines):
        if place not in lines or str(place) in inside.taken:
            continue
        short = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
        task = add_task(inside.case, text=short, responsible=responsible, due_on=due_on, by=by)
        inside.taken[str(place)] = task.public_id
    inside.save(update_fields=["taken"])
    record(Verb.RECORDED, inside, by=by, part="advice")
    return inside


def _take(inside: Inside, version: int) -> Inside:
    """The row, locked until the transaction ends. Raises InsideStale when it is no longer at `version`."""
    hold_case(inside.case_id)
    current = Inside.objects.select_for_update(of=("self",)).get(pk=inside.pk)
    if current.version != version:
        raise InsideStale(current)
    return current


def _keep(inside: Inside, **values: object) -> None:
    for name, value in values.items():
        setattr(inside, name, value)
    inside.version += 1
    inside.save(update_fields=[*values, "state", "version"])


def _told(inside: Inside, text: str, *, is_hers: bool) -> str:
    return text if is_hers else f"{text} (ผู้บริหารทำแทนผู้รับ)"


def _people_of(inside: Inside) -> list[User]:
    """Sender, addressees and who looks after the case; nobody who is shut out from the child or has left."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_of_inside(%s)", [inside.pk])
        keys = [row[0] for row in cursor.fetchall()]
    return list(User.objects.filter(pk__in=keys))


def _tell(inside: Inside, text: str, *, people: list[User], by: User) -> None:
    """A line on the case, written while what was opened still is, and a notice without a name."""
    words, url = f"{inside.code} {text}", page_of(inside)
    if inside.school_id in by.rights.care_schools:
        note_event(Case.objects.get(pk=inside.case_id), kind=Event.Kind.INSIDE, text=words, url=url, by=by)
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT case_is_told(%s, %s, %s, %s)", [inside.case_id, Event.Kind.INSIDE.value, words, url])
    notify(people, kind=Notice.Kind.INSIDE, url=url, by=by)
