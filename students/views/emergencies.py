"""เปิดข้อมูลฉุกเฉิน: a child's page for one hour without the right to it, its mark, and its review."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from journal.actions import record
from journal.models import Verb
from schools.actions import keep_draft
from schools.drafts import page_sent
from schools.http import StaffRequest, forget_draft, once
from schools.models import User
from schools.stepup import confirm, must_confirm
from students import actions, rules
from students.emergency import Audited, emergencies_of_area, emergency_sections, named, rooms_with_names
from students.forms import EmergencyForm, FindForm, ReviewForm, ToldForm
from students.models import Emergency, Student
from students.views.registrar import page, say, typed

FORM = "students:emergency"  # the name of its draft
SAY_OVER = "หมดเวลาเปิดข้อมูลแล้ว สิ่งที่พิมพ์ยังไม่ได้บันทึกในรายการนี้ แต่ไม่หาย ระบบเก็บไว้เป็นร่างของคุณ"
SAY_TWO = "มีร่างอื่นของรายการนี้ค้างอยู่ สิ่งที่พิมพ์ครั้งนี้จึงยังไม่ได้เก็บ แต่ยังอยู่ด้านล่าง คัดลอกไว้ก่อนออกจากหน้านี้"


@require_safe
def emergencies(request: StaffRequest) -> HttpResponse:
    """Who reviews reads about which child; the auditor reads school, person and verdict; who opened one her own."""
    user = request.user
    if not rules.may_list_emergencies(user):
        raise PermissionDenied("หน้านี้สำหรับผู้ทบทวนการเปิดข้อมูลฉุกเฉิน")
    found = Emergency.objects.visible_to(user).select_related("user", "reviewed_by").order_by("-opened_at", "-pk")
    names = Student.objects.visible_to(user).in_bulk([one.student_id for one in found])
    context = {
        "rows": [(one, names.get(one.student_id), rules.may_review(user, one)) for one in found],
        "audited": emergencies_of_area() if user.rights.has("auditor") else [],
        "may_open": rules.may_open_emergency(user),
        "now": timezone.now(),
    }
    return render(request, "students/emergencies.html", context)


@page
def open_emergency(request: StaffRequest) -> HttpResponse:
    """`do=find` answers with names of a room (T1), `do=open` opens one of them. Names never stand in an address."""
    user = request.user
    if not rules.may_open_emergency(user):
        raise PermissionDenied("คุณเปิดหน้านักเรียนตามหน้าที่ได้อยู่แล้ว ค้นหานักเรียนจากช่องค้นหา")
    opens = request.POST.get("do") == "open"
    find = FindForm(typed(request), rooms=rooms_with_names(user))
    form = EmergencyForm(request.POST if opens else None)
    found = named(user, find.cleaned_data["room"], find.cleaned_data["name"]) if find.is_valid() else []
    if found and not opens:
        actions.search_names(found, by=user)
    chosen = next((child for child in found if child.public_id == request.POST.get("student")), None)
    if opens and form.is_valid() and not chosen:
        form.add_error(None, "เลือกนักเรียนหนึ่งคน")
    if opens and form.is_valid() and chosen:
        if must_confirm(request):
            return confirm(request)
        return opened(request, chosen, form)
    context = {"find": find, "form": form, "found": found, "opens": opens, "chosen": chosen}
    return render(request, "students/open_emergency.html", context)


def opened(request: StaffRequest, student: Student, form: EmergencyForm) -> HttpResponse:
    """Whom she may open anyway, she is led to; a second time before the review is refused and leaves its line."""
    if Student.objects.visible_to(request.user).filter(pk=student.pk).exists():
        return redirect("studentcare:student", sid=student.public_id)
    try:
        return once(request, lambda: address_of(actions.open_emergency(student, by=request.user, **form.cleaned_data)))
    except actions.NotReviewed as refusal:
        actions.refuse_emergency(refusal.emergency, by=request.user)
        messages.error(request, str(refusal))
        return redirect(address_of(refusal.emergency))


def address_of(emergency: Emergency) -> str:
    return reverse("students:emergency", args=[emergency.public_id])


@require_safe
def emergency(request: StaffRequest, eid: str) -> HttpResponse:
    """While it runs: what is needed now. Afterwards her own words and the verdict, and for who reviews the rest."""
    found = the_emergency(request, eid)
    return shown(request, found, ToldForm(initial={"told": found.told}))


def shown(request: StaffRequest, found: Emergency, form: ToldForm, *, status: int = 200) -> HttpResponse:
    user = request.user
    is_running = found.user_id == user.pk and found.is_running(timezone.now())
    student = Student.objects.visible_to(user).select_related("classroom", "school").filter(pk=found.student_id).first()
    if student is not None:
        record(Verb.VIEWED, found, by=user, page="emergency")
    context: dict[str, Any] = {
        "emergency": found,
        "student": student,
        "is_running": is_running and student is not None,
        "opened": emergency_sections(user, student) if is_running and student is not None else None,
        "form": form,
        "is_mine": found.user_id == user.pk,
        "may_review": rules.may_review(user, found) and found.reviewed_at is None,
    }
    return render(request, "students/emergency.html", context, status=status)


@require_POST
def close_emergency(request: StaffRequest, eid: str) -> HttpResponse:
    """Keep what was done; `do=close` ends it before its hour. When it is over, what was typed becomes a draft."""
    found = the_emergency(request, eid)
    if found.user_id != request.user.pk:
        raise PermissionDenied("บันทึกได้เฉพาะผู้ที่เปิดข้อมูล")
    form = ToldForm(request.POST)
    closes = request.POST.get("do") == "close"
    try:
        if form.is_valid():
            actions.tell_emergency(found, told=form.cleaned_data["told"], closes=closes, by=request.user)
            forget_draft(request)
            messages.success(request, "ปิดแล้ว ผู้ทบทวนจะดูรายการนี้" if closes else "บันทึกแล้ว")
            return redirect(found_address(found, closes=closes))
        messages.error(request, " ".join(map(str, form.errors["told"])))
    except actions.Over:
        messages.error(request, SAY_OVER)
    fields, page = {"told": request.POST.getlist("told")}, page_sent(request.POST)
    if keep_draft(form=FORM, about=eid, fields=fields, page=page, by=request.user):
        return redirect(f"{address_of(found)}?draft=1")
    messages.error(request, SAY_TWO)
    return shown(request, found, ToldForm(initial={"told": request.POST.get("told", "")}), status=409)


def found_address(found: Emergency, *, closes: bool) -> str:
    return reverse("students:emergencies") if closes else address_of(found)


@page
def review_emergency(request: StaffRequest, eid: str) -> HttpResponse:
    """A counselor or head of the school; the area's auditor where the school has nobody left, and then unseen."""
    user = request.user
    found = Emergency.objects.visible_to(user).filter(public_id=eid).select_related("user").first()
    unseen = None if found else left_to(user, eid)
    if found is not None and not rules.may_review(user, found):
        raise PermissionDenied("ทบทวนได้เฉพาะครูแนะแนวและผู้บริหารคนอื่น")
    form = ReviewForm(typed(request))
    if form.is_valid():
        verdict, text = form.cleaned_data["verdict"], form.cleaned_data["text"]
        try:
            if found is not None:
                actions.review_emergency(found, verdict=verdict, text=text, by=user)
            else:
                actions.review_unseen(eid, verdict=verdict, text=text, by=user)
            messages.success(request, "บันทึกผลการทบทวนแล้ว")
            return redirect("students:emergencies")
        except ValidationError as refusal:
            say(form, refusal)
    return render(request, "students/review_emergency.html", {"emergency": found, "unseen": unseen, "form": form})


def left_to(user: User, eid: str) -> Audited:
    """The line of it that the area's auditor may read.  Raises Http404 where the school reviews, and to others."""
    lines = emergencies_of_area() if user.rights.has("auditor") else []
    for one in lines:
        if one.code == eid and one.left_to_area:
            return one
    raise Http404


def the_emergency(request: StaffRequest, eid: str) -> Emergency:
    found = Emergency.objects.visible_to(request.user).select_related("user", "reviewed_by")
    return get_object_or_404(found, public_id=eid)
