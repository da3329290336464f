"""Meetings with the parents of a room: who came in each room, one meeting with its roll, the papers to sign."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from activities import actions, families, rules
from activities.documents import meetings as papers
from activities.forms.meetings import WORDS, CameForm, MeetingForm
from activities.models import Activity, Kind, ParentMember, Participation
from activities.terms import term_of
from activities.views.activities import pictures_of, the_activity
from activities.views.answers import conflict
from journal.actions import record
from journal.models import Verb
from journal.papers import disclose
from schools.http import StaffRequest, once
from schools.models import Classroom
from students.models import Student

page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def meetings(request: StaffRequest) -> HttpResponse:
    """The rooms she follows with their meetings of this year, those without one this term first seen."""
    rooms = rooms_followed(request)
    if not rooms:
        raise PermissionDenied
    year, term = term_of(timezone.localdate())
    held = families.meetings_of(request.user, [room.pk for room in rooms], year=year)
    lines = [(room, [one for one in held if one.meeting.classroom_id == room.pk]) for room in rooms]
    of_term = [next((one for one in found if one.meeting.term == term), None) for _, found in lines]
    counted = [one for one in of_term if one]
    context = {
        "lines": [(room, found, rules.keeps_room(request.user, room)) for room, found in lines],
        "year": year,
        "term": term,
        "rooms_held": len(counted),
        "came": sum(one.came for one in counted),
        "asked": sum(one.asked for one in counted),
        "may_list_network": rules.may_list_network(request.user),
    }
    return render(request, "activities/meetings.html", context)


def rooms_followed(request: StaffRequest) -> list[Classroom]:
    today = timezone.localdate()
    found = Classroom.objects.visible_to(request.user).select_related("school")
    found = found.filter(year__starts_on__lte=today, year__ends_on__gte=today).in_order()
    rooms = [room for room in found if rules.may_follow_room(request.user, room)]
    return sorted(rooms, key=lambda room: room.pk not in request.user.rights.rooms)


def the_room(request: StaffRequest, cid: str) -> Classroom:
    return get_object_or_404(Classroom.objects.visible_to(request.user).select_related("school", "year"), public_id=cid)


def children_of(request: StaffRequest, room: Classroom) -> list[Student]:
    return list(Student.objects.visible_to(request.user).in_room(room).by_number())


@page
def new_meeting(request: StaffRequest, cid: str) -> HttpResponse:
    room = the_room(request, cid)
    if not rules.keeps_room(request.user, room):
        raise PermissionDenied
    children = children_of(request, room)
    typed = request.POST if request.method == "POST" else None
    form = MeetingForm(typed, room=room)
    roll = CameForm(typed, children=children, offered=families.who_may_come(request.user, children))
    if is_right(form, roll):
        return once(request, lambda: recorded(request, room, form, roll))
    context = {"form": form, "roll": roll, "room": room}
    return render(request, "activities/new_meeting.html", context)


def is_right(form: MeetingForm, roll: CameForm) -> bool:
    """Raises Http404 when somebody is told of who is not on the roll."""
    if not form.is_bound:
        return False
    if roll.unknown:
        raise Http404
    if not roll.is_valid():
        form.add_error(None, "เลือกผู้มาประชุมจากรายการของแต่ละคน")
    return form.is_valid()


def recorded(request: StaffRequest, room: Classroom, form: MeetingForm, roll: CameForm) -> str:
    made = actions.record_meeting(room, came=roll.told(), by=request.user, **form.told())
    messages.success(request, f"บันทึกประชุมผู้ปกครองแล้ว มา {roll.came} จาก {len(roll.lines)}\u00a0ครอบครัว")
    return reverse("activities:meeting", args=[made.public_id])


def the_meeting(request: StaffRequest, aid: str) -> Activity:
    """Only a meeting, and taken back only for who may bring it back."""
    found = the_activity(request, aid)
    if found.kind != Kind.MEETING or found.classroom is None:
        raise Http404
    return found


@require_safe
def meeting(request: StaffRequest, aid: str) -> HttpResponse:
    """Who came is told to whoever follows the room; the discipline office reads the words and the number."""
    found = the_meeting(request, aid)
    rows = roll_of(request, found)
    room = found.classroom
    follows = room is not None and rules.may_follow_room(request.user, room)
    may_edit = rules.may_edit_meeting(request.user, found)
    record(Verb.VIEWED, found, by=request.user, students=[row.student_id for row in rows], page="meeting")
    context = {
        "meeting": found,
        "activity": found,
        "rows": rows if follows else [],
        "follows": follows,
        "came": sum(row.mark == Participation.Mark.PRESENT for row in rows),
        "asked": len(rows),
        "parents": committee_of(request, found) if follows else [],
        "may_edit": may_edit and not found.removed_at,
        "may_restore": may_edit and bool(found.removed_at),
        "may_print": follows and not found.removed_at,
        **pictures_of(request, found),
    }
    return render(request, "activities/meeting.html", context)


def roll_of(request: StaffRequest, found: Activity) -> list[Participation]:
    seen = Participation.objects.visible_to(request.user).filter(activity=found).select_related("student")
    return list(seen.order_by("student__number", "student__sort_key", "student"))


def committee_of(request: StaffRequest, found: Activity) -> list[ParentMember]:
    """Those chosen on that day."""
    chosen = ParentMember.objects.visible_to(request.user).filter(classroom=found.classroom, chosen_on=found.held_on)
    return list(chosen.in_order())


@page
def edit_meeting(request: StaffRequest, aid: str) -> HttpResponse:
    found = the_meeting(request, aid)
    room = found.classroom
    if room is None or found.removed_at or not rules.may_edit_meeting(request.user, found):
        raise PermissionDenied
    held = {row.student_id: row.who for row in roll_of(request, found)}
    seen = Student.objects.visible_to(request.user)
    children = list((seen.in_room(room) | seen.filter(pk__in=held)).by_number())
    typed = request.POST if request.method == "POST" else None
    form = MeetingForm(typed, room=room, meeting=found)
    offered = families.who_may_come(request.user, children)
    roll = CameForm(typed, children=children, offered=offered, held=held)
    if is_right(form, roll):
        try:
            version = form.cleaned_data["version"] or 0
            actions.correct_meeting(found, version=version, came=roll.told(), by=request.user, **form.told())
        except actions.Stale as changed:
            return stale(request, changed.activity, form, roll)
        messages.success(request, "บันทึกแล้ว")
        return redirect("activities:meeting", found.public_id)
    context = {"form": form, "roll": roll, "room": room, "meeting": found}
    return render(request, "activities/edit_meeting.html", context)


def stale(request: StaffRequest, now: Activity, form: MeetingForm, roll: CameForm) -> HttpResponse:
    told, held = form.told(), {row.student_id: row.who for row in roll_of(request, now)}
    differences: list[tuple[str, Any, Any]] = [
        (str(form.fields[name].label), getattr(now, name), told[name])
        for name in WORDS
        if getattr(now, name) != told[name]
    ]
    differences += [
        (child.short_name, held.get(child.pk) or "ไม่มา", who or "ไม่มา")
        for child, who in roll.told()
        if held.get(child.pk, "") != who
    ]
    back = reverse("activities:meeting", args=[now.public_id])
    return conflict(request, title=now.title, back=back, version=now.version, differences=differences)


@require_safe
def sign_in_pdf(request: StaffRequest, cid: str) -> HttpResponse:
    """A line per child to carry to the meeting: relation and signature."""
    room = the_room(request, cid)
    if not rules.may_follow_room(request.user, room):
        raise PermissionDenied
    return disclose(
        request,
        papers.sign_in_sheet,
        about=room,
        filename=f"ใบลงชื่อผู้ปกครอง-{room.name.replace('/', '-')}.pdf",
        students=[child.pk for child in children_of(request, room)],
        kind="blank",
        classroom_id=room.pk,
    )


@require_safe
def meeting_pdf(request: StaffRequest, aid: str) -> HttpResponse:
    found = the_meeting(request, aid)
    room = found.classroom
    if room is None or found.removed_at or not rules.may_follow_room(request.user, room):
        raise PermissionDenied
    return disclose(
        request,
        papers.meeting_record,
        about=found,
        filename=f"บันทึกประชุมผู้ปกครอง-{room.name.replace('/', '-')}-{found.public_id}.pdf",
        students=[row.student_id for row in roll_of(request, found)],
        activity_id=found.pk,
    )
