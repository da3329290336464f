"""Opening a case for a child."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases import actions, rules
from cases.forms import OpenForm
from cases.gaps import current_rows
from cases.gaps.about import aspects_for
from cases.models import AlreadyOpen, Case, Incident, Source, Urgency
from cases.views.answers import refused
from journal.actions import record
from journal.models import Verb
from schools.http import StaffRequest, once
from screening.models import Aspect, Group, Row
from screening.rules import may_see_level
from screening.warned import Warned, watched, weighed
from students.models import Alert, Student

T = TypeVar("T", Alert, Incident)
SAY_ANOTHER = "นักเรียนมีเคสที่เปิดอยู่แล้ว เขียนต่อในเคสนั้น หรือเลือกว่าเป็นคนละเรื่อง"


@dataclass(frozen=True)
class Origin:
    """What the request for help came from, when it was not the child's page: at most one of the three."""

    alert: Alert | None = None
    incident: Incident | None = None
    warned: Warned | None = None

    @property
    def told(self) -> dict[str, Any]:
        """The act's keywords. Without any of them the source follows from the screening."""
        source = {"source": Source.WARNING.value} if self.warned else {}
        return {"alert": self.alert, "incident": self.incident, **source}

    @property
    def lines(self) -> list[str]:
        """Lines of the reason, of what this person may see: the points of the warnings."""
        return ["สัญญาณเตือน", *(point.says for point in self.warned.points)] if self.warned else []


@require_http_methods(["GET", "HEAD", "POST"])
def open_case(request: StaffRequest, sid: str) -> HttpResponse:
    """`?alert=` opens it for an alert; `?incident=` for an incident; `?from=warning` for her warnings."""
    user = request.user
    seen = Student.objects.visible_to(user).select_related("classroom", "school")
    student = get_object_or_404(seen, public_id=sid)
    if not rules.may_open(user, student):
        raise PermissionDenied
    if request.method != "POST":
        record(Verb.VIEWED, student, by=user, page="open_case")
    origin = origin_of(request, student)
    row = current_rows(user).filter(student=student).select_related("round__year", "round__criteria").first()
    aspects = [aspect for aspect in aspects_for(student.school) if may_see_level(user, aspect, student)]
    cases = list(Case.objects.visible_to(user).open().filter(student=student).order_by("opened_at"))
    may_take = user.rights.has("counselor", school=student.school_id)
    may_settle = origin.alert is not None and rules.may_settle_alert(user, origin.alert)
    form = OpenForm(
        request.POST or None,
        initial=prefilled(row, aspects, origin),
        aspects=aspects,
        may_take=may_take,
        has_open_case=bool(cases),
        is_urgent=origin.alert is not None and not may_settle,
    )
    if form.is_valid():
        try:
            return _open(request, form, student=student, row=row, origin=origin, cases=cases)
        except AlreadyOpen:
            form.add_error("another", SAY_ANOTHER)
    context = {"student": student, "form": form, "row": row, "cases": cases, "may_take": may_take}
    origins = {"alert": origin.alert, "incident": origin.incident, "may_settle": may_settle}
    return refused(request, "cases/open_case.html", context | origins)


def _open(
    request: StaffRequest, form: OpenForm, *, student: Student, row: Row | None, origin: Origin, cases: list[Case]
) -> HttpResponse:
    """Raises AlreadyOpen when there is a case and nobody said that this is about something else.

    Asked inside `once`: the same form sent twice finds its own case, and that is no reason to ask.
    """
    asked = {key: value for key, value in form.cleaned_data.items() if key not in ("take", "another")}

    def act() -> str:
        if cases and not form.cleaned_data["another"]:
            raise AlreadyOpen(cases[0])
        try:
            case = actions.open_case(student, **asked, **origin.told, row=row, by=request.user)
        except AlreadyOpen as already:
            messages.warning(request, f"นักเรียนมีเคส {already.case.code} เรื่องเดียวกันเปิดอยู่แล้ว เขียนต่อในเคสนี้")
            return reverse("cases:case", args=[already.case.public_id])
        if form.cleaned_data.get("take"):
            actions.accept(case, by=request.user)
        messages.success(request, f"เปิดเคส {case.code} แล้ว")
        return reverse("cases:case", args=[case.public_id])

    return once(request, act)


def origin_of(request: StaffRequest, student: Student) -> Origin:
    """What the address names must be there for her and be about this child; 404 otherwise."""
    user, asked = request.user, request.GET
    if "alert" in asked:
        alerts = Alert.objects.visible_to(user).filter(student=student)
        return Origin(alert=_named(alerts, asked["alert"]))
    if "incident" in asked:
        incidents = Incident.objects.visible_to(user).filter(involved__student=student).distinct()
        return Origin(incident=_named(incidents, asked["incident"]))
    if asked.get("from") == "warning":
        warned = weighed(watched(user).filter(pk=student.pk), timezone.localdate())
        return Origin(warned=next((one for one in warned if one.points), None))
    return Origin()


def _named(found: "QuerySet[T]", public_id: str) -> T:
    """The few of one child are read and compared here: what stands in an address may be anything."""
    one = next((row for row in found if row.public_id == public_id), None)
    if one is None:
        raise Http404
    return one


def prefilled(row: Row | None, aspects: list[Aspect], origin: Origin) -> dict[str, Any]:
    """Round, aspects and levels are not typed again. Sensitive aspects are ticked, but never named in title or reason.

    What was written about an aspect stays there (T3): more people read a case than read reasons.
    """
    risky = [aspect for aspect in aspects if row and aspect.kind == "level" and row.level_of(aspect) >= Group.RISK]
    open_ones = [aspect for aspect in risky if not aspect.is_sensitive]
    named = " ".join(aspect.short for aspect in open_ones)
    return {
        "title": f"ช่วยเหลือด้าน{named}" if named else "",
        "reason": "\n".join([*origin.lines, *(_reason(row, open_ones) if row else [])]),
        "aspects": [aspect.slug for aspect in risky],
        "urgency": Urgency.URGENT if origin.alert else Urgency.NORMAL,
    }


def _reason(row: Row, aspects: list[Aspect]) -> list[str]:
    """ "ผลคัดกรอง 1/2568", and a line like "เศรษฐกิจ มีปัญหา" for each aspect."""
    lines = [f"{aspect.name} {Group(row.level_of(aspect)).label}" for aspect in aspects]
    return [f"ผลคัดกรอง {row.round.name}", *lines]
