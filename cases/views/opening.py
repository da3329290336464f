"""Opening a case for a child."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases import actions, rules
from cases.forms import OpenForm
from cases.gaps import current_rows
from cases.gaps.about import aspects_for
from cases.models import AlreadyOpen, Case, Urgency
from cases.views.answers import refused
from journal.actions import record
from journal.models import Verb
from schools.http import StaffRequest, once
from screening.models import Aspect, Group, Row
from screening.rules import may_see_level
from students.models import Alert, Student

SAY_ANOTHER = "นักเรียนมีเคสที่เปิดอยู่แล้ว เขียนต่อในเคสนั้น หรือเลือกว่าเป็นคนละเรื่อง"


@require_http_methods(["GET", "HEAD", "POST"])
def open_case(request: StaffRequest, sid: str) -> HttpResponse:
    """`?alert=` opens it for an alert, which it settles."""
    user = request.user
    seen = Student.objects.visible_to(user).select_related("classroom", "school")
    student = get_object_or_404(seen, public_id=sid)
    if not rules.may_open(user, student):
        raise PermissionDenied
    if request.method != "POST":
        record(Verb.VIEWED, student, by=user, page="open_case")
    alert = _alert(request, student)
    row = current_rows(user).filter(student=student).select_related("round__year", "round__criteria").first()
    aspects = [aspect for aspect in aspects_for(student.school) if may_see_level(user, aspect, student)]
    cases = list(Case.objects.visible_to(user).open().filter(student=student).order_by("opened_at"))
    may_take = user.rights.has("counselor", school=student.school_id)
    form = OpenForm(
        request.POST or None,
        initial=prefilled(row, aspects, alert),
        aspects=aspects,
        may_take=may_take,
        has_open_case=bool(cases),
    )
    if form.is_valid():
        try:
            return _open(request, form, student=student, row=row, alert=alert, cases=cases)
        except AlreadyOpen:
            form.add_error("another", SAY_ANOTHER)
    context = {"student": student, "form": form, "row": row, "cases": cases, "alert": alert, "may_take": may_take}
    return refused(request, "cases/open_case.html", context)


def _open(
    request: StaffRequest, form: OpenForm, *, student: Student, row: Row | None, alert: Alert | None, cases: list[Case]
) -> HttpResponse:
    """Raises AlreadyOpen when there is a case and nobody said that this is about something else.

    Asked inside `once`: the same form sent twice finds its own case, and that is no reason to ask.
    """
    asked = {key: value for key, value in form.cleaned_data.items() if key not in ("take", "another")}

    def act() -> str:
        if cases and not form.cleaned_data["another"]:
            raise AlreadyOpen(cases[0])
        try:
            case = actions.open_case(student, **asked, row=row, alert=alert, by=request.user)
        except AlreadyOpen as already:
            messages.warning(request, f"นักเรียนมีเคส {already.case.code} เรื่องเดียวกันเปิดอยู่แล้ว เขียนต่อในเคสนี้")
            return reverse("cases:case", args=[already.case.public_id])
        if form.cleaned_data.get("take"):
            actions.accept(case, by=request.user)
        messages.success(request, f"เปิดเคส {case.code} แล้ว")
        return reverse("cases:case", args=[case.public_id])

    return once(request, act)


def _alert(request: StaffRequest, student: Student) -> Alert | None:
    if "alert" not in request.GET:
        return None
    alerts = Alert.objects.visible_to(request.user).filter(student=student)
    alert = next((alert for alert in alerts if alert.public_id == request.GET["alert"]), None)
    if alert is None:
        raise Http404
    return alert


def prefilled(row: Row | None, aspects: list[Aspect], alert: Alert | None) -> dict[str, Any]:
    """Round, aspects and levels are not typed again. Sensitive aspects are ticked, but never named in title or reason.

    What was written about an aspect stays there (T3): more people read a case than read reasons.
    """
    risky = [aspect for aspect in aspects if row and aspect.kind == "level" and row.level_of(aspect) >= Group.RISK]
    open_ones = [aspect for aspect in risky if not aspect.is_sensitive]
    named = " ".join(aspect.short for aspect in open_ones)
    return {
        "title": f"ช่วยเหลือด้าน{named}" if named else "",
        "reason": _reason(row, open_ones) if row else "",
        "aspects": [aspect.slug for aspect in risky],
        "urgency": Urgency.URGENT if alert else Urgency.NORMAL,
    }


def _reason(row: Row, aspects: list[Aspect]) -> str:
    """ "ผลคัดกรอง 1/2568", and a line like "เศรษฐกิจ มีปัญหา" for each aspect."""
    lines = [f"{aspect.name} {Group(row.level_of(aspect)).label}" for aspect in aspects]
    return "\n".join([f"ผลคัดกรอง {row.round.name}", *lines])
