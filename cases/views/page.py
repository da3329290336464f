"""One case on one page (W6): what to do, then what happened."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases import documents, rules
from cases.gaps.about import about
from cases.models import TAKEN, Case, Event, Note, Secrecy, State, Task, homeroom_of
from cases.views.answers import load_tasks, the_case
from cases.views.notes import note_form
from journal.actions import record
from journal.models import Verb
from journal.papers import disclose
from schools.http import StaffRequest
from schools.models import User

ICONS = {
    Event.Kind.OPENED: "case",
    Event.Kind.PLANNED: "flag",
    Event.Kind.ASSIGNED: "swap",
    Event.Kind.TASK_ADDED: "plus",
    Event.Kind.REFERRED: "refer",
    Event.Kind.ANSWERED: "refer",
    Event.Kind.CLOSED: "lock",
    Event.Kind.REOPENED: "case",
}


@dataclass(frozen=True)
class Entry:
    """One thing that happened: an event, or a note. `is_open` note: its words stand on the page."""

    at: datetime
    icon: str
    event: Event | None = None
    note: Note | None = None
    may_read: bool = False
    is_open: bool = False
    may_correct: bool = False


@require_safe
def case(request: StaffRequest, cid: str) -> HttpResponse:
    case = the_case(request, cid)
    user = request.user
    load_tasks(case, user)
    record(Verb.VIEWED, case, by=user)
    tasks = list(case.tasks.all())
    context = {
        "case": case,
        "may": permissions(user, case),
        "steps": steps(case),
        "tasks": [(task, rules.may_mark_done(user, case, task)) for task in undone_first(tasks)],
        "done": sum(task.done_at is not None for task in tasks),
        "week": week_of(case),
        "timeline": timeline(user, case),
        "note_form": note_form(request, case),
        "about": about(user, case),
        "team": team_of(case),
    }
    return render(request, "cases/case.html", context)


def undone_first(tasks: list[Task]) -> list[Task]:
    return sorted(tasks, key=lambda task: task.done_at is not None)


def permissions(user: User, case: Case) -> dict[str, bool]:
    """Which buttons stand on the page: what she may do and the state allows."""
    is_taken, is_open = case.state in TAKEN, case.is_open()
    may_plan = case.state in (State.ASSESSMENT, State.HELPING)
    return {
        "accept": case.state == State.INTAKE and rules.may_accept(user, case),
        "assign": is_taken and rules.may_assign(user, case),
        "plan": may_plan and rules.may_plan(user, case),
        "add_task": is_taken and rules.may_add_task(user, case),
        "write_note": is_open and rules.may_write_note(user, case),
        "close": is_open and rules.may_close(user, case),
        "reopen": not is_open and rules.may_reopen(user, case),
        "refer": is_taken and rules.may_refer(user, case),
        "print": rules.may_print(user, case),
    }


def steps(case: Case) -> list[tuple[str, str]]:
    """(word, done | now | next) of the six states."""
    order = list(State)
    place = order.index(State(case.state))
    return [(state.label, "done" if n < place else "now" if n == place else "next") for n, state in enumerate(order)]


def week_of(case: Case) -> int:
    """Which week of the plan it is, 1 when it was accepted."""
    if case.accepted_at is None:
        return 0
    return (timezone.localdate() - timezone.localtime(case.accepted_at).date()).days // 7 + 1


def team_of(case: Case) -> list[User]:
    """Homeroom teachers, who opened it, who has a task; the owner stands above them."""
    people = [*homeroom_of(case.student, timezone.localdate()), case.opened_by]
    people += [task.responsible for task in case.tasks.all()]
    return [person for person in dict.fromkeys(people) if person.pk != case.owner_id]


def timeline(user: User, case: Case) -> list[Entry]:
    """Newest first."""
    events = case.events.select_related("by")
    notes = case.notes.with_readers().select_related("corrected_by")
    entries = [Entry(event.at, ICONS.get(Event.Kind(event.kind), "check"), event=event) for event in events]
    entries += [note_entry(user, case, note) for note in notes]
    return sorted(entries, key=lambda entry: (entry.at, entry.note is not None), reverse=True)


def note_entry(user: User, case: Case, note: Note) -> Entry:
    may_read = rules.may_read_note(user, case, note)
    is_open = may_read and note.secrecy == Secrecy.TEAM
    return Entry(
        at=note.written_at,
        icon="note" if is_open else "lock",
        note=note,
        may_read=may_read,
        is_open=is_open,
        may_correct=rules.may_correct_note(user, note) and not hasattr(note, "corrected_by"),
    )


@require_safe
def summary_pdf(request: StaffRequest, cid: str) -> HttpResponse:
    """D3, short form, for a meeting: the code stands for the name unless `?name=1`."""
    case = the_case(request, cid)
    if not rules.may_print(request.user, case):
        raise PermissionDenied
    ids: dict[str, Any] = {"cid": case.public_id, "with_name": request.GET.get("name") == "1"}
    return disclose(request, documents.summary, about=case, filename=f"{case.code}.pdf", **ids)
