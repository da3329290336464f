"""Papers of a meeting with parents: the sheet they sign, and the record of what was said."""

from django.utils import timezone

from activities import actions
from activities.models import Activity, ParentMember, Participation, Picture
from journal.papers import Pdf
from schools.models import Classroom, User
from students import coverage
from students.models import Student

DENSE = 32  # lines above which a sheet is set smaller, so that a room of 45 fits two pages


def sign_in_sheet(user: User, *, classroom_id: int) -> Pdf:
    room = Classroom.objects.visible_to(user).select_related("school__area", "year").get(pk=classroom_id)
    children = list(Student.objects.visible_to(user).in_room(room).by_number())
    return Pdf(
        template="activities/pdf/sign_in_sheet.html",
        title=f"ใบลงชื่อผู้ปกครอง {room.name}",
        context={"room": room, "children": children, "is_dense": len(children) > DENSE, **signers(room)},
    )


def meeting_record(user: User, *, activity_id: int) -> Pdf:
    """Numbers of who came, without names; the committee chosen that day; its pictures."""
    meeting = (
        Activity.objects.visible_to(user)
        .select_related("school__area", "classroom__year", "classroom__school", "led_by")
        .get(pk=activity_id)
    )
    rows = list(Participation.objects.visible_to(user).filter(activity=meeting))
    came = [row.who for row in rows if row.mark == Participation.Mark.PRESENT]
    chosen = ParentMember.objects.visible_to(user).filter(classroom=meeting.classroom, chosen_on=meeting.held_on)
    pictures = list(Picture.objects.visible_to(user).filter(activity=meeting).order_by("added_at", "pk"))
    room = meeting.classroom
    return Pdf(
        template="activities/pdf/meeting_record.html",
        title=f"บันทึกการประชุมผู้ปกครองชั้นเรียน {room}",
        context={
            "meeting": meeting,
            "room": room,
            "came": len(came),
            "asked": len(rows),
            "who": sorted({word: came.count(word) for word in came}.items(), key=lambda told: (-told[1], told[0])),
            "parents": chosen.select_related("student").in_order(),
            "pictures": [(f"asset:picture-{at}", one) for at, one in enumerate(pictures, 1)],
            **(signers(room) if room else {}),
        },
        pictures={f"asset:picture-{at}": actions.open_picture(one) for at, one in enumerate(pictures, 1)},
    )


def signers(room: Classroom) -> dict[str, object]:
    return {"teachers": coverage.teachers_of([room.pk], timezone.localdate()).get(room.pk, [])}
