"""W4, รู้จักนักเรียนในหน้าเดียว: one child across the steps, rendered whole (decisions A3). Opening it is a line."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from activities import rules as activity_rules
from cases import reported
from cases import rules as case_rules
from cases.models import Case
from cases.models import State as CaseState
from journal.actions import record
from journal.models import Verb
from referrals.models import Referral
from schools.http import StaffRequest
from schools.models import User
from screening import rules as screening_rules
from studentcare import rules
from studentcare.story import timeline
from studentcare.story.access import sentence, viewers_of
from studentcare.story.before import before_of
from studentcare.story.facts import facts_of
from studentcare.story.known import Known
from studentcare.story.numbers import numbers_of
from studentcare.story.strip import strip_of
from studentcare.story.summary import summary_of
from studentcare.today.cards import due_mark
from students import rules as student_rules
from students.emergency import running_for
from students.models import Alert, Emergency, Student


@require_safe
def student(request: StaffRequest, sid: str) -> HttpResponse:
    user = request.user
    children = Student.objects.visible_to(user).select_related("school__area", "classroom__school")
    child = get_object_or_404(children, public_id=sid)
    if hour := running_for(user, child):
        return redirect("students:emergency", eid=hour.public_id)
    record(Verb.VIEWED, child, by=user, page="student")
    today = timezone.localdate()
    cases, known = cases_of(user, child), Known.of(user, child, today)
    alert, may_see = alert_of(user, child), rules.may_see_results(user, child)
    strip, rows = strip_of(user, child, is_alerted=alert is not None) if may_see else (None, [])
    addresses = {one.case.pk: (one.case.code, reverse("cases:case", args=[one.case.public_id])) for one in cases}
    found, chosen = timeline.moments(known, rows, addresses), timeline.asked(request.GET.get("show", ""))
    context: dict[str, Any] = {
        "student": child,
        "cases": cases,
        "referrals": Referral.objects.visible_to(user).filter(student=child).select_related("agency").order_by("-pk"),
        "incidents": reported.incidents_of(user, child),
        "protections": reported.protections_of(user, child),
        "before": before_of(user, child),
        "facts": facts_of(user, child, known),
        "numbers": numbers_of(known),
        "praises": known.praises,
        "summary": summary_of(known, strip).lines,
        "strip": strip,
        "alert": alert,
        "may": may(user, child, cases),
        "moments": timeline.shown(found, chosen),
        "filters": timeline.filters(chosen, found),
        "emergencies": emergencies_of(user, child),
        "who": sentence(viewers_of(child, today)) if rules.may_see_access(user, child) else "",
        "on": today,
    }
    return render(request, "studentcare/student.html", context)


@dataclass(frozen=True)
class CaseLine:
    """A case and the day of its next task."""

    case: Case
    next_on: date | None
    mark: tuple[str, str]


def cases_of(user: User, child: Student) -> list[CaseLine]:
    """Open ones first, the newest of each first."""
    found = (
        Case.objects.visible_to(user)
        .filter(student=child)
        .select_related("owner")
        .annotate(next_on=Min("tasks__due_on", filter=Q(tasks__done_at=None)))
        .order_by("-opened_at")
    )
    today = timezone.localdate()
    lines = [CaseLine(case, next_on(case), due_mark(next_on(case), today)) for case in found]
    return sorted(lines, key=lambda line: line.case.state == CaseState.CLOSED)


def next_on(case: Case) -> date | None:
    day: date | None = getattr(case, "next_on", None) if case.state != CaseState.CLOSED else None
    return day


def emergencies_of(user: User, child: Student) -> list[Emergency]:
    """The mark that each of them leaves, for who may review it."""
    if not student_rules.may_shut_out(user, child):
        return []
    found = Emergency.objects.visible_to(user).filter(student=child).select_related("user")
    return list(found.order_by("-opened_at", "-pk"))


def alert_of(user: User, child: Student) -> Alert | None:
    if not rules.may_see_alert(user, child):
        return None
    return Alert.objects.visible_to(user).unsettled().filter(student=child).order_by("due_at").first()


def may(user: User, child: Student, cases: list[CaseLine]) -> dict[str, bool]:
    has_open = any(line.case.state != CaseState.CLOSED for line in cases)
    return {
        "open_case": child.is_enrolled() and case_rules.may_open(user, child) and not has_open,
        "mend": student_rules.may_tell(user, child),
        "correct": student_rules.may_correct(user, child),
        "print": rules.may_print_record(user, child),
        "protect": case_rules.may_protect(user, child),
        "visits": child.classroom is not None and student_rules.may_follow_visits(user, child.classroom),
        "observe": activity_rules.may_observe(user, child),
        "tell": student_rules.may_tell(user, child) and child.is_enrolled(),
        "screen": child.classroom is not None and screening_rules.keeps_room(user, child.classroom),
        "urgency": child.classroom is not None and screening_rules.may_set_urgency(user, child.classroom),
        "assessed": screening_rules.may_find_results(user, child),
        "results": rules.may_see_results(user, child),
        "warned": screening_rules.may_read_warnings_of(user, child),
        "reasons": rules.may_see_reasons(user, child),
        "room": child.classroom is not None and rules.may_open_room(user, child.classroom),
    }
