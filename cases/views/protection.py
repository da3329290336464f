"""บันทึกคุ้มครองเด็ก: written by anybody who may see the child, passed on and settled by counselor and head."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases import actions, incident_papers, reported, rules
from cases.forms.protection import ProtectForm, ReportForm, SettleProtectionForm
from cases.models import Case, IllegalMove, Incident, Protection, Report
from cases.models.incident import Changed
from cases.views.answers import refused
from cases.views.incidents import PAGE, conflict, settled
from journal.actions import record
from journal.models import Verb
from journal.papers import disclose
from schools.http import StaffRequest, once
from students.models import Guardian, Student
from students.suspicion import is_home_suspected


@require_http_methods(["GET", "HEAD", "POST"])
def new_protection(request: StaffRequest, sid: str) -> HttpResponse:
    """`?case=` and `?incident=` say where it was learned; each must be about this very child."""
    user = request.user
    student = get_object_or_404(reported.protectable(user).select_related("school", "classroom"), public_id=sid)
    case, incident = _case(request, student), _incident(request, student)
    now = timezone.localtime()
    initial = {"on": now.date(), "clock": now.time(), "is_home_suspected": is_home_suspected(student)}
    form = ProtectForm(request.POST or None, initial=initial)
    if request.method != "POST":
        record(Verb.REVEALED, student, by=user, page="new_protection")
    if form.is_valid():

        def act() -> str:
            made = actions.protect(student, **form.cleaned_data, case=case, incident=incident, by=user)
            messages.success(request, "บันทึกแล้ว ต่อไปคือแจ้งหน่วยงาน")
            return reverse("cases:protection", args=[made.public_id])

        return once(request, act)
    standing = reported.protections_of(user, student).filter(settled_at=None)
    context = {"student": student, "form": form, "standing": list(standing), "case": case, "incident": incident}
    return refused(request, "cases/new_protection.html", context)


def _case(request: StaffRequest, student: Student) -> Case | None:
    if not (cid := request.GET.get("case")):
        return None
    return get_object_or_404(Case.objects.visible_to(request.user).filter(student=student), public_id=cid)


def _incident(request: StaffRequest, student: Student) -> Incident | None:
    if not (iid := request.GET.get("incident")):
        return None
    seen = Incident.objects.visible_to(request.user).filter(involved__student=student)
    return get_object_or_404(seen, public_id=iid)


@require_safe
def protections(request: StaffRequest) -> HttpResponse:
    """Which are waiting and since when. Neither a name nor a word stands here; each opening is a line."""
    if not rules.may_list_protections(request.user):
        raise PermissionDenied
    is_open = request.GET.get("state") != "settled"
    found = Protection.objects.visible_to(request.user).filter(settled_at__isnull=is_open)
    in_order = found.select_related("student__classroom").prefetch_related("reports")
    in_order = in_order.order_by("due_at" if is_open else "-settled_at", "pk")
    context = {
        "page": Paginator(in_order, PAGE).get_page(request.GET.get("page")),
        "is_open": is_open,
        "now": timezone.now(),
    }
    return render(request, "cases/protections.html", context)


@require_safe
def protection(request: StaffRequest, pid: str) -> HttpResponse:
    """The clock, whom to tell, what was seen. The guardians' telephone only when nobody at home is suspected."""
    user = request.user
    protection = the_protection(request, pid)
    record(Verb.REVEALED, protection, by=user)
    reports = Report.objects.visible_to(user).filter(protection=protection).select_related("reported_by")
    guardians = Guardian.objects.visible_to(user).filter(student=protection.student).exclude(phone="")
    case = Case.objects.visible_to(user).filter(protections=protection).first()
    incident = Incident.objects.visible_to(user).filter(protections=protection).first()
    seen = Student.objects.visible_to(user).filter(pk=protection.student_id)
    is_suspected = protection.is_home_suspected or is_home_suspected(protection.student)
    context = {
        "protection": protection,
        "reports": list(reports.order_by("reported_at", "pk")),
        "guardians": [] if is_suspected else list(guardians.order_by("pk")),
        "is_home_suspected": is_suspected,
        "case": case,
        "incident": incident if incident and rules.may_keep_incident(user, incident) else None,
        "sees_child": seen.exists(),
        "may_settle": rules.may_settle_protection(user, protection),
        "may_open": case is None and rules.may_open(user, protection.student),
        "may_see_recorder": rules.may_see_recorder(user, protection),
        "is_late": protection.due_at < timezone.now(),
    }
    return render(request, "cases/protection.html", context)


def the_protection(request: StaffRequest, pid: str) -> Protection:
    seen = Protection.objects.visible_to(request.user)
    return get_object_or_404(
        seen.select_related("student__classroom", "student__school", "school", "recorded_by", "settled_by"),
        public_id=pid,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add_report(request: StaffRequest, pid: str) -> HttpResponse:
    """Each telling is one line; an answer that comes later is another."""
    user = request.user
    protection = the_protection(request, pid)
    now: datetime = timezone.localtime()
    initial: dict[str, Any] = {"on": now.date(), "clock": now.time(), "reported_by": user.public_id}
    people = reported.reporters(user, protection)
    form = ReportForm(request.POST or None, protection=protection, people=people, initial=initial)
    if form.is_valid():

        def act() -> str:
            actions.add_report(protection, **form.cleaned_data, by=user)
            messages.success(request, "บันทึกการแจ้งแล้ว")
            return reverse("cases:protection", args=[protection.public_id])

        return once(request, act)
    return refused(request, "cases/add_report.html", {"protection": protection, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def settle_protection(request: StaffRequest, pid: str) -> HttpResponse:
    protection = the_protection(request, pid)
    if not rules.may_settle_protection(request.user, protection):
        raise PermissionDenied
    is_reported = Report.objects.visible_to(request.user).filter(protection=protection).exists()
    form = SettleProtectionForm(request.POST or None, is_reported=is_reported, initial={"version": protection.version})
    back = reverse("cases:protection", args=[protection.public_id])
    if form.is_valid():
        asked = form.cleaned_data

        def act() -> str:
            actions.settle_protection(protection, **asked, by=request.user)
            messages.success(request, "สรุปผลแล้ว")
            return back

        try:
            return once(request, act)
        except Changed as changed:
            return conflict(request, changed.row, form, back=back, stored=settled)
        except IllegalMove as illegal:
            return conflict(request, protection, form, back=back, stored=settled, why=str(illegal))
    context = {"protection": protection, "form": form, "keeps": "cases:settle_protection"}
    return refused(request, "cases/settle_protection.html", context)


@require_safe
def protection_pdf(request: StaffRequest, pid: str) -> HttpResponse:
    """บันทึกการแจ้งเหตุคุ้มครองเด็ก, without who recorded it unless `?recorder=1`."""
    protection = the_protection(request, pid)
    if not rules.may_print_protection(request.user, protection):
        raise PermissionDenied
    with_recorder = request.GET.get("recorder") == "1"
    return disclose(
        request,
        incident_papers.protection_record,
        about=protection,
        filename="บันทึกการแจ้งเหตุคุ้มครองเด็ก.pdf",
        kind="recorder" if with_recorder else "protected",
        pid=protection.public_id,
        with_recorder=with_recorder,
    )
