"""Case conferences: written, read, finished, printed; and the page that stands on the wall while one is held."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import actions, documents, rules
from cases.actions.conferences import StaleMinutes
from cases.course import looks
from cases.forms import ConferenceForm, EditConferenceForm, VersionedForm, as_it_stands
from cases.minutes import facts
from cases.models import TAKEN, Case, Conference, IllegalMove, homeroom_of
from cases.views.answers import conflict, load_tasks, refused, the_case
from cases.views.beside import minutes_differing, typed
from journal.actions import record
from journal.models import Verb
from journal.papers import disclose
from schools import calendar
from schools.http import StaffRequest, once


@require_http_methods(["GET", "HEAD", "POST"])
def new_conference(request: StaffRequest, cid: str) -> HttpResponse:
    case = the_case(request, cid)
    load_tasks(case, request.user)
    if not rules.may_hold_conference(request.user, case):
        raise PermissionDenied
    form = ConferenceForm(request.POST or None, case=case, initial=beginning(request, case))

    def act() -> str:
        return page_of(actions.hold_conference(case, **form.cleaned_data, by=request.user))

    if form.is_valid():
        return written(request, case, form, act)
    return refused(request, "cases/new_conference.html", {"case": case, "form": form})


def beginning(request: StaffRequest, case: Case) -> dict[str, object]:
    """Today, who leads the case and her homeroom teachers, and what is known already."""
    today = timezone.localdate()
    team = [*homeroom_of(case.student, today), *([case.owner] if case.owner else [])]
    return {
        "held_on": today,
        "chair": case.school.head_name,
        "attendees": [person.public_id for person in team],
        "summary": facts(request.user, case),
        "strengths": case.strengths,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def edit_conference(request: StaffRequest, cid: str, fid: str) -> HttpResponse:
    found = the_conference(request, cid, fid)
    if not rules.may_hold_conference(request.user, found.case):
        raise PermissionDenied
    form = EditConferenceForm(request.POST or None, case=found.case, initial=as_it_stands(found))
    if form.is_valid():
        return written(
            request,
            found.case,
            form,
            lambda: page_of(actions.change_conference(found, **form.cleaned_data, by=request.user)),
        )
    return refused(request, "cases/edit_conference.html", {"case": found.case, "conference": found, "form": form})


def page_of(conference: Conference) -> str:
    return reverse("cases:conference", args=[conference.case.public_id, conference.public_id])


def written(request: StaffRequest, case: Case, form: ConferenceForm | None, act: Callable[[], str]) -> HttpResponse:
    """Once; or why it cannot be (409), with what somebody else wrote beside what was typed."""
    try:
        return once(request, act)
    except IllegalMove as illegal:
        return conflict(request, case, None, why=str(illegal))
    except StaleMinutes as stale:
        context = {
            "case": case,
            "conference": stale.conference,
            "form": form,
            "differences": minutes_differing(stale.conference, form) if form else [],
            "kept": typed(request),
        }
        return render(request, "cases/conference_conflict.html", context, status=409)


@require_safe
def conference(request: StaffRequest, cid: str, fid: str) -> HttpResponse:
    found = the_conference(request, cid, fid)
    if not rules.may_read_conference(request.user, found.case):
        raise PermissionDenied
    record(Verb.VIEWED, found, by=request.user, case=found.case.code)
    may_write = rules.may_hold_conference(request.user, found.case) and found.case.state in TAKEN
    context = {
        "case": found.case,
        "conference": found,
        "attendees": found.attendees.order_by("place", "pk"),
        "decisions": documents.decisions_of(found),
        "may_write": may_write and found.state == Conference.State.DRAFT,
        "may_miss_names": documents.may_miss_names(found.case),
    }
    return render(request, "cases/conference.html", context)


@require_POST
def finish_conference(request: StaffRequest, cid: str, fid: str) -> HttpResponse:
    found = the_conference(request, cid, fid)
    if not rules.may_hold_conference(request.user, found.case):
        raise PermissionDenied
    form = VersionedForm(request.POST)
    if not form.is_valid():
        return redirect("cases:conference", cid, fid)
    return written(
        request,
        found.case,
        None,
        lambda: page_of(actions.finish_conference(found, **form.cleaned_data, by=request.user)),
    )


@require_safe
def minutes_pdf(request: StaffRequest, cid: str, fid: str) -> HttpResponse:
    """The minutes to be signed: the code stands for the name unless `?name=1`."""
    found = the_conference(request, cid, fid)
    if not rules.may_read_conference(request.user, found.case):
        raise PermissionDenied
    filename = f"ประชุม {found.case.code} {calendar.format_short(found.held_on)}.pdf"
    ids: dict[str, Any] = {
        "cid": found.case.public_id,
        "fid": found.public_id,
        "with_name": request.GET.get("name") == "1",
    }
    return disclose(request, documents.minutes, about=found.case, filename=filename, **ids)


@require_safe
def meeting(request: StaffRequest, cid: str) -> HttpResponse:
    """Large, for everybody in the room: no name unless `?name=1`, no word of a note, no reason, no sensitive aspect."""
    case = the_case(request, cid)
    load_tasks(case, request.user)
    if not rules.may_read_conference(request.user, case):
        raise PermissionDenied
    with_name = request.GET.get("name") == "1"
    record(Verb.VIEWED, case, by=request.user, page="meeting")
    tasks = [task for task in case.tasks.all() if task.cancelled_at is None]
    clear = str if with_name else documents.masked_for(case)
    context = {
        "case": case,
        "with_name": with_name,
        "goal": clear(case.goal),
        "measure": clear(case.measure),
        "title": clear(case.title),
        "undone": [(task, clear(task.text)) for task in tasks if task.done_at is None],
        "finished": [(task, clear(task.text)) for task in tasks if task.done_at is not None],
        "looks": looks(case),
        "draft": case.conferences.filter(state=Conference.State.DRAFT).order_by("-held_on", "-pk").first(),
        "may_write": case.state in TAKEN and rules.may_hold_conference(request.user, case),
    }
    return render(request, "cases/meeting.html", context)


def the_conference(request: StaffRequest, cid: str, fid: str) -> Conference:
    case = the_case(request, cid)
    load_tasks(case, request.user)
    found = get_object_or_404(Conference.objects.visible_to(request.user).filter(case=case), public_id=fid)
    found.case = case
    return found
