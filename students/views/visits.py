"""Home visits as they are read: who of a room has been visited, one child's visits, one visit."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from journal.actions import record
from journal.models import Verb
from schools.http import StaffRequest
from schools.models import Classroom
from students import actions, coverage, rules, visit_form
from students.models import Campaign, Photo, Student, Visit
from students.views.registrar import the_child, viewed
from students.visit_form import SECTIONS, Kind, Question, Section

STATUSES = (("missing", "ยังไม่ได้เยี่ยม"), ("done", "เยี่ยมแล้ว"), ("all", "ทุกคน"))


@dataclass(frozen=True)
class Line:
    """A child of the room: the last visit that counts, and the draft this person has begun."""

    student: Student
    visit: Visit | None
    draft: Visit | None


@require_safe
def visits(request: StaffRequest) -> HttpResponse:
    """ห้องของฉัน first; the counselor and the head choose a room (`?class=`, `?status=`)."""
    rooms = rooms_followed(request)
    room = chosen_room(request, rooms)
    campaign = coverage.current(room.school, timezone.localdate())
    lines = lines_of(request, room, campaign)
    status = request.GET.get("status", "missing")
    status = status if status in dict(STATUSES) else "missing"
    counts = {"missing": sum(not line.visit for line in lines), "all": len(lines)}
    counts["done"] = counts["all"] - counts["missing"]
    context = {
        "rooms": rooms,
        "room": room,
        "campaign": campaign,
        "lines": [line for line in lines if status == "all" or bool(line.visit) == (status == "done")],
        "status": status,
        "statuses": [(code, word, counts[code]) for code, word in STATUSES],
        "counts": counts,
        "may_visit": rules.may_visit_room(request.user, room),
        "may_print": rules.may_follow_visits(request.user, room),
    }
    return render(request, "students/visits.html", context)


def rooms_followed(request: StaffRequest) -> list[Classroom]:
    """This year's rooms whose visits the person follows, her own ones first.  Raises PermissionDenied."""
    today = timezone.localdate()
    found = Classroom.objects.visible_to(request.user).select_related("school", "year")
    found = found.filter(year__starts_on__lte=today, year__ends_on__gte=today).in_order()
    rooms = [room for room in found if rules.may_follow_visits(request.user, room)]
    if not rooms:
        raise PermissionDenied
    return sorted(rooms, key=lambda room: room.pk not in request.user.rights.rooms)


def chosen_room(request: StaffRequest, rooms: list[Classroom]) -> Classroom:
    wanted = request.GET.get("class")
    if not wanted:
        return rooms[0]
    for room in rooms:
        if room.public_id == wanted:
            return room
    raise Http404


def lines_of(request: StaffRequest, room: Classroom, campaign: Campaign | None) -> list[Line]:
    """Three statements for any number of children. Without a campaign every visit of the year counts."""
    seen = Visit.objects.visible_to(request.user)
    counted = seen.counted_in(room, campaign)
    done = {visit.student_id: visit for visit in counted.select_related("by").order_by("visited_on", "pk")}
    drafts = {visit.student_id: visit for visit in seen.filter(student__classroom=room).drafts()}
    children = Student.objects.visible_to(request.user).in_room(room).by_number()
    return [Line(child, done.get(child.pk), drafts.get(child.pk)) for child in children]


@require_safe
def visits_of(request: StaffRequest, sid: str) -> HttpResponse:
    student = the_child(request, sid)
    if not may_follow(request, student):
        raise PermissionDenied
    viewed(request, student)
    found = Visit.objects.visible_to(request.user).filter(student=student).select_related("by", "campaign")
    context = {
        "student": student,
        "visits": found.done().annotate(pictures=Count("photos")).latest_first(),
        "draft": found.drafts().first(),
        "may_visit": rules.may_visit(request.user, student),
    }
    return render(request, "students/visits_of.html", context)


def may_follow(request: StaffRequest, student: Student) -> bool:
    if student.classroom is not None:
        return rules.may_follow_visits(request.user, student.classroom)
    return request.user.rights.has("counselor", "head", school=student.school_id)


@dataclass(frozen=True)
class Told:
    """A section of a finished visit: (question, answer in words, confirmed as unchanged)."""

    section: Section
    answers: list[tuple[Question, str, bool]]
    locked: int  # questions that this person may not read
    people: list[dict[str, Any]]


@require_safe
def visit(request: StaffRequest, vid: str) -> HttpResponse:
    """A finished visit; a draft leads to its form."""
    found = the_visit(request, vid)
    if found.is_draft:
        return redirect("students:edit_visit", found.public_id)
    record(Verb.VIEWED, found, by=request.user, page="visit")
    sees_all = rules.may_read_sensitive(request.user, found)
    year = found.classroom.year.year
    context = {
        "visit": found,
        "student": found.student,
        "told": [told for told in (told_of(found, section, sees_all=sees_all) for section in SECTIONS) if told],
        "income": visit_form.income(found.answers),
        "limit": coverage.limit_of(found.school.area_id, year),
        "far": visit_form.far(found.answers, sensitive=sees_all),
        "year": year,
        "columns": visit_form.PEOPLE_COLUMNS,
        "may_edit": rules.may_edit_visit(request.user, found),
        "may_print": rules.may_print_visit(request.user, found),
        **photos_of(request, found),
    }
    return render(request, "students/visit.html", context)


def the_visit(request: StaffRequest, vid: str) -> Visit:
    found = Visit.objects.visible_to(request.user).select_related(
        "student__classroom__year", "student__school", "school", "classroom__year", "campaign", "by"
    )
    return get_object_or_404(found, public_id=vid)


def told_of(found: Visit, section: Section, *, sees_all: bool) -> Told | None:
    answered = [question for question in section.questions if question.code in found.answers]
    shown = [question for question in answered if sees_all or not question.is_sensitive]
    if not answered:
        return None
    same = set(found.same_as_before)
    answers = [
        (question, visit_form.said(question, found.answers[question.code]), question.code in same)
        for question in shown
        if question.kind != Kind.PEOPLE
    ]
    people = found.answers.get("people", []) if any(question.kind == Kind.PEOPLE for question in shown) else []
    return Told(section, answers, len(answered) - len(shown), people)


def photos_of(request: StaffRequest, found: Visit) -> dict[str, Any]:
    """What the part with the photographs shows, without the pictures' bytes."""
    listed = list(found.photos.select_related("added_by").defer("sealed").order_by("added_at", "pk"))
    now = timezone.now()
    return {
        "photos": [(photo, rules.may_remove_photo(request.user, photo, now=now)) for photo in listed],
        "slots": Photo.Slot.choices,
        "next_slot": next_slot([photo.slot for photo in listed]),
        "may_add": rules.may_edit_visit(request.user, found)
        and len(listed) < Visit.MOST_PHOTOS
        and found.no_photo != Visit.NoPhoto.REFUSED,
        "left": Visit.MOST_PHOTOS - len(listed),
    }


def next_slot(held: list[str]) -> str:
    return next((slot for slot in Photo.Slot.values if slot not in held), Photo.Slot.OTHER)


@require_POST
def discard_visit(request: StaffRequest, vid: str) -> HttpResponse:
    """Throw one's own draft away."""
    found = the_visit(request, vid)
    if not found.is_draft:
        raise PermissionDenied
    actions.throw_draft_away(found, by=request.user)
    messages.success(request, "ทิ้งร่างแล้ว")
    return redirect(f"{reverse('students:visits')}?class={found.classroom.public_id}")
