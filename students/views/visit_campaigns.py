"""Campaigns of home visits: the list, opening one, how far it is, its deadline; the year's figure of income."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from schools.calendar import academic_year
from schools.http import StaffRequest, once
from schools.models import Area
from students import actions, coverage, rules
from students.forms.campaigns import CampaignDeadlineForm, CampaignForm, IncomeLimitForm
from students.models import Campaign, IncomeLimit

page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def campaigns(request: StaffRequest) -> HttpResponse:
    found = Campaign.objects.visible_to(request.user).select_related("year", "school", "area")
    context = {
        "campaigns": found.latest_first()[:40],
        "today": timezone.localdate(),
        "may_open": rules.may_open_campaign(request.user),
    }
    return render(request, "students/campaigns.html", context)


@page
def open_campaign(request: StaffRequest) -> HttpResponse:
    """By the counselor for the school, by the area officer for all schools with one deadline."""
    if not rules.may_open_campaign(request.user):
        raise PermissionDenied
    form = CampaignForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        try:
            return once(request, lambda: opened(request, form))
        except ValidationError as refusal:
            form.add_error("name", refusal.messages)
    return render(request, "students/open_campaign.html", {"form": form})


def opened(request: StaffRequest, form: CampaignForm) -> str:
    told = dict(form.cleaned_data)
    place = told.pop("place")
    if not rules.may_open_campaign_for(request.user, place):
        raise PermissionDenied
    made = actions.open_campaign(place, by=request.user, **told)
    messages.success(request, f"เปิด “{made.name}” แล้ว ครูประจำชั้นเห็นในหน้าวันนี้")
    return reverse("students:campaign", args=[made.public_id])


@require_safe
def campaign(request: StaffRequest, kid: str) -> HttpResponse:
    """Rooms with their teachers for the school; schools for the area. No child's name anywhere."""
    found = the_campaign(request, kid)
    today = timezone.localdate()
    rooms = coverage.rooms_of(request.user, found, on=today)
    sees_area = bool(request.user.rights.areas_as("area_officer"))
    schools = coverage.schools_of(request.user, found) if sees_area else []
    may_remind = rules.may_remind(request.user, found)
    address = request.build_absolute_uri(reverse("students:visits"))
    context = {
        "campaign": found,
        "today": today,
        "rooms": rooms,
        "schools": schools,
        "enrolled": sum(line.enrolled for line in schools or rooms),
        "visited": sum(line.visited for line in schools or rooms),
        "reminder": coverage.reminder(found, rooms, address=address) if may_remind else "",
        "school_reminder": coverage.school_reminder(found, schools) if may_remind else "",
        "may_edit": rules.may_edit_campaign(request.user, found),
        "opens": {line.classroom.pk for line in rooms if rules.may_follow_visits(request.user, line.classroom)},
    }
    return render(request, "students/campaign.html", context)


def the_campaign(request: StaffRequest, kid: str) -> Campaign:
    found = Campaign.objects.visible_to(request.user).select_related("year", "school", "area")
    return get_object_or_404(found, public_id=kid)


@page
def edit_campaign(request: StaffRequest, kid: str) -> HttpResponse:
    found = the_campaign(request, kid)
    if not rules.may_edit_campaign(request.user, found):
        raise PermissionDenied
    typed = request.POST if request.method == "POST" else None
    form = CampaignDeadlineForm(typed, opens_on=found.opens_on, initial={"closes_on": found.closes_on})
    if form.is_valid():
        actions.edit_campaign(found, by=request.user, **form.cleaned_data)
        messages.success(request, "เลื่อนวันสุดท้ายแล้ว")
        return redirect("students:campaign", found.public_id)
    return render(request, "students/edit_campaign.html", {"campaign": found, "form": form})


@page
def income_limits(request: StaffRequest) -> HttpResponse:
    """Read by whoever sees the area, kept by its administrator."""
    area = Area.objects.visible_to(request.user).first()
    if area is None:
        raise PermissionDenied
    year = academic_year(timezone.localdate())
    may_edit = rules.may_set_income_limit(request.user, area)
    if request.method == "POST" and not may_edit:
        raise PermissionDenied
    now = coverage.limit_of(area.pk, year)
    form = IncomeLimitForm(request.POST if request.method == "POST" else None, initial={"baht": now})
    if form.is_valid():
        actions.set_income_limit(area, year=year, by=request.user, **form.cleaned_data)
        messages.success(request, f"ปีการศึกษา {year} ใช้เกณฑ์ {form.cleaned_data['baht']:,} บาทต่อคนต่อเดือน")
        return redirect("students:income_limits")
    held = IncomeLimit.objects.visible_to(request.user).filter(area=area).order_by("-year")
    context = {"form": form, "area": area, "year": year, "now": now, "limits": held, "may_edit": may_edit}
    return render(request, "students/income_limits.html", context)
