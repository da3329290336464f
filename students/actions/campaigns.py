"""A window in which every child is visited, and the figure of the year by which support may be asked for."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from journal.actions import record
from journal.models import Verb
from schools.models import AcademicYear, Area, School, User
from students.models import Campaign, IncomeLimit


@transaction.atomic
def open_campaign(
    place: School | Area, *, year: AcademicYear, name: str, opens_on: date, closes_on: date, by: User
) -> Campaign:
    """For one school, or for all schools of an area with one deadline."""
    school = place if isinstance(place, School) else None
    campaign = Campaign(
        area=place.area if isinstance(place, School) else place,
        school=school,
        year=year,
        name=name,
        opens_on=opens_on,
        closes_on=closes_on,
        opened_by=by,
        opened_at=timezone.now(),
    )
    campaign.validate_constraints()
    campaign.save()
    record(Verb.OPENED, campaign, by=by, until=closes_on)
    return campaign


@transaction.atomic
def edit_campaign(campaign: Campaign, *, closes_on: date, by: User) -> Campaign:
    """Another deadline."""
    was = campaign.closes_on
    campaign.closes_on = closes_on
    campaign.save(update_fields=["closes_on"])
    record(Verb.CONFIGURED, campaign, by=by, until=closes_on, was=was)
    return campaign


@transaction.atomic
def set_income_limit(area: Area, *, year: int, baht: int, by: User) -> IncomeLimit:
    limit, _ = IncomeLimit.objects.update_or_create(area=area, year=year, defaults={"baht": baht})
    record(Verb.CONFIGURED, limit, by=by, year=year, baht=baht)
    return limit
