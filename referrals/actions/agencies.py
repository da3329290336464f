"""Keeping the list of agencies: a school's own, or the area's for all its schools; who answers the telephone there."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, models, transaction

from journal.actions import record
from journal.models import Verb
from referrals.agency_table import CONTACT, Change, Row
from referrals.models import Agency, AgencyType, Contact
from schools.models import Area, School, User
from schools.thai import fold


class SameName(Exception):
    """The list has an agency, or an area a network, of this name already."""

    def __init__(self, message: str = "มีหน่วยงานชื่อนี้แล้ว") -> None:
        super().__init__(message)


def keep_named(row: models.Model, constraint: str, message: str) -> None:
    """Save it, unless its name is taken.  Raises SameName."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as broken:
        if constraint not in str(broken):
            raise
        raise SameName(message) from broken


def _keep(agency: Agency) -> None:
    keep_named(agency, "agency_once", "มีหน่วยงานชื่อนี้แล้ว")


@transaction.atomic
def add_agency(
    *, area: Area, school: School | None, type: AgencyType, name: str, addressee: str, by: User, **more: Any
) -> Agency:
    """`more`: whatever else is known of it.  Raises SameName."""
    agency = Agency(area=area, school=school, type=type, name=name, addressee=addressee, **more)
    _keep(agency)
    record(Verb.CONFIGURED, agency, by=by)
    return agency


@transaction.atomic
def edit_agency(agency: Agency, *, by: User, **values: Any) -> Agency:
    """Correct it, or take it out of use (`is_active`). Letters that were sent keep what they said.

    Raises SameName.
    """
    agency = held(agency)
    for name, value in values.items():
        setattr(agency, name, value)
    agency.version += 1
    _keep(agency)
    record(Verb.CONFIGURED, agency, by=by)
    return agency


def held(agency: Agency) -> Agency:
    """The row, locked until the transaction ends."""
    return Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)


@transaction.atomic
def add_contact(agency: Agency, *, name: str, is_main: bool, by: User, **more: Any) -> Contact:
    """Somebody who is called there; the first one is called first."""
    agency = held(agency)
    is_main = is_main or not agency.contacts.exists()
    contact = Contact.objects.create(agency=agency, name=name, is_main=is_main, **more)
    _one_main(contact)
    record(Verb.CONFIGURED, agency, by=by, contact=contact.public_id)
    return contact


@transaction.atomic
def edit_contact(contact: Contact, *, by: User, **values: Any) -> Contact:
    agency = held(contact.agency)
    contact = agency.contacts.get(pk=contact.pk)
    for name, value in values.items():
        setattr(contact, name, value)
    contact.save()
    _one_main(contact)
    record(Verb.CONFIGURED, agency, by=by, contact=contact.public_id)
    return contact


@transaction.atomic
def remove_contact(contact: Contact, *, by: User) -> None:
    """She no longer works there. Letters that named her keep her name."""
    agency = held(contact.agency)
    agency.contacts.filter(pk=contact.pk).delete()
    name_first(agency)
    record(Verb.CONFIGURED, agency, by=by, contact=contact.public_id, removed=True)


def _one_main(contact: Contact) -> None:
    if contact.is_main:
        contact.agency.contacts.filter(is_main=True).exclude(pk=contact.pk).update(is_main=False)
    name_first(contact.agency)


def name_first(agency: Agency) -> None:
    """The agency's own row names who is called first, for pages that show one name."""
    first = agency.contacts.order_by("-is_main", "name", "pk").first()
    Agency.objects.filter(pk=agency.pk).update(contact=first.name if first else "")


@transaction.atomic
def import_agencies(rows: Sequence[Row], *, area: Area, school: School | None, by: User) -> tuple[int, int]:
    """Rows that were looked at, into one list: (added, changed). Those that are the same cost nothing.

    Raises SameName.
    """
    added = changed = 0
    for row in rows:
        if row.agency is None:
            agency = Agency(area=area, school=school, **row.values)
            _keep(agency)
            added += 1
        else:
            agency = _changed(row.agency, row.changes)
            changed += 1
        _contact(agency, row.contact)
    about: Area | School = school or area
    record(Verb.IMPORTED, about, by=by, what="agencies", added=added, changed=changed)
    return added, changed


def _changed(agency: Agency, changes: Sequence[Change]) -> Agency:
    agency = held(agency)
    for change in changes:
        if change.name not in CONTACT:
            setattr(agency, change.name, change.value)
    agency.version += 1
    _keep(agency)
    return agency


def _contact(agency: Agency, told: dict[str, str]) -> None:
    """The person of a row: found by her name as it sounds, or added."""
    if not told.get("name"):
        return
    mine = [one for one in agency.contacts.all() if fold(one.name) == fold(told["name"])]
    is_main = not agency.contacts.exists()
    contact = mine[0] if mine else Contact(agency=agency, is_main=is_main, name=told["name"])
    for name in ("position", "phone"):
        if told.get(name):
            setattr(contact, name, told[name])
    contact.save()
    name_first(agency)
