"""Two entries for one office become one (รวมรายการซ้ำ)."""

from django.db import transaction

from journal.actions import record
from journal.models import Verb
from referrals.actions.agencies import held, name_first
from referrals.models import Agency, Contact
from referrals.rules import may_keep_agency
from schools.models import User
from schools.thai import fold


class NotTwo(Exception):
    """They cannot be merged: one is not in use any more, or both are the same."""

    def __init__(self) -> None:
        super().__init__("รวมไม่ได้ มีรายการหนึ่งที่เลิกใช้หรือรวมไปแล้ว กลับไปดูรายการซ้ำอีกครั้ง")


@transaction.atomic
def merge_agency(agency: Agency, *, into: Agency, by: User) -> Agency:
    """`agency` goes out of use and points to `into`; its agreements, networks and people go over.

    Drafts of every school follow by a trigger (0016); what was sent keeps what it said. People go over only to an
    entry that she keeps as well: a school adds nobody to the area's.  Raises NotTwo.
    """
    first, second = sorted((agency.pk, into.pk))
    locked = {one.pk: held(one) for one in Agency.objects.filter(pk__in=(first, second)).order_by("pk")}
    agency, into = locked[agency.pk], locked[into.pk]
    if agency.pk == into.pk or not (agency.is_active and into.is_active):
        raise NotTwo
    for agreement in agency.agreements.order_by("pk"):
        agreement.agencies.add(into)
        agreement.agencies.remove(agency)
    for network in agency.networks.order_by("pk"):
        network.agencies.add(into)
        network.agencies.remove(agency)
    if may_keep_agency(by, into):
        _people_go_over(agency, into)
    agency.merged.update(merged_into=into)
    agency.is_active, agency.merged_into = False, into
    agency.version += 1
    agency.save(update_fields=["is_active", "merged_into", "version"])
    record(Verb.MERGED, agency, by=by, into=into.public_id)
    return into


def _people_go_over(agency: Agency, into: Agency) -> None:
    """Those whom the other does not know by name; who is called first there stays so."""
    known = {fold(one.name) for one in into.contacts.all()}
    has_main = into.contacts.filter(is_main=True).exists()
    moving = [one for one in agency.contacts.all() if fold(one.name) not in known]
    for contact in moving:
        Contact.objects.filter(pk=contact.pk).update(agency=into, is_main=contact.is_main and not has_main)
    name_first(into)
    name_first(agency)
