"""Writing an activity down on one page with who took part, correcting it, taking it back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from activities import actions, rules
from activities.forms.activities import ActivityForm, Place, place_of
from activities.models import Activity, Circle, Kind, Membership, Participation
from activities.views.activities import the_activity
from activities.views.answers import conflict
from schools.http import StaffRequest, once
from schools.models import Classroom, School
from schools.thai import clean
from students.models import Student

page = require_http_methods(["GET", "HEAD", "POST"])
Mark = Participation.Mark
AS_BEFORE = ("title", "detail", "minutes", "place", "tags")
SHAPE = ("minutes", "place")


@page
def new_activity(request: StaffRequest) -> HttpResponse:
    """`?room=`, `?circle=` or `?school=` and `?kind=`; `?from=` takes the words of an earlier one along."""
    if not rules.may_list_activities(request.user):
        raise PermissionDenied
    place = the_place(request)
    if place is None:
        return render(request, "activities/new_activity.html", choices_of(request))
    kind = the_kind(request, place)
    before = last_alike(request, place, kind)
    children = children_of(request, place)
    typed = request.POST if request.method == "POST" else None
    form = ActivityForm(typed, of=place, user=request.user, initial=prefilled(request, before))
    if form.is_valid():
        marks = marks_of(request, children, kind, place)
        return once(request, lambda: recorded(request, place, kind, form, marks))
    ticked = set(request.POST.getlist("ticked"))
    context = {
        "form": form,
        "place": place,
        "kind": kind,
        "kinds": place.kinds,
        "before": before,
        "children": [(child, child.public_id in ticked) for child in children],
        "asks_who_came": asks_who_came(kind, place),
        "query": query_of(place),
    }
    return render(request, "activities/new_activity.html", context)


def the_place(request: StaffRequest) -> Place | None:
    """404 for what she does not see, 403 for what is not hers to write about."""
    user = request.user
    asked = {
        name: clean(request.GET.get(name) or request.POST.get(name, ""))[:8] for name in ("circle", "room", "school")
    }
    if asked["circle"]:
        circles = Circle.objects.visible_to(user).select_related("school", "led_by")
        circle = get_object_or_404(circles, public_id=asked["circle"])
        return allowed(rules.may_record_of_circle(user, circle), Place(circle.school, circle=circle))
    if asked["room"]:
        rooms = Classroom.objects.visible_to(user).select_related("school", "year")
        room = get_object_or_404(rooms, public_id=asked["room"])
        return allowed(rules.keeps_room(user, room), Place(room.school, classroom=room))
    if asked["school"]:
        school = get_object_or_404(School.objects.visible_to(user), public_id=asked["school"])
        return allowed(rules.may_record_of_school(user, school.pk), Place(school))
    return None


def allowed(may: bool, place: Place) -> Place:
    if not may:
        raise PermissionDenied
    return place


def the_kind(request: StaffRequest, place: Place) -> Kind:
    wanted = request.GET.get("kind")
    return next((kind for kind in place.kinds if kind == wanted), place.kinds[0])


def choices_of(request: StaffRequest) -> dict[str, Any]:
    """Whose activity is it? Her rooms, the groups she keeps, her schools; the counselor's whole school."""
    user, today = request.user, timezone.localdate()
    rooms = Classroom.objects.visible_to(user).filter(year__starts_on__lte=today, year__ends_on__gte=today).in_order()
    circles = Circle.objects.visible_to(user).filter(ended_at=None).order_by("kind", "name")
    return {
        "rooms": [room for room in rooms if rules.keeps_room(user, room)],
        "circles": [circle for circle in circles if rules.may_record_of_circle(user, circle)],
        "schools": School.objects.visible_to(user).filter(pk__in=user.rights.schools(*rules.LEADERS)).order_by("name"),
        "asked_kind": request.GET.get("kind", ""),
    }


def query_of(place: Place) -> str:
    for name, thing in (("circle", place.circle), ("room", place.classroom), ("school", place.school)):
        if thing is not None:
            return f"{name}={thing.public_id}"
    return ""


def last_alike(request: StaffRequest, place: Place, kind: Kind) -> Activity | None:
    """The one before it of the same room or group and kind: whose words can be used again."""
    if place.classroom is None and place.circle is None:
        return None
    alike = Activity.objects.visible_to(request.user).standing()
    alike = alike.filter(classroom=place.classroom, circle=place.circle, kind=kind)
    return alike.select_related("led_by").latest_first().first()


def prefilled(request: StaffRequest, before: Activity | None) -> dict[str, Any]:
    if before is None:
        return {}
    names = AS_BEFORE if request.GET.get("from") == before.public_id else SHAPE
    return {name: getattr(before, name) for name in names}


def children_of(request: StaffRequest, place: Place) -> list[Student]:
    """Who could have taken part; for the whole school nobody yet: it is ticked room by room afterwards."""
    if place.classroom:
        return list(Student.objects.visible_to(request.user).in_room(place.classroom).by_number())
    if place.circle:
        held = Membership.objects.visible_to(request.user).filter(circle=place.circle).now()
        held = held.select_related("student__classroom").order_by(
            "student__classroom__level", "student__classroom__number", "student__number", "student__sort_key"
        )
        return [membership.student for membership in held]
    return []


def asks_who_came(kind: Kind, place: Place) -> bool:
    """Remedial lessons of a room are for some of it: who came is ticked. Else all came but those ticked."""
    return kind == Kind.REMEDIAL and place.circle is None


def marks_of(
    request: StaffRequest, children: list[Student], kind: Kind, place: Place
) -> list[tuple[Student, str, str]]:
    """What the ticks of the new page say.  Raises Http404 for a child who is not on it."""
    ticked = set(request.POST.getlist("ticked"))
    if not ticked <= {child.public_id for child in children}:
        raise Http404
    if asks_who_came(kind, place):
        return [(child, Mark.PRESENT, "") for child in children if child.public_id in ticked]
    return [(child, Mark.ABSENT if child.public_id in ticked else Mark.PRESENT, "") for child in children]


def recorded(
    request: StaffRequest, place: Place, kind: Kind, form: ActivityForm, marks: list[tuple[Student, str, str]]
) -> str:
    made = actions.record_activity(
        place.school,
        kind=kind,
        classroom=place.classroom,
        circle=place.circle,
        marks=marks,
        by=request.user,
        **form.told(),
    )
    messages.success(request, f"บันทึก{made.get_kind_display()}แล้ว")
    if place.classroom is None and place.circle is None:
        return reverse("activities:marks", args=[made.public_id])
    address = reverse("activities:activity", args=[made.public_id])
    return f"{address}#photos" if request.POST.get("act") == "pictures" else address


@page
def edit_activity(request: StaffRequest, aid: str) -> HttpResponse:
    activity = the_activity(request, aid)
    if activity.removed_at or not rules.may_edit(request.user, activity):
        raise PermissionDenied
    if activity.kind == Kind.MEETING:
        return redirect("activities:edit_meeting", activity.public_id)
    typed = request.POST if request.method == "POST" else None
    form = ActivityForm(typed, of=place_of(activity), user=request.user, activity=activity)
    if form.is_valid():
        try:
            actions.correct_activity(
                activity, version=form.cleaned_data["version"] or 0, by=request.user, **form.told()
            )
        except actions.Stale as stale:
            return conflict(
                request,
                title=stale.activity.title,
                back=reverse("activities:activity", args=[activity.public_id]),
                version=stale.activity.version,
                differences=differences(stale.activity, form),
            )
        messages.success(request, "แก้ไขแล้ว")
        return redirect("activities:activity", activity.public_id)
    return render(request, "activities/edit_activity.html", {"activity": activity, "form": form})


def differences(now: Activity, form: ActivityForm) -> list[tuple[str, Any, Any]]:
    told = [(name, getattr(now, name), value) for name, value in form.told().items()]
    return [(str(form.fields[name].label), stored, value) for name, stored, value in told if stored != value]


def may_take_back(request: StaffRequest, activity: Activity) -> bool:
    may = rules.may_edit_meeting if activity.kind == Kind.MEETING else rules.may_edit
    return may(request.user, activity)


@require_POST
def remove_activity(request: StaffRequest, aid: str) -> HttpResponse:
    activity = the_activity(request, aid)
    if not may_take_back(request, activity):
        raise PermissionDenied
    actions.remove_activity(activity, by=request.user)
    messages.success(request, "เอาออกแล้ว กด “นำกลับ” ได้ในหน้านี้")
    return redirect("activities:activity", activity.public_id)


@require_POST
def restore_activity(request: StaffRequest, aid: str) -> HttpResponse:
    activity = the_activity(request, aid)
    if not may_take_back(request, activity):
        raise PermissionDenied
    actions.restore_activity(activity, by=request.user)
    messages.success(request, "นำกลับแล้ว")
    return redirect("activities:activity", activity.public_id)
