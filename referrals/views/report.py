"""The school's report of its referrals: on a page whose every number opens its list, on paper, in Excel."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from journal.papers import disclose
from referrals import report as figures
from referrals import report_papers, rules
from referrals.report import STANDINGS, Letter, Period, Report
from referrals.waiting import years_without_holidays
from schools.http import StaffRequest
from schools.models import School
from schools.thai import clean

MANY_ROWS = 40  # agencies; beyond that a worker makes the paper (decisions C12)


@require_safe
def report(request: StaffRequest) -> HttpResponse:
    """`show` (a column), `agency` and `type` open the list behind a number, on the same page."""
    schools, school = _school(request)
    today = timezone.localdate()
    every, period = _period(request, school)
    made = figures.report(request.user, school, period, today)
    asked = {name: clean(request.GET.get(name, "")[:30]) for name in ("show", "agency", "type")}
    context: dict[str, Any] = {
        "report": made,
        "school": school,
        "schools": schools,
        "periods": every,
        "period": period,
        "standings": STANDINGS,
        "say_columns": figures.SAY_COLUMNS,
        "listed": listed(made, **asked) if any(asked.values()) else None,
        "asked": asked,
        "shown": STANDINGS.get(asked["show"], "ส่งแล้ว"),
        "years_unknown": years_without_holidays(request.user, period.since, min(today, period.until)),
    }
    return render(request, "referrals/report.html", context)


def listed(made: Report, *, show: str, agency: str, type: str) -> list[Letter]:
    """The letters that a number of the tables counts."""
    letters = [one for one in made.total.letters if show not in STANDINGS or one.standing == show]
    letters = [one for one in letters if not agency or one.agency.public_id == agency]
    return [one for one in letters if not type or one.agency.type.code == type]


@require_safe
def report_pdf(request: StaffRequest) -> HttpResponse:
    _, school = _school(request)
    _, period = _period(request, school)
    return disclose(
        request,
        report_papers.report_paper,
        about=school,
        filename=f"รายงานส่งต่อ-{period.key}.pdf",
        at_once=is_small(request, school, period),
        school_id=school.pk,
        period=period.key,
    )


@require_safe
def report_xlsx(request: StaffRequest) -> HttpResponse:
    _, school = _school(request)
    _, period = _period(request, school)
    return disclose(
        request,
        report_papers.report_table,
        about=school,
        filename=f"รายงานส่งต่อ-{period.key}.xlsx",
        at_once=is_small(request, school, period),
        school_id=school.pk,
        period=period.key,
    )


def is_small(request: StaffRequest, school: School, period: Period) -> bool:
    letters = figures.letters_of(request.user, school, period, timezone.localdate())
    return len({one.agency.pk for one in letters}) <= MANY_ROWS


def _school(request: StaffRequest) -> tuple[list[School], School]:
    """Her schools, and the one she asked for, else the first. Raises PermissionDenied."""
    user = request.user
    every = School.objects.visible_to(user).select_related("area").order_by("name", "pk")
    mine = [one for one in every.filter(pk__in=user.rights.schools()) if rules.may_read_report(user, one)]
    if not mine:
        raise PermissionDenied("รายงานการส่งต่อสำหรับครูแนะแนวและผู้บริหารของโรงเรียน")
    asked = clean(request.GET.get("school", "")[:8])
    return mine, next((one for one in mine if one.public_id == asked), mine[0])


def _period(request: StaffRequest, school: School) -> tuple[list[Period], Period]:
    every = figures.periods(request.user, school, timezone.localdate())
    return every, report_papers.find(every, clean(request.GET.get("period", "")[:10])) or every[0]
