"""Writing a home visit down (W10): the form of a new one, of a draft, of a correction. A draft lives on the server."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from schools import calendar
from schools.http import StaffRequest, once
from students import actions, coverage, rules, visit_form
from students.forms.visiting import VisitForm
from students.models import Guardian, Student, Visit
from students.views.registrar import the_child, viewed
from students.views.visits import photos_of, the_visit
from students.visit_form import Far

page = require_http_methods(["GET", "HEAD", "POST"])
SAY_STALE = "ร่างนี้ถูกบันทึกจากอีกหน้าต่างเมื่อ {at} ของหน้านี้ยังอยู่ด้านล่าง ตรวจแล้วกดบันทึกอีกครั้งถ้าต้องการใช้ของหน้านี้"


@page
def new_visit(request: StaffRequest, sid: str) -> HttpResponse:
    """Who has begun already goes on with her draft."""
    student = the_child(request, sid)
    if not rules.may_visit(request.user, student):
        raise PermissionDenied
    draft = Visit.objects.visible_to(request.user).drafts().filter(student=student).first()
    if draft and request.method != "POST":
        return redirect("students:edit_visit", draft.public_id)
    viewed(request, student)
    return draft_page(request, student, draft, "students/new_visit.html")


@page
def edit_visit(request: StaffRequest, vid: str) -> HttpResponse:
    """A draft goes on; a finished visit is corrected."""
    visit = the_visit(request, vid)
    if not rules.may_edit_visit(request.user, visit):
        raise PermissionDenied
    viewed(request, visit.student)
    if visit.is_draft:
        return draft_page(request, visit.student, visit, "students/edit_visit.html")
    sees_all = rules.may_read_sensitive(request.user, visit)
    form = VisitForm(typed(request), visit=visit, sensitive=sees_all, is_final=True)
    if form.is_valid():
        answer = attempt(form, lambda: corrected(request, visit, form))
        if answer:
            return answer
    return render(request, "students/edit_visit.html", around(request, visit.student, visit, form))


def draft_page(request: StaffRequest, student: Student, draft: Visit | None, template: str) -> HttpResponse:
    act = request.POST.get("act", "finish")
    is_final = request.method == "POST" and act == "finish"
    form = VisitForm(typed(request), visit=draft, before=before(request, student), is_final=is_final)
    answer = None
    if is_final and form.is_valid():
        answer = attempt(form, lambda: once(request, lambda: finished(request, student, form)))
    elif request.method == "POST" and not is_final:
        answer = attempt(form, lambda: drafted(request, student, form, act))
    if "X-Background" in request.headers:
        return answer or JsonResponse({"said": "ร่างนี้เปิดอยู่ในหน้าต่างอื่น ยังไม่ได้บันทึกร่าง"}, status=409)
    return answer or render(request, template, around(request, student, draft, form))


def typed(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else None


def attempt(form: VisitForm, act: Any) -> HttpResponse | None:
    """The act's answer; when the draft moved on elsewhere, that is said and the next press uses this page's words."""
    try:
        answer: HttpResponse | None = act()
    except actions.StaleVisit as stale:
        form.go_on_from(stale.visit)
        form.add_error(None, SAY_STALE.format(at=calendar.format_moment(timezone.localtime(stale.visit.saved_at))))
        return None
    return answer


def drafted(request: StaffRequest, student: Student, form: VisitForm, act: str) -> HttpResponse | None:
    """Keep what is good of the form; what is refused stays on the page with its reason."""
    form.is_valid()
    version = form.cleaned_data.get("version") or 0
    visit = actions.save_draft(student, version=version, by=request.user, **form.told())
    said = f"บันทึกร่าง {calendar.format_time(timezone.localtime())}"
    if "X-Background" in request.headers:
        wrong = len(form.errors)
        more = f" ยกเว้น {wrong} ช่องที่ต้องแก้" if wrong else ""
        return JsonResponse({"said": said + more, "version": visit.version})
    if form.errors:
        form.go_on_from(visit)
        return None
    messages.success(request, f"{said} แล้ว")
    address = reverse("students:edit_visit", args=[visit.public_id])
    return redirect(f"{address}#photos" if act == "photos" else address)


def finished(request: StaffRequest, student: Student, form: VisitForm) -> str:
    told = form.told()
    is_urgent = form.cleaned_data["urgent"]
    version = form.cleaned_data["version"]
    visit = actions.finish_visit(student, version=version, urgent=is_urgent, by=request.user, **told)
    messages.success(request, "บันทึกการเยี่ยมบ้านแล้ว" + (" และแจ้งช่วยทันทีแล้ว" if is_urgent else ""))
    return reverse("students:visit", args=[visit.public_id])


def corrected(request: StaffRequest, visit: Visit, form: VisitForm) -> HttpResponse:
    told = form.told()
    is_urgent, version = form.cleaned_data["urgent"], form.cleaned_data["version"]
    actions.correct_visit(visit, version=version, urgent=is_urgent, by=request.user, **told)
    messages.success(request, "แก้ไขการเยี่ยมบ้านแล้ว")
    return redirect("students:visit", visit.public_id)


def before(request: StaffRequest, student: Student) -> dict[str, Any]:
    """Answers of the child's last visit as far as the person may read them; the guardian as the register knows her."""
    done = Visit.objects.visible_to(request.user).done().filter(student=student)
    last = done.exclude(way=Visit.Way.NOT_DONE).latest_first().first()
    if last is None:
        return guardian_of(request, student)
    sees_all = rules.may_read_sensitive(request.user, last)
    known = {question.code for question in visit_form.asked(sensitive=sees_all)}
    told = {code: value for code, value in last.answers.items() if code in known and code != "met"}
    return guardian_of(request, student) | told


def guardian_of(request: StaffRequest, student: Student) -> dict[str, str]:
    held = (
        Guardian.objects.visible_to(request.user).filter(student=student, relation=Guardian.Relation.GUARDIAN).first()
    )
    if held is None:
        return {}
    told = {"guardian": str(held), "kinship": held.kinship, "phone": held.phone, "job": held.occupation}
    return {code: value for code, value in told.items() if value}


def around(request: StaffRequest, student: Student, visit: Visit | None, form: VisitForm) -> dict[str, Any]:
    far: Far = visit_form.far(form.held)
    return {
        "student": student,
        "visit": visit,
        "form": form,
        "far": far,
        "income": visit_form.income(form.held or form.before),
        "limit": coverage.limit_of(student.school.area_id, calendar.academic_year(timezone.localdate())),
        **(photos_of(request, visit) if visit else {}),
    }
