"""แจ้งเหตุด่วน: any staff, three taps, minimum data; and what the reporter may know of it afterwards."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases import actions, reported, rules
from cases.forms.incidents import DetailsForm
from cases.models import IllegalMove, Incident, Involved
from cases.models.incident import HARM
from cases.views.answers import refused
from journal.actions import record
from journal.models import Verb
from schools.http import StaffRequest, once
from schools.models import Classroom, School
from students.models import Student
from students.suspicion import is_home_suspected


@dataclass(frozen=True)
class What:
    """One answer to the first tap."""

    code: str
    word: str
    hint: str
    group: str
    threat: str = ""

    @property
    def is_harm(self) -> bool:
        return self.group == Incident.Group.RIGHT


WHATS = [
    What("violence", "ความรุนแรง", "ทะเลาะวิวาท กลั่นแกล้ง ข่มขู่ อาวุธ", Incident.Group.VIOLENCE),
    What("accident", "อุบัติเหตุ", "หกล้ม บาดเจ็บ จราจร พลัดหลง", Incident.Group.ACCIDENT),
    What("right", "การถูกละเมิดสิทธิ์", "ถูกเลือกปฏิบัติ ถูกนำภาพไปใช้ ไม่ได้เรียน", Incident.Group.RIGHT),
    What("health", "สุขภาวะทางกายและจิตใจ", "ป่วยกะทันหัน ซึม พูดว่าอยากหายไป", Incident.Group.HEALTH),
    What("harm", HARM, "เห็น ได้ยิน หรือสงสัยว่ามีคนทำร้ายเด็ก", Incident.Group.RIGHT, HARM),
]


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: StaffRequest) -> HttpResponse:
    """What, which room, which child: three pages of large buttons, the third of which sends."""
    user = request.user
    if not rules.may_report(user):
        raise PermissionDenied
    asked = request.POST if request.method == "POST" else request.GET
    what = next((one for one in WHATS if one.code == asked.get("what")), None)
    room = _room(request, asked.get("room", ""))
    if request.method == "POST":
        if what is None:
            messages.warning(request, "ยังไม่ได้ส่ง เลือกว่าเกิดอะไรขึ้นก่อน")
            return redirect("cases:report")
        return _send(request, what, room)
    children: list[Student] = []
    if what and room:
        children = list(reported.reportable(user).in_room(room).by_number())
        record(Verb.SEARCHED, room, by=user, page="report")
    context = {
        "whats": WHATS,
        "what": what,
        "room": room,
        "rooms": reported.rooms_for_report(user) if what and not room else [],
        "schools": _schools(request) if what and not room else [],
        "children": children,
        "mine": [] if what else reported.reports_of(user),
    }
    return render(request, "cases/report.html", context)


def _send(request: StaffRequest, what: What, room: Classroom | None) -> HttpResponse:
    student = None
    if sid := request.POST.get("child", ""):
        if room is None:
            raise Http404
        children = reported.reportable(request.user).in_room(room).select_related("school")
        student = get_object_or_404(children, public_id=sid)
    school = room.school if room else _school(request)

    def act() -> str:
        incident = actions.report_quickly(
            school, group=what.group, threat=what.threat, student=student, by=request.user
        )
        return reverse("cases:my_report", args=[incident.public_id])

    return once(request, act)


def _room(request: StaffRequest, cid: str) -> Classroom | None:
    """A room of her schools; 404 for any other."""
    if not cid:
        return None
    rooms = [room for room, _ in reported.rooms_for_report(request.user) if room.public_id == cid]
    if not rooms:
        raise Http404
    return rooms[0]


def _schools(request: StaffRequest) -> list[School]:
    seen = School.objects.visible_to(request.user).filter(pk__in=request.user.rights.care_schools)
    return list(seen.order_by("pk"))


def _school(request: StaffRequest) -> School:
    """Where no child is named: the school of the button, or her only one."""
    schools = _schools(request)
    wanted = request.POST.get("school", "")
    found = next((school for school in schools if wanted in ("", school.public_id)), None)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def my_report(request: StaffRequest, iid: str) -> HttpResponse:
    """What to do now, whether somebody acts on it, and details if she has any. Nothing that others wrote."""
    user = request.user
    seen = Incident.objects.visible_to(user).select_related("school", "alert")
    incident = get_object_or_404(seen, public_id=iid)
    if incident.reported_by_id != user.pk:
        raise PermissionDenied
    form = DetailsForm(request.POST or None)
    if form.is_valid():

        def act() -> str:
            actions.add_details(incident, **form.cleaned_data, by=user)
            messages.success(request, "เพิ่มรายละเอียดแล้ว ผู้รับเรื่องเห็นทันที")
            return reverse("cases:my_report", args=[incident.public_id])

        try:
            return once(request, act)
        except IllegalMove as illegal:
            form.add_error(None, str(illegal))
    involved = Involved.objects.visible_to(user).filter(incident=incident, added_by=user, part=Involved.Part.VICTIM)
    first = involved.select_related("student__classroom").order_by("pk").first()
    if request.method != "POST":
        record(Verb.REVEALED, incident, by=user, students=[first.student_id] if first else [], page="my_report")
    context = {
        "incident": incident,
        "student": first.student if first else None,
        "is_home_suspected": first is not None and is_home_suspected(first.student),
        "form": form,
        "may_keep": rules.may_keep_incident(user, incident),
        "is_harm": incident.group == Incident.Group.RIGHT,
    }
    return refused(request, "cases/my_report.html", context)
