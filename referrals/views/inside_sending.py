"""Asking inside: one page, from a case or, where a child has none yet, from the child's page."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.gaps.about import aspects_for
from cases.models import AlreadyOpen, Case, IllegalMove
from cases.rules import may_open
from journal.actions import record
from journal.models import Verb
from referrals import actions, rules
from referrals.addressees import choices_for, goes_past_counselor
from referrals.forms import ChildInsideForm, InsideForm
from referrals.models import OUTSIDE_SCHOOL, Inside, To
from referrals.offered import offered
from referrals.proposed import drafted_from
from referrals.views.asked import draw, sent
from schools.http import StaffRequest, once
from schools.models import School, User
from screening.rules import may_see_level
from students.models import Student


@require_http_methods(["GET", "HEAD", "POST"])
def send_inside(request: StaffRequest, cid: str) -> HttpResponse:
    """From a case: what it says already stands in the form."""
    user = request.user
    cases = Case.objects.visible_to(user).filter(school__in=user.rights.care_schools)
    case = get_object_or_404(cases.select_related("student__classroom", "school__area", "owner"), public_id=cid)
    if not rules.may_send_inside(user, case):
        raise PermissionDenied
    form = InsideForm(sent(request), **_asked(user, case.student, case.school, case), initial=drafted_from(case))
    if request.method == "POST" and form.is_valid():

        def send() -> str:
            return _sent(request, actions.send_inside(case, **form.cleaned_data, by=user))

        try:
            return once(request, send)
        except IllegalMove as illegal:
            form.add_error(None, str(illegal))
    running = Inside.objects.visible_to(user).filter(case=case).open().order_by("pk")
    context = {"case": case, "student": case.student, "running": running, "has_people": bool(form.people)}
    return draw(request, "referrals/send_inside.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def send_child_inside(request: StaffRequest, sid: str) -> HttpResponse:
    """From a child's page: the case is opened in the same act, as a request that waits to be taken."""
    user = request.user
    seen = Student.objects.visible_to(user).select_related("classroom", "school__area")
    student = get_object_or_404(seen, public_id=sid)
    if not may_open(user, student):
        raise PermissionDenied
    if request.method != "POST":
        record(Verb.VIEWED, student, by=user, page="send_child_inside")
    aspects = [aspect for aspect in aspects_for(student.school) if may_see_level(user, aspect, student)]
    form = ChildInsideForm(sent(request), aspects=aspects, **_asked(user, student, student.school, None))
    if request.method == "POST" and form.is_valid():

        def send() -> str:
            try:
                return _sent(request, actions.send_child_inside(student, **form.cleaned_data, by=user))
            except AlreadyOpen as already:
                return _sent_on(request, already.case)

        try:
            return once(request, send)
        except IllegalMove as illegal:
            form.add_error(None, str(illegal))
    cases = Case.objects.visible_to(user).open().filter(student=student).order_by("opened_at")
    context = {"student": student, "cases": cases, "has_people": bool(form.people)}
    return draw(request, "referrals/send_child_inside.html", form, **context)


def _asked(user: User, student: Student, school: School, case: Case | None) -> dict[str, Any]:
    """Whom she may ask and what she may send: the form's own questions."""
    tos = [to for to in To if to not in OUTSIDE_SCHOOL or rules.may_ask_area(user, school.pk)]
    people = choices_for(student, school, tos=tos, but=user)
    past = {to: goes_past_counselor(case, to=to, by=user, school=school) for to in people}
    return {
        "people": people,
        "sections": offered(user, student, case),
        "goes_past": lambda to: past.get(To(to), False),
    }


def _sent(request: StaffRequest, inside: Inside) -> str:
    messages.success(request, f"ส่งแล้ว {inside.code} ผู้รับได้รับแจ้งแล้ว")
    return reverse("referrals:inside", args=[inside.public_id])


def _sent_on(request: StaffRequest, case: Case) -> str:
    """The child has a case about the same already: it is sent from there, by whoever sees it."""
    if Case.objects.visible_to(request.user).filter(pk=case.pk).exists():
        messages.warning(request, f"ยังไม่ได้ส่ง นักเรียนมีเคส {case.code} เรื่องเดียวกันเปิดอยู่แล้ว ส่งต่อภายในจากเคสนั้น")
        return reverse("referrals:send_inside", args=[case.public_id])
    messages.warning(request, "ยังไม่ได้ส่ง นักเรียนมีเคสเรื่องเดียวกันเปิดอยู่แล้ว ถามครูแนะแนว")
    return reverse("studentcare:student", args=[case.student.public_id])
