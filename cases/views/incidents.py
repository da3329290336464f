"""Incidents for who keeps them: the list without a word of what happened, one incident, and its children."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.models import Tag
from cases import actions, incident_papers, rules
from cases.forms.incidents import EditIncidentForm, IncidentForm, SettleIncidentForm
from cases.models import Case, IllegalMove, Incident, Involved, Protection
from cases.models.incident import Changed
from cases.views.answers import refused
from cases.views.beside import NOTHING, differing, typed
from journal.actions import record
from journal.models import Verb
from journal.papers import disclose
from schools import calendar
from schools.http import StaffRequest, once
from schools.models import School, User
from students.suspicion import is_home_suspected

PAGE = 50
KEEPS = "cases:edit_incident"  # whose draft it is
FACTS = ("group", "threat", "text", "place", "done", "happened_at")


@require_safe
def incidents(request: StaffRequest) -> HttpResponse:
    """Which, when, how many children; the words stand on each one's own page."""
    if not rules.may_list_incidents(request.user):
        raise PermissionDenied
    seen = Incident.objects.visible_to(request.user).kept_by(request.user)
    in_order = (
        seen.chosen(request.GET)
        .annotate(children=Count("involved"))
        .select_related("school", "alert")
        .order_by("-reported_at", "-pk")
    )
    context = {
        "page": Paginator(in_order, PAGE).get_page(request.GET.get("page")),
        "groups": Incident.Group.choices,
        "threats": seen.exclude(threat="").order_by("threat").values_list("threat", flat=True).distinct(),
        "months": [(month_key(at), month_word(at)) for at in seen.datetimes("reported_at", "month", order="DESC")],
        "is_filtered": any(request.GET.get(name) for name in ("group", "threat", "state", "month")),
        "may_protect": rules.may_list_protections(request.user),
        "schools": request.user.rights.schools(*rules.KEEP_INCIDENTS),
    }
    return render(request, "cases/incidents.html", context)


def month_key(at: datetime) -> str:
    return f"{calendar.be_year(at.date())}-{at.month:02d}"


def month_word(at: datetime) -> str:
    return f"{calendar.MONTHS[at.month - 1]} {calendar.be_year(at.date())}"


@require_safe
def incidents_xlsx(request: StaffRequest) -> HttpResponse:
    """The list as it is filtered, without names and words."""
    if not rules.may_list_incidents(request.user):
        raise PermissionDenied
    school = (
        School.objects.visible_to(request.user)
        .filter(pk__in=request.user.rights.schools(*rules.KEEP_INCIDENTS))
        .order_by("pk")[0]
    )
    asked = {name: request.GET.get(name, "") for name in ("group", "threat", "state", "month")}
    return disclose(request, incident_papers.incident_list, about=school, filename="เหตุการณ์.xlsx", asked=asked)


@require_http_methods(["GET", "HEAD", "POST"])
def new_incident(request: StaffRequest) -> HttpResponse:
    """In full at once; its children are added on its page."""
    user = request.user
    kept = user.rights.schools(*rules.KEEP_INCIDENTS)
    schools = list(School.objects.visible_to(user).filter(pk__in=kept).order_by("pk"))
    school = next((one for one in schools if one.public_id == request.GET.get("school")), next(iter(schools), None))
    if school is None or not rules.may_write_incident(user, school.pk):
        raise PermissionDenied
    form = IncidentForm(request.POST or None, threats=threats_for(user, school))
    if form.is_valid():

        def act() -> str:
            incident = actions.write_incident(school, **form.cleaned_data, by=user)
            messages.success(request, "บันทึกเหตุการณ์แล้ว เพิ่มนักเรียนที่เกี่ยวข้องต่อได้")
            return seen_at(user, incident)

        return once(request, act)
    context = {"form": form, "school": school, "schools": schools if len(schools) > 1 else []}
    context["keeps"] = "cases:new_incident"
    return refused(request, "cases/new_incident.html", context)


def seen_at(user: User, incident: Incident) -> str:
    """Its page, or the reporter's, when the discipline office wrote down what is not hers to keep."""
    page = "cases:incident" if rules.may_keep_incident(user, incident) else "cases:my_report"
    return reverse(page, args=[incident.public_id])


def threats_for(user: User, school: School) -> list[str]:
    """The words of the school's area."""
    tags = Tag.objects.visible_to(user).in_use().filter(family=Tag.Family.THREAT, area=school.area_id)
    return list(tags.values_list("name", flat=True))


@require_safe
def incident(request: StaffRequest, iid: str) -> HttpResponse:
    """Opening it is a line about each of its children."""
    user = request.user
    incident = the_incident(request, iid)
    involved = involved_in(user, incident)
    record(Verb.REVEALED, incident, by=user, students=[one.student_id for one in involved])
    cases = {
        case.student_id: case for case in Case.objects.visible_to(user).filter(incident=incident).order_by("opened_at")
    }
    protections = {
        one.student_id: one for one in Protection.objects.visible_to(user).filter(incident=incident).order_by("pk")
    }
    context = {
        "incident": incident,
        "involved": [
            (one, cases.get(one.student_id), protections.get(one.student_id), rules.may_open(user, one.student))
            for one in involved
        ],
        "is_open": incident.settled_at is None,
        "may_print": rules.may_print_incident(user, incident),
        "may_hand_on": not rules.may_choose_right(user, incident.school_id),
        "suspected": [one.student for one in involved if is_home_suspected(one.student)],
    }
    return render(request, "cases/incident.html", context)


def the_incident(request: StaffRequest, iid: str) -> Incident:
    """404 when she may not know of it, 403 when she only reported it."""
    seen = Incident.objects.visible_to(request.user)
    found = get_object_or_404(
        seen.select_related("school", "alert", "reported_by", "taken_by", "settled_by"), public_id=iid
    )
    if not rules.may_keep_incident(request.user, found):
        raise PermissionDenied
    return found


def involved_in(user: User, incident: Incident) -> list[Involved]:
    found = Involved.objects.visible_to(user).filter(incident=incident)
    return list(found.select_related("student__classroom", "student__school").order_by("part", "student__sort_key"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_incident(request: StaffRequest, iid: str) -> HttpResponse:
    incident = the_incident(request, iid)
    initial: dict[str, Any] = {name: getattr(incident, name) for name in (*FACTS, "version")}
    if incident.happened_at:
        at = timezone.localtime(incident.happened_at)
        initial |= {"on": at.date(), "clock": at.time() if at.hour or at.minute else None}
    form = EditIncidentForm(
        request.POST or None,
        initial=initial,
        threats=threats_for(request.user, incident.school),
        may_choose_right=rules.may_choose_right(request.user, incident.school_id),
    )
    if request.method != "POST":
        record(Verb.REVEALED, incident, by=request.user, students=actions.children_of(incident), page="edit")
    if form.is_valid():
        facts = dict(form.cleaned_data)

        def act() -> str:
            saved = actions.edit_incident(incident, **facts, by=request.user)
            return seen_at(request.user, saved)

        return act_on(request, incident, act, form=form)
    return refused(request, "cases/edit_incident.html", {"incident": incident, "form": form, "keeps": KEEPS})


@require_POST
def take_incident(request: StaffRequest, iid: str) -> HttpResponse:
    incident = the_incident(request, iid)
    return act_on(request, incident, lambda: _back(actions.take_incident(incident, by=request.user)))


@require_POST
def hand_on_incident(request: StaffRequest, iid: str) -> HttpResponse:
    """Of the discipline office, which has found that a right was violated and then reads only what it reported."""
    incident = the_incident(request, iid)
    if rules.may_choose_right(request.user, incident.school_id):
        raise PermissionDenied
    is_own = incident.reported_by_id == request.user.pk

    def act() -> str:
        actions.hand_on_incident(incident, by=request.user)
        messages.success(request, "ส่งต่อแล้ว ครูแนะแนวและผู้อำนวยการได้รับแจ้ง และเป็นผู้ดูแลเรื่องนี้ต่อ")
        return reverse("cases:my_report", args=[incident.public_id]) if is_own else reverse("cases:incidents")

    return act_on(request, incident, act)


@require_http_methods(["GET", "HEAD", "POST"])
def settle_incident(request: StaffRequest, iid: str) -> HttpResponse:
    incident = the_incident(request, iid)
    form = SettleIncidentForm(request.POST or None, initial={"version": incident.version})
    if form.is_valid():
        asked = form.cleaned_data
        return act_on(
            request,
            incident,
            lambda: _back(actions.settle_incident(incident, **asked, by=request.user)),
            form=form,
            stored=settled,
        )
    context = {"incident": incident, "form": form, "keeps": "cases:settle_incident"}
    return refused(request, "cases/settle_incident.html", context)


@require_safe
def incident_pdf(request: StaffRequest, iid: str) -> HttpResponse:
    """รายงานเหตุการณ์: numbers stand for the children unless `?name=1`."""
    incident = the_incident(request, iid)
    if not rules.may_print_incident(request.user, incident):
        raise PermissionDenied
    with_names = request.GET.get("name") == "1"
    return disclose(
        request,
        incident_papers.incident_report,
        about=incident,
        filename="รายงานเหตุการณ์.pdf",
        students=actions.children_of(incident),
        kind="names" if with_names else "codes",
        iid=incident.public_id,
        with_names=with_names,
    )


def _back(incident: Incident) -> str:
    return reverse("cases:incident", args=[incident.public_id])


Stored = Callable[[Any], Mapping[str, Any]]  # field of a form → how the row has it now


def settled(row: Incident | Protection) -> Mapping[str, str]:
    return {"text": row.settled_text}


def act_on(
    request: StaffRequest,
    incident: Incident,
    act: Callable[[], str],
    *,
    form: forms.Form | None = None,
    stored: Stored = vars,
) -> HttpResponse:
    """Do it once; or say why it cannot be, with both values side by side (409)."""
    try:
        return once(request, act)
    except Changed as changed:
        return conflict(request, changed.row, form, back=_back(incident), stored=stored)
    except IllegalMove as illegal:
        return conflict(request, incident, form, back=_back(incident), stored=stored, why=str(illegal))


def conflict(
    request: StaffRequest, row: Any, form: forms.Form | None, *, back: str, stored: Stored = vars, why: str = ""
) -> HttpResponse:
    """409: nothing was saved."""
    context = {
        "row": row,
        "why": why,
        "back": back,
        "differences": [*differing(form, stored(row)), *when(row, form)] if form else [],
        "kept": typed(request),
    }
    return render(request, "cases/incident_conflict.html", context, status=409)


def when(row: Any, form: forms.Form) -> list[tuple[str, str, str]]:
    """The moment it happened, which its form asks for in two fields."""
    if "happened_at" not in form.cleaned_data:
        return []
    now, mine = (
        calendar.format_moment(timezone.localtime(at)) if at else NOTHING
        for at in (row.happened_at, form.cleaned_data["happened_at"])
    )
    return [("เมื่อไร", now, mine)] if now != mine else []
