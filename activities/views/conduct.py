"""The school's list of conduct rules, kept by the discipline office and the head."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities import actions, rules
from activities.forms.conduct import RuleForm
from activities.models import ConductRule
from schools.http import StaffRequest, once
from schools.models import School

page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def conduct_rules(request: StaffRequest) -> HttpResponse:
    """Read by everybody who writes down what was seen; `?school=` for who works in several."""
    if not rules.may_read_rules(request.user):
        raise PermissionDenied
    school, schools = the_school(request)
    found = ConductRule.objects.visible_to(request.user).filter(school=school).annotate(used=Count("observations"))
    listed = list(found.order_by("-is_active", "position", "code", "pk"))
    context = {
        "school": school,
        "schools": schools,
        "rules": [rule for rule in listed if rule.is_active],
        "retired": [rule for rule in listed if not rule.is_active],
        "may_keep": rules.may_keep_rules(request.user, school),
    }
    return render(request, "activities/conduct_rules.html", context)


def the_school(request: StaffRequest) -> tuple[School, list[School]]:
    """The school asked for, and all in which she works with children."""
    care = request.user.rights.care_schools
    schools = list(School.objects.visible_to(request.user).filter(pk__in=care).distinct().order_by("name", "pk"))
    asked = request.GET.get("school")
    school = next((one for one in schools if asked in (None, one.public_id)), None)
    if school is None:
        raise Http404
    return school, schools


def kept_by(request: StaffRequest) -> School:
    school, _ = the_school(request)
    if not rules.may_keep_rules(request.user, school):
        raise PermissionDenied
    return school


def listed_at(school: School) -> str:
    return f"{reverse('activities:conduct_rules')}?school={school.public_id}"


@page
def add_rule(request: StaffRequest) -> HttpResponse:
    school = kept_by(request)
    form = RuleForm(request.POST if request.method == "POST" else None, is_new=True)
    if form.is_valid():
        answer = attempt(form, lambda: once(request, lambda: added(request, school, form)))
        if answer:
            return answer
    return render(request, "activities/add_rule.html", {"form": form, "school": school})


def added(request: StaffRequest, school: School, form: RuleForm) -> str:
    rule = actions.add_rule(school, by=request.user, **form.rule())
    messages.success(request, f"เพิ่มข้อ {rule.code} แล้ว")
    return listed_at(school)


def attempt(form: Form, act: Callable[[], HttpResponse]) -> HttpResponse | None:
    """What was refused is said on the form."""
    try:
        return act()
    except ValidationError as refusal:
        for message in refusal.messages:
            form.add_error(None, message)
        return None


@page
def edit_rule(request: StaffRequest, rid: str) -> HttpResponse:
    """Until it has been used."""
    rule = the_rule(request, rid)
    merit = rule.least >= 0
    low, high = sorted((abs(rule.least), abs(rule.most)))
    now = {"code": rule.code, "text": rule.text, "way": "merit" if merit else "breach", "low": low, "high": high}
    now |= {"follows": rule.follows, "is_severe": rule.is_severe}
    form = RuleForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        answer = attempt(form, lambda: edited(request, rule, form))
        if answer:
            return answer
    return render(request, "activities/edit_rule.html", {"form": form, "rule": rule})


def edited(request: StaffRequest, rule: ConductRule, form: RuleForm) -> HttpResponse:
    actions.edit_rule(rule, by=request.user, **form.rule())
    messages.success(request, "บันทึกแล้ว")
    return redirect(listed_at(rule.school))


def the_rule(request: StaffRequest, rid: str) -> ConductRule:
    rule = get_object_or_404(ConductRule.objects.visible_to(request.user).select_related("school"), public_id=rid)
    if not rules.may_keep_rules(request.user, rule.school):
        raise PermissionDenied
    return rule


@require_POST
def retire_rule(request: StaffRequest, rid: str) -> HttpResponse:
    """`back` offers it again."""
    rule = the_rule(request, rid)
    is_active = request.POST.get("act") == "back"
    actions.retire_rule(rule, is_active=is_active, by=request.user)
    messages.success(request, f"{'ใช้' if is_active else 'เลิกใช้'}ข้อ {rule.code} แล้ว")
    return redirect(listed_at(rule.school))


@require_POST
def move_rule(request: StaffRequest, rid: str) -> HttpResponse:
    rule = the_rule(request, rid)
    actions.move_rule(rule, up=request.POST.get("act") == "up", by=request.user)
    return redirect(listed_at(rule.school))


@require_POST
def fill_rules(request: StaffRequest) -> HttpResponse:
    school = kept_by(request)
    count = actions.fill_rules(school, by=request.user)
    messages.success(request, f"เติมชุดตั้งต้น {count}\u00a0ข้อ แก้หรือเลิกใช้ได้ทุกข้อ" if count else "มีครบทุกข้อของชุดตั้งต้นแล้ว")
    return redirect(listed_at(school))
