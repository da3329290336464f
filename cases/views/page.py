"""One case on one page (W6): what to do, then what happened."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases import rules
from cases.course import before_and_now, looks
from cases.forms import CheckInForm
from cases.gaps.about import about
from cases.models import TAKEN, Case, Event, Note, Passing, Secrecy, State, Task, homeroom_and
from cases.related import offered_to, related_to
from cases.views.answers import load_tasks, the_case
from cases.views.notes import note_form
from journal.actions import record
from journal.models import Verb
from schools.http import StaffRequest
from schools.models import User
from students.models import Guardian
from students.rules import may_shut_out

ICONS = {
    Event.Kind.OPENED: "case",
    Event.Kind.PLANNED: "flag",
    Event.Kind.ASSIGNED: "swap",
    Event.Kind.TASK_ADDED: "plus",
    Event.Kind.REFERRED: "refer",
    Event.Kind.ANSWERED: "refer",
    Event.Kind.CLOSED: "lock",
    Event.Kind.REOPENED: "case",
    Event.Kind.ASSESSED: "search",
    Event.Kind.PLAN_ASKED: "flag",
    Event.Kind.PLAN_RETURNED: "undo",
    Event.Kind.CHECKED: "chart",
    Event.Kind.MONITORED: "eye",
    Event.Kind.HELPED_AGAIN: "undo",
    Event.Kind.CLOSING_ASKED: "lock",
    Event.Kind.CLOSING_RETURNED: "undo",
    Event.Kind.RESCREENED: "search",
    Event.Kind.LINKED: "link",
    Event.Kind.TAKEN_OVER: "swap",
    Event.Kind.INSIDE: "refer",
}


@dataclass(frozen=True)
class Entry:
    """One thing that happened: an event, a note, or a task's day that went by. `is_open` note: its words stand here."""

    at: datetime
    icon: str
    event: Event | None = None
    note: Note | None = None
    late: Task | None = None
    may_read: bool = False
    is_open: bool = False
    may_correct: bool = False


@require_safe
def case(request: StaffRequest, cid: str) -> HttpResponse:
    case = the_case(request, cid, by_share=True)
    user = request.user
    load_tasks(case, user)
    record(Verb.VIEWED, case, by=user)
    tasks = [task for task in case.tasks.all() if task.cancelled_at is None]
    may = permissions(user, case)
    events = [event for event in case.events.select_related("by") if rules.may_see_event(user, event)]
    concerned = about(user, case)
    related = related_to(user, case)
    context = {
        "case": case,
        "may": may,
        "step": next_step(case, may),
        "flags": flags(case, events),
        "steps": steps(case),
        "tasks": [(task, rules.may_mark_done(user, case, task)) for task in undone_first(tasks)],
        "done": sum(task.done_at is not None for task in tasks),
        "week": week_of(case),
        "timeline": timeline(user, case, events),
        "note_form": note_form(request, case),
        "may_protect": rules.may_protect(user, case.student),
        "conferences": case.conferences.order_by("-held_on", "-pk"),
        "about": concerned,
        "course": before_and_now(case, concerned, events),
        "looks": looks(case),
        "check_form": CheckInForm() if may["check_in"] else None,
        "related": related,
        "offered": offered_to(user, case, related) if may["link"] else [],
        "team": team_of(case),
        "handed": handed_over(user, case),
        "suspects_home": suspects_home(case),
        "family": to_ring(user, case),
        "is_of_school": rules.is_of_school(user, case),
    }
    return render(request, "cases/case.html", context)


def handed_over(user: User, case: Case) -> list[Passing]:
    """What came from another school into it, and that it is prepared to go to one."""
    come_or_goes = Q(new_case=case) | Q(case=case, state=Passing.State.PREPARED)
    found = Passing.objects.visible_to(user).filter(come_or_goes)
    return list(found.select_related("from_school", "to_school").order_by("pk"))


def suspects_home(case: Case) -> bool:
    """As the statement that found the case has asked."""
    asked: bool = vars(case)["suspects_home"]
    return asked


def to_ring(user: User, case: Case) -> list[Guardian]:
    """Whose telephone stands on the page of an open case: nobody's, while somebody at home is suspected."""
    if not case.is_open() or not rules.is_of_school(user, case) or suspects_home(case):
        return []
    return list(Guardian.objects.visible_to(user).filter(student=case.student_id).exclude(phone="").order_by("pk"))


def undone_first(tasks: list[Task]) -> list[Task]:
    return sorted(tasks, key=lambda task: task.done_at is not None)


def permissions(user: User, case: Case) -> dict[str, bool]:
    """Which buttons stand on the page: what she may do and the state allows."""
    state, is_open, is_taken = State(case.state), case.is_open(), case.state in TAKEN
    is_planned = state in (State.ASSESSMENT, State.HELPING)
    is_helped = state in (State.HELPING, State.MONITORING)
    is_asked = case.closing_asked_at is not None
    leads = rules.may_plan(user, case)
    return {
        "accept": state == State.INTAKE and rules.may_accept(user, case),
        "assign": is_taken and rules.may_assign(user, case),
        "assess": is_planned and rules.may_assess(user, case),
        "plan": is_planned and leads,
        "submit": state == State.ASSESSMENT and rules.may_submit_plan(user, case),
        "approve_plan": state == State.PLAN_REVIEW and rules.may_approve_plan(user, case),
        "add_task": is_taken and rules.may_add_task(user, case),
        "check_in": is_helped and rules.may_check_in(user, case),
        "monitor": state == State.HELPING and leads,
        "help_again": state == State.MONITORING and leads,
        "look_again": is_helped and rules.may_look_again(user, case),
        "write_note": is_open and rules.may_write_note(user, case),
        "pass": is_open and rules.may_lead(user, case),
        "close": is_open and not is_asked and rules.may_close(user, case),
        "approve_closing": is_open and is_asked and rules.may_approve_closing(user, case),
        "reopen": not is_open and rules.may_reopen(user, case),
        "refer": is_taken and rules.may_refer(user, case),
        "link": is_open and rules.may_link(user, case),
        "print": rules.may_print(user, case),
        "confer": is_taken and rules.may_hold_conference(user, case),
        "shut_out": may_shut_out(user, case.student),
        "read_minutes": rules.may_read_conference(user, case),
    }


def next_step(case: Case, may: dict[str, bool]) -> str:
    """The one button that is filled: what the case waits for, when it is hers to do."""
    for answer in ("accept", "approve_plan", "approve_closing"):
        if may[answer]:
            return answer
    if case.state == State.ASSESSMENT and may["submit"]:
        return "assess" if not case.assessment else "plan" if not case.goal else "submit"
    return "refer" if may["refer"] else ""


def flags(case: Case, events: list[Event]) -> dict[str, bool]:
    """What is computed and never a state (decisions C18): overdue, and that something was referred."""
    is_overdue = case.is_open() and case.due_on is not None and case.due_on < timezone.localdate()
    return {"overdue": is_overdue, "referred": any(event.kind == Event.Kind.REFERRED for event in events)}


def steps(case: Case) -> list[tuple[str, str]]:
    """(word, done | now | next) of the six states."""
    order = list(State)
    place = order.index(State(case.state))
    return [(state.label, "done" if n < place else "now" if n == place else "next") for n, state in enumerate(order)]


def week_of(case: Case) -> int:
    """Which week of the plan it is, 1 when it begins."""
    if case.accepted_at is None:
        return 0
    began = case.starts_on or timezone.localtime(case.accepted_at).date()
    return max(timezone.localdate() - began, timedelta()).days // 7 + 1


def team_of(case: Case) -> list[User]:
    """Homeroom teachers, who opened it, who has a task, but nobody who is shut out; the owner stands above them."""
    asked = [case.opened_by_id, *(task.responsible_id for task in case.tasks.all())]
    there = homeroom_and(asked, case.student, timezone.localdate())
    people = [person for person in there if person.pk != case.owner_id]
    return sorted(people, key=lambda person: asked.index(person.pk) if person.pk in asked else -1)


def timeline(user: User, case: Case, events: list[Event]) -> list[Entry]:
    """Newest first."""
    notes = case.notes.with_readers().select_related("corrected_by")
    entries = [Entry(event.at, ICONS.get(Event.Kind(event.kind), "check"), event=event) for event in events]
    entries += [note_entry(user, case, note) for note in notes]
    entries += [Entry(day_after(task), "prob", late=task) for task in case.tasks.all() if was_late(task)]
    return sorted(entries, key=lambda entry: (entry.at, entry.note is not None), reverse=True)


def was_late(task: Task) -> bool:
    """It was neither done nor cancelled on its day; nobody has to press anything for the timeline to say so."""
    ended = task.done_at or task.cancelled_at
    return task.due_on < (timezone.localtime(ended).date() if ended else timezone.localdate())


def day_after(task: Task) -> datetime:
    """The moment in which its day was over."""
    return timezone.make_aware(datetime.combine(task.due_on + timedelta(days=1), time()))


def note_entry(user: User, case: Case, note: Note) -> Entry:
    may_read = rules.may_read_note(user, case, note)
    is_open = may_read and note.secrecy == Secrecy.TEAM
    return Entry(
        at=note.written_at,
        icon="note" if is_open else "lock",
        note=note,
        may_read=may_read,
        is_open=is_open,
        may_correct=rules.may_correct_note(user, case, note) and not hasattr(note, "corrected_by"),
    )
