"""Keeping the list of agencies: a school's own, or the area's for all its schools."""

from typing import Any

from django.db import transaction

from journal.actions import record
from journal.models import Verb
from referrals.models import Agency, AgencyType
from schools.models import Area, School, User


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
    agency = Agency.objects.create(
        area=area,
        school=school,
        type=type,
        name=name,
        addressee=addressee,
        address=address,
        phone=phone,
        contact=contact,
    )
    record(Verb.CONFIGURED, agency, by=by)
    return agency


@transaction.atomic
def edit_agency(agency: Agency, *, by: User, **values: Any) -> Agency:
    """Correct it, or take it out of use (`is_active`). Letters that were sent keep what they said."""
    agency = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    for name, value in values.items():
        setattr(agency, name, value)
    agency.save(update_fields=list(values))
    record(Verb.CONFIGURED, agency, by=by)
    return agency
