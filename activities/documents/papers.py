"""Papers of activities: a room's homerooms of a month, the report of one activity with its pictures."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from activities import actions
from activities.asked import month_after
from activities.coverage import counts_of
from activities.documents.lists import whose
from activities.models import Activity, Kind, Participation, Picture
from activities.models.activity import ParticipationQuerySet
from journal.papers import Pdf
from schools.duties import held
from schools.models import Classroom, Role, User
from students.coverage import teachers_of
from students.models import Student

Mark = Participation.Mark


@dataclass(frozen=True)
class Hour:
    activity: Activity
    present: int
    absent: list[str]  # short names
    excused: list[str]


def homerooms(user: User, *, classroom_id: int, first: str) -> Pdf:
    """`first`: the first day of the month, "2025-06-01"."""
    room = Classroom.objects.visible_to(user).select_related("school__area", "year").get(pk=classroom_id)
    start = date.fromisoformat(first)
    return Pdf(
        template="activities/pdf/homerooms.html",
        title=f"บันทึกโฮมรูม {room.name}",
        context={
            "room": room,
            "month": start,
            "hours": hours_of(user, room, start),
            "enrolled": Student.objects.visible_to(user).in_room(room).count(),
            "teachers": teachers_of([room.pk], timezone.localdate()).get(room.pk, []),
            "level_head": level_head_of(room),
        },
    )


def hours_of(user: User, room: Classroom, start: date) -> list[Hour]:
    found = Activity.objects.visible_to(user).standing().filter(classroom=room, kind=Kind.HOMEROOM)
    lines = list(
        found.filter(held_on__gte=start, held_on__lt=month_after(start))
        .select_related("led_by")
        .order_by("held_on", "pk")
    )
    seen = Participation.objects.visible_to(user).filter(activity__in=[line.pk for line in lines])
    counts = counts_of(seen)
    names: dict[tuple[int, str], list[str]] = {}
    for row in seen.exclude(mark=Mark.PRESENT).select_related("student").order_by("student__number"):
        names.setdefault((row.activity_id, row.mark), []).append(row.student.short_name)
    return [
        Hour(
            line,
            counts.get(line.pk, {}).get(Mark.PRESENT, 0),
            names.get((line.pk, Mark.ABSENT), []),
            names.get((line.pk, Mark.EXCUSED), []),
        )
        for line in lines
    ]


def level_head_of(room: Classroom) -> User | None:
    duty = held(timezone.localdate(), Role.LEVEL_HEAD).filter(school=room.school_id, level=room.level).first()
    return duty.user if duty else None


def activity_report(user: User, *, activity_id: int, names: bool) -> Pdf:
    """What, when, how many took part, what came of it, the pictures; with `names` also who took part."""
    found = (
        Activity.objects.visible_to(user)
        .standing()
        .select_related("school__area", "classroom__year", "circle", "led_by")
        .get(pk=activity_id)
    )
    seen = Participation.objects.visible_to(user).filter(activity=found)
    pictures = list(Picture.objects.visible_to(user).filter(activity=found).order_by("added_at", "pk"))
    took = seen.filter(mark=Mark.PRESENT).select_related("student__classroom", "classroom")
    counts = counts_of(seen).get(found.pk, {})
    return Pdf(
        template="activities/pdf/activity_report.html",
        title=f"รายงานกิจกรรม {found.title}",
        context={
            "activity": found,
            "whose": whose(found),
            "counts": [(mark.label, counts.get(mark, 0)) for mark in Mark],
            "names": [row.student for row in in_order(took)] if names else [],
            "shows_room": found.classroom_id is None,
            "pictures": [(f"asset:photo-{number}", one) for number, one in enumerate(pictures, 1)],
        },
        pictures={f"asset:photo-{number}": actions.open_picture(one) for number, one in enumerate(pictures, 1)},
    )


def in_order(rows: ParticipationQuerySet) -> list[Participation]:
    return list(rows.order_by("classroom__level", "classroom__number", "student__number", "student__sort_key"))
