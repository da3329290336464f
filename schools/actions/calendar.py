"""Academic years with their terms, and the holidays of an area."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from journal.actions import record
from journal.models import Verb
from schools.calendar import TermDates
from schools.models import AcademicYear, Area, Holiday, Term, User


@transaction.atomic
def add_year(
    area: Area, *, year: int, starts_on: date, ends_on: date, terms: Iterable[TermDates], by: User | None
) -> AcademicYear:
    made = AcademicYear.objects.create(area=area, year=year, starts_on=starts_on, ends_on=ends_on)
    _set_terms(made, terms)
    record(Verb.CONFIGURED, made, by=by, year=year, added=True)
    return made


@transaction.atomic
def edit_year(year: AcademicYear, *, starts_on: date, ends_on: date, terms: Iterable[TermDates], by: User) -> None:
    year.starts_on, year.ends_on = starts_on, ends_on
    year.save(update_fields=["starts_on", "ends_on"])
    _set_terms(year, terms)
    record(Verb.CONFIGURED, year, by=by, year=year.year)


def _set_terms(year: AcademicYear, terms: Iterable[TermDates]) -> None:
    for term in terms:
        Term.objects.update_or_create(
            year=year, number=term.number, defaults={"starts_on": term.from_on, "until_on": term.until_on}
        )


@transaction.atomic
def add_holiday(area: Area, *, on: date, name: str, by: User) -> Holiday:
    holiday = Holiday.objects.create(area=area, on=on, name=name)
    record(Verb.CONFIGURED, holiday, by=by, on=on, added=True)
    return holiday


@transaction.atomic
def remove_holiday(holiday: Holiday, *, by: User) -> None:
    record(Verb.CONFIGURED, holiday, by=by, on=holiday.on, removed=True)
    holiday.delete()
