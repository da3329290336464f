"""Keeping the list of agencies: a school's own, or the area's for all its schools."""

from typing import Any

from django.db import IntegrityError, transaction

from journal.actions import record
from journal.models import Verb
from referrals.models import Agency, AgencyType
from schools.models import Area, School, User


class SameName(Exception):
    """The list has an agency of this name already."""

    def __init__(self) -> None:
        super().__init__("มีหน่วยงานชื่อนี้แล้ว")


def _keep(agency: Agency) -> None:
    try:
        with transaction.atomic():
            agency.save()
    except IntegrityError as broken:
        if "agency_once" not in str(broken):
            raise
        raise SameName from broken


@transaction.atomic
def add_agency(
    *,
    area: Area,
    school: School | None,
    type: AgencyType,
    name: str,
    addressee: str,
    address: str,
    phone: str,
    contact: str,
    by: User,
) -> Agency:
    """Raises SameName."""
    agency = Agency(
        area=area,
        school=school,
        type=type,
        name=name,
        addressee=addressee,
        address=address,
        phone=phone,
        contact=contact,
    )
    _keep(agency)
    record(Verb.CONFIGURED, agency, by=by)
    return agency


@transaction.atomic
def edit_agency(agency: Agency, *, by: User, **values: Any) -> Agency:
    """Correct it, or take it out of use (`is_active`). Letters that were sent keep what they said.

    Raises SameName.
    """
    agency = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    for name, value in values.items():
        setattr(agency, name, value)
    _keep(agency)
    record(Verb.CONFIGURED, agency, by=by)
    return agency
