"""What those who look after a child keep about her: own words, health, brothers and sisters, and her number."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from schools import calendar
from schools.http import StaffRequest, once
from schools.stepup import confirm, must_confirm
from students import actions, rules
from students.forms import HealthForm, KnowForm, RevealForm, ScholarshipForm, SiblingForm, SiblingNumberForm, said
from students.identifiers import masked
from students.models import Health, Identifier, Scholarship, Sibling, Student
from students.siblings import siblings_of, suggested
from students.views.registrar import attempt, page_of, say, the_child, typed, viewed

page = require_http_methods(["GET", "HEAD", "POST"])


@page
def tell(request: StaffRequest, sid: str) -> HttpResponse:
    """Nickname, telephone, strengths, interests, own words."""
    student = the_child(request, sid)
    if not rules.may_tell(request.user, student):
        raise PermissionDenied
    viewed(request, student)
    form = KnowForm(typed(request), initial=said(KnowForm, student))
    if form.is_valid():
        try:
            actions.correct(student, shown=form.initial, by=request.user, **form.cleaned_data)
            return kept(request, student)
        except actions.Changed:
            form = KnowForm(typed(request), initial=said(KnowForm, the_child(request, sid)))
    return render(request, "students/tell.html", {"student": student, "form": form})


@page
def health(request: StaffRequest, sid: str) -> HttpResponse:
    """The head reads it on the child's page; here it is written."""
    student = the_child(request, sid)
    if not rules.may_write_health(request.user, student):
        raise PermissionDenied
    viewed(request, student)
    found = Health.objects.visible_to(request.user).filter(student=student).select_related("told_by")
    known = found.first()
    form = HealthForm(typed(request), initial=said(HealthForm, known))
    if form.is_valid():
        try:
            actions.tell_health(student, shown=form.initial, by=request.user, **form.cleaned_data)
            return kept(request, student)
        except actions.Changed:
            known = found.all().first()
            form = HealthForm(typed(request), initial=said(HealthForm, known))
    return render(request, "students/health.html", {"student": student, "form": form, "known": known})


def kept(request: StaffRequest, student: Student) -> HttpResponse:
    messages.success(request, "บันทึกแล้ว")
    return redirect(page_of(student))


@page
def siblings(request: StaffRequest, sid: str) -> HttpResponse:
    """Who is linked, whom the school's own rows suggest, and a number for who sits behind the wall."""
    student = the_child(request, sid)
    if not rules.may_link_siblings(request.user, student):
        raise PermissionDenied
    viewed(request, student)
    by_number = "number" in request.POST
    children = Student.objects.visible_to(request.user)
    chosen = SiblingForm(None if by_number else typed(request), children=children)
    numbered = SiblingNumberForm(typed(request) if by_number else None)
    form: Form = numbered if by_number else chosen
    if form.is_valid():
        answer = attempt(form, lambda: linked(request, student, form.cleaned_data))
        if answer:
            return answer
    links = siblings_of(request.user, student)
    context: dict[str, Any] = {
        "student": student,
        "form": form,
        "numbered": numbered,
        "links": links,
        "suggestions": suggested(request.user, student, links),
    }
    return render(request, "students/siblings.html", context)


def linked(request: StaffRequest, student: Student, fields: dict[str, Any]) -> HttpResponse:
    if "number" in fields:
        found = actions.link_elsewhere(student, number=fields["number"], by=request.user)
        where = f" (โทร {found.school_phone})" if found.school_phone else ""
        messages.success(request, f"เชื่อมพี่น้องที่ รร.{found.school_name}{where} แล้ว")
    else:
        actions.link_sibling(student, other=fields["sibling"], by=request.user)
        messages.success(request, f"เชื่อม{fields['sibling'].full_name}เป็นพี่น้องแล้ว")
    return redirect("students:siblings", sid=student.public_id)


@require_POST
def unlink_sibling(request: StaffRequest, sid: str, lid: str) -> HttpResponse:
    student = the_child(request, sid)
    if not rules.may_link_siblings(request.user, student):
        raise PermissionDenied
    links = Sibling.objects.visible_to(request.user).filter(Q(one=student) | Q(other=student))
    sibling = get_object_or_404(links, public_id=lid)
    actions.unlink_sibling(student, sibling=sibling, by=request.user)
    messages.success(request, "ยกเลิกการเชื่อมพี่น้องแล้ว")
    return redirect("students:siblings", sid=student.public_id)


@page
def reveal_id(request: StaffRequest, sid: str) -> HttpResponse:
    """The whole number, once, after a reason and a fresh sign-in; it stands in no address and no later page."""
    student = the_child(request, sid)
    if not rules.may_reveal_id(request.user, student):
        raise PermissionDenied
    viewed(request, student)
    current = Identifier.objects.visible_to(request.user).filter(student=student).current().first()
    form = RevealForm(typed(request))
    shown = ""
    if current and form.is_valid():
        if must_confirm(request):
            return confirm(request)
        shown = revealed(request, current, form)
    context = {"student": student, "form": form, "current": current, "masked": masked(current), "shown": shown}
    return render(request, "students/reveal_id.html", context)


def revealed(request: StaffRequest, current: Identifier, form: RevealForm) -> str:
    try:
        return actions.reveal_number(current, by=request.user, **form.cleaned_data)
    except ValidationError as refusal:
        say(form, refusal)
        return ""


@page
def scholarships(request: StaffRequest, sid: str) -> HttpResponse:
    """Help in money beside กสศ.: what was told, and a place to tell more."""
    student = the_child(request, sid)
    if not rules.may_keep_scholarships(request.user, student):
        raise PermissionDenied
    viewed(request, student)
    this_year = calendar.academic_year(timezone.localdate())
    form = ScholarshipForm(typed(request), this_year=this_year, initial={"year": this_year})
    if form.is_valid():
        return once(request, lambda: told_of(request, student, form))
    kept = Scholarship.objects.visible_to(request.user).filter(student=student).select_related("recorded_by")
    context = {"student": student, "form": form, "scholarships": kept.order_by("-year", "-pk")}
    return render(request, "students/scholarships.html", context, status=422 if form.is_bound else 200)


def told_of(request: StaffRequest, student: Student, form: ScholarshipForm) -> str:
    actions.add_scholarship(student, by=request.user, **form.cleaned_data)
    messages.success(request, f"บันทึกทุนของ{student.first_name}แล้ว")
    return reverse("students:scholarships", args=[student.public_id])


@require_POST
def remove_scholarship(request: StaffRequest, sid: str, wid: str) -> HttpResponse:
    student = the_child(request, sid)
    if not rules.may_keep_scholarships(request.user, student):
        raise PermissionDenied
    kept = Scholarship.objects.visible_to(request.user).filter(student=student)
    actions.remove_scholarship(get_object_or_404(kept, public_id=wid), by=request.user)
    messages.success(request, "ลบทุนนี้แล้ว")
    return redirect("students:scholarships", sid=student.public_id)
