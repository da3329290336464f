"""Papers of committees: the parents' network of a room and of a school, the board of ห้องเรียนสีขาว."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from activities.documents.meetings import signers
from activities.models import ParentMember, RoomDuty
from journal.papers import Pdf, Workbook
from schools.calendar import format_short
from schools.models import Classroom, User
from students.models import Student

HEADER = ("ห้อง", "ตำแหน่ง", "ชื่อ สกุล", "เกี่ยวข้องเป็น", "ผู้ปกครองของ", "โทรศัพท์", "ที่อยู่", "ได้รับเลือกเมื่อ")


def room_committee(user: User, *, classroom_id: int) -> Pdf:
    room = Classroom.objects.visible_to(user).select_related("school__area", "year").get(pk=classroom_id)
    seats = ParentMember.objects.visible_to(user).serving().filter(classroom=room).select_related("student")
    return Pdf(
        template="activities/pdf/room_committee.html",
        title=f"คณะกรรมการเครือข่ายผู้ปกครอง {room.name}",
        context={"room": room, "seats": list(seats.in_order()), **signers(room)},
    )


def serving(user: User, today: date) -> Sequence[ParentMember]:
    """Those on committees of this year's rooms, in schools where she counsels or heads, by room and office."""
    seats = ParentMember.objects.visible_to(user).serving().select_related("classroom", "student")
    seats = seats.filter(
        school__in=user.rights.schools("counselor", "head"),
        classroom__year__starts_on__lte=today,
        classroom__year__ends_on__gte=today,
    )
    offices = list(ParentMember.Position.values)
    return sorted(
        seats,
        key=lambda one: (
            one.school_id,
            one.classroom.level,
            one.classroom.to_level,
            one.classroom.number,
            offices.index(one.position),
            one.pk,
        ),
    )


def network(user: User) -> Workbook:
    return Workbook(
        title="เครือข่ายผู้ปกครอง",
        header=HEADER,
        rows=[
            (
                one.classroom.name,
                one.get_position_display(),
                one.name,
                one.relation,
                one.student.full_name,
                one.phone,
                one.address,
                format_short(one.chosen_on),
            )
            for one in serving(user, timezone.localdate())
        ],
        widths=(10, 14, 28, 16, 28, 16, 40, 16),
    )


@dataclass(frozen=True)
class SideOf:
    """One side of the room: who leads it and who works in it."""

    side: str
    label: str
    leaders: list[Student]
    members: list[Student]


def board_of(user: User, room: Classroom) -> list[SideOf]:
    """Head of the room first, then the four sides; only children who sit in the room today."""
    duties = RoomDuty.objects.visible_to(user).filter(classroom=room, student__classroom=room)
    held = list(duties.select_related("student").order_by("student__number", "student__sort_key", "pk"))
    return [
        SideOf(
            side.value,
            str(side.label),
            [one.student for one in held if one.side == side and one.is_leader],
            [one.student for one in held if one.side == side and not one.is_leader],
        )
        for side in RoomDuty.Side
    ]


def white_room_board(user: User, *, classroom_id: int) -> Pdf:
    """To hang up in the room: names, nicknames and numbers, nothing else (T1)."""
    room = Classroom.objects.visible_to(user).select_related("school", "year").get(pk=classroom_id)
    return Pdf(
        template="activities/pdf/white_room_board.html",
        title=f"ห้องเรียนสีขาว {room.name}",
        context={"room": room, "board": board_of(user, room), **signers(room)},
    )
