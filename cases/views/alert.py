"""One alert: what to do now, and settling it without a case (decisions A2)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cases import rules
from cases.forms import SettleForm
from cases.models import Case, Incident
from cases.views.answers import refused
from journal.actions import record
from journal.models import Verb
from schools.http import StaffRequest, once
from students.actions import settle_alert
from students.actions import suspect_home as suspect
from students.models import Alert
from students.suspicion import is_home_suspected


@require_http_methods(["GET", "HEAD", "POST"])
def alert(request: StaffRequest, aid: str) -> HttpResponse:
    """Its hotlines and its deadline; who takes it on opens a case, or writes down what was done."""
    raised = the_alert(request, aid)
    may_settle = rules.may_settle_alert(request.user, raised)
    if not may_settle and (request.method == "POST" or not rules.may_read_alert(request.user, raised)):
        raise PermissionDenied
    form = SettleForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]

        def act() -> str:
            settle_alert(raised, reason=reason, by=request.user)
            messages.success(request, "บันทึกการรับเรื่องแล้ว")
            return reverse("cases:caseload")

        return once(request, act)
    if request.method != "POST":
        record(Verb.VIEWED, raised, by=request.user, page="alert")
    context = {
        "alert": raised,
        "form": form,
        "may_settle": may_settle,
        "may_open": rules.may_open(request.user, raised.student),
        "is_home_suspected": is_home_suspected(raised.student),
        "opened": Case.objects.visible_to(request.user).open().filter(alert=raised).first(),
        "cases": Case.objects.visible_to(request.user).open().filter(student=raised.student),
        "incidents": Incident.objects.visible_to(request.user).kept_by(request.user).filter(alert=raised),
    }
    return refused(request, "cases/alert.html", context)


@require_POST
def suspect_home(request: StaffRequest, aid: str) -> HttpResponse:
    """That somebody at home is suspected, or no longer: it decides whether the parents are rung first.

    Whoever reads the alert may say so; only who settles it may take that back.
    """
    raised = the_alert(request, aid)
    is_suspected = request.POST.get("suspected") == "on"
    may = rules.may_read_alert if is_suspected else rules.may_settle_alert
    if not may(request.user, raised):
        raise PermissionDenied
    if suspect(raised, is_suspected=is_suspected, by=request.user).settled_at:
        messages.warning(request, "เรื่องนี้มีคนรับแล้ว จึงไม่เปลี่ยนข้อสงสัยคนในบ้าน บันทึกในเคสของนักเรียนแทน")
    elif not is_suspected and is_home_suspected(raised.student):
        messages.warning(request, "ยังมีเรื่องอื่นของนักเรียนคนนี้ที่สงสัยคนในบ้าน จึงยังไม่แจ้งผู้ปกครอง")
    return redirect("cases:alert", raised.public_id)


def the_alert(request: StaffRequest, aid: str) -> Alert:
    alerts = Alert.objects.visible_to(request.user)
    return get_object_or_404(
        alerts.select_related("student__classroom", "student__school", "raised_by", "settled_by"), public_id=aid
    )
