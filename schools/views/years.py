"""The area's calendar: academic years with their terms, and holidays."""

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from schools import actions, calendar, rules
from schools.forms.calendar import HolidayForm, YearForm, YearNumberForm
from schools.http import StaffRequest
from schools.models import AcademicYear, Area, School

WARN_BEFORE = datetime.timedelta(days=60)  # decisions B12
READERS = ("GET", "HEAD", "POST")


def area_of(request: StaffRequest) -> Area:
    """The area whose calendar she works by. Raises PermissionDenied."""
    rights = request.user.rights
    found = Area.objects.visible_to(request.user).first()
    if found:
        return found
    school = School.objects.visible_to(request.user).filter(pk__in=rights.schools()).select_related("area").first()
    if school is None:
        raise PermissionDenied("หน้านี้สำหรับบุคลากรของโรงเรียนและเขต")
    return school.area


def edited_area(request: StaffRequest) -> Area:
    """The area whose calendar she keeps. Raises PermissionDenied."""
    found = area_of(request)
    if not rules.may_edit_area(request.user, found):
        raise PermissionDenied("ปีการศึกษาและวันหยุดแก้ได้เฉพาะผู้ดูแลระบบของเขต")
    return found


def year_without_holidays(area: Area, today: datetime.date) -> int | None:
    """The พ.ศ. year (this one, or the next when it is less than 60 days away) that has no holidays yet."""
    soon = {calendar.be_year(today), calendar.be_year(today + WARN_BEFORE)}
    known = {calendar.be_year(day) for day in area.holidays.values_list("on", flat=True)}
    return min(soon - known, default=None)


@require_safe
def years(request: StaffRequest) -> HttpResponse:
    area = area_of(request)
    today = timezone.localdate()
    listed = area.years.prefetch_related("terms").order_by("-year")
    now = calendar.academic_year(today)
    context = {
        "area": area,
        "years": listed,
        "now": now,
        "next": None if any(one.year > now for one in listed) else now + 1,
        "holidays": area.holidays.filter(on__gte=today)[:5],
        "missing": year_without_holidays(area, today),
        "may_edit": rules.may_edit_area(request.user, area),
        "may_roll_over": request.user.rights.has("registrar"),
        "may_appoint": request.user.rights.has("school_admin", "head"),
    }
    return render(request, "schools/years.html", context)


@require_http_methods(READERS)
def add_year(request: StaffRequest) -> HttpResponse:
    """The number is enough: dates follow the regulation and can be changed on the same page."""
    area = edited_area(request)
    latest = area.years.order_by("-year").first()
    year = latest.year + 1 if latest else calendar.academic_year(timezone.localdate())
    sent = request.POST if request.method == "POST" else None
    number = YearNumberForm(sent, area=area, initial={"year": year})
    dates = YearForm(sent, initial=YearForm.defaults(year), is_new=True)
    if sent is not None and number.is_valid() and dates.is_valid():
        made = actions.add_year(area, year=number.cleaned_data["year"], **dates.keywords, by=request.user)
        messages.success(request, f"เพิ่มปีการศึกษา {made.year} แล้ว")
        return redirect("schools:years")
    return render(request, "schools/add_year.html", {"form": dates, "number": number, "area": area})


@require_http_methods(READERS)
def edit_year(request: StaffRequest, year: int) -> HttpResponse:
    area = area_of(request)
    found = get_object_or_404(area.years.prefetch_related("terms"), year=year)
    edited_area(request)
    form = YearForm(request.POST if request.method == "POST" else None, initial=dates_of(found))
    if request.method == "POST" and form.is_valid():
        actions.edit_year(found, **form.keywords, by=request.user)
        messages.success(request, f"บันทึกปีการศึกษา {found.year} แล้ว")
        return redirect("schools:years")
    return render(request, "schools/edit_year.html", {"form": form, "year": found})


def dates_of(year: AcademicYear) -> dict[str, Any]:
    """What stands in the form: the stored days, and the regulation's where a term is missing."""
    dates = YearForm.defaults(year.year) | {"starts_on": year.starts_on, "ends_on": year.ends_on}
    for term in year.terms.all():
        name = {1: "first", 2: "second"}.get(term.number)
        if name:
            dates |= {f"{name}_from": term.starts_on, f"{name}_until": term.until_on}
    return dates


@require_http_methods(READERS)
def holidays(request: StaffRequest) -> HttpResponse:
    """All holidays of a พ.ศ. year; the area admin adds and removes."""
    area = area_of(request)
    if request.method == "POST":
        edited_area(request)
    if "remove" in request.POST:
        removed = get_object_or_404(area.holidays, pk=number_of(request.POST["remove"]))
        actions.remove_holiday(removed, by=request.user)
        messages.success(request, f"เอา{removed.name} {calendar.format_short(removed.on)} ออกแล้ว")
        return redirect("schools:holidays")
    form = HolidayForm(request.POST if request.method == "POST" else None, area=area)
    if request.method == "POST" and form.is_valid():
        made = actions.add_holiday(area, **form.cleaned_data, by=request.user)
        messages.success(request, f"เพิ่ม{made.name} {calendar.format_short(made.on)} แล้ว")
        return redirect("schools:holidays")
    today = timezone.localdate()
    context = {
        "area": area,
        "form": form,
        "holidays": area.holidays.filter(on__gte=today - datetime.timedelta(days=200)),
        "missing": year_without_holidays(area, today),
        "may_edit": rules.may_edit_area(request.user, area),
        "today": today,
    }
    return render(request, "schools/holidays.html", context)


def number_of(text: str) -> int:
    """A key from a button, 0 when it is none (which finds nothing)."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
