"""Children between schools and words between teachers: one move in each state, and what last year's teacher left."""

import datetime
from typing import Any

from schools.models import Notice, Role, School, User
from studentcare.demo.places import World, build_year
from studentcare.demo.staff import OWN, Staff
from students import packet
from students.models import Enrolment, Handover, Student, Transfer

NEIGHBOUR = "บ้านดอนจำลอง"
# What the teacher of ป.3/1 left about children of the story, by เลขที่ in ป.4/1.
WORDS = {
    1: ("ให้เป็นหัวหน้ากลุ่มงานศิลปะ ทำได้ดีและภูมิใจ", "การบ้านคณิตมักค้าง ถามก่อนกลับบ้านสั้น ๆ"),
    2: ("ชมต่อหน้าเพื่อนแล้วกล้าตอบ", ""),
    3: ("ให้นั่งหน้าและแบ่งงานเป็นข้อเล็ก ๆ", "เช้าวันจันทร์มักมาสาย โทรหายายได้"),
    7: ("ชอบวาดรูป ใช้ภาพเล่าเรื่องได้ดีกว่าพูด", "สังเกตอาหารกลางวัน บางวันกินคนเดียว"),
    11: ("ให้ช่วยดูแลน้องตอนเช้า", ""),
    12: ("พูดชื่อก่อนสั่งงานแล้วตั้งใจขึ้น", "เล่นแรงตอนพักเที่ยง ชวนเข้าชมรมฟุตบอลแล้วดีขึ้น"),
}
WITHHELD, WAITING = 12, 11


def build_moves(world: World, staff: Staff) -> None:
    build_year(world.area, world.year.year + 1)  # the year to step into can be looked at
    _words(world, staff)
    _transfers(world, staff)


def _words(world: World, staff: Staff) -> None:
    room = world.room(OWN, "ป.4/1")
    before = next(one for one in world.rooms_before[room.school_id] if one.name == "ป.3/1")
    children = {child.number: child for child in Student.objects.filter(classroom=room, number__in=WORDS)}
    writer = staff.homeroom[world.room(OWN, "ป.3/1").pk]
    counselor = staff.counselors[room.school_id]
    written = world.year.starts_on - datetime.timedelta(days=50)
    at = datetime.datetime.combine(written, datetime.time(15, 20), tzinfo=world.moment(0).tzinfo)
    made = []
    for number, (works, watch) in WORDS.items():
        state = Handover.State.WITHHELD if number == WITHHELD else Handover.State.PASSED
        decided: dict[str, Any] = {"decided_by": counselor, "decided_at": at + datetime.timedelta(days=3)}
        if number == WAITING:
            state, decided = Handover.State.PROPOSED, {}
        made.append(
            Handover(
                student=children[number],
                school=room.school,
                year=before.year,
                classroom=before,
                works=works,
                watch=watch,
                state=state,
                by=writer,
                written_at=at,
                **decided,
            )
        )
    Handover.objects.bulk_create(made)


def _transfers(world: World, staff: Staff) -> None:
    own, far = world.schools[OWN], world.schools[NEIGHBOUR]
    here, there = staff.people["tabian"], _keeper(staff, far)
    ours = list(Student.objects.filter(classroom=world.room(OWN, "ป.5/2")).order_by("pk")[:4])
    theirs = list(Student.objects.filter(school=far, classroom__isnull=False, level=8).order_by("pk")[:2])
    offered = shown(world)
    made = [
        Transfer(**offered(theirs[0], own, there, 1), state=Transfer.State.OFFERED, offered_at=world.moment(1, 10, 5)),
        Transfer(
            public_id=world.public_id(),
            student=ours[0],
            from_school=own,
            to_school=far,
            state=Transfer.State.ASKED,
            reason="ครอบครัวย้ายไปอยู่ใกล้โรงเรียน",
            made_by=there,
            made_at=world.moment(2, 9, 30),
        ),
        Transfer(**offered(ours[1], far, here, 0), state=Transfer.State.PREPARED),
        *_answered(world, theirs[1], ours[2], here, there),
    ]
    Transfer.objects.bulk_create(made)
    arrive(world, ours[3], here, Transfer(**offered(ours[3], own, there, 44)), days=40)
    url = f"/transfers/{made[0].public_id}/"
    Notice.objects.create(
        to_user=here, kind=Notice.Kind.TRANSFER, url=url, made_by=there, made_at=world.moment(1, 10, 5)
    )


def _answered(world: World, theirs: Student, ours: Student, here: User, there: User) -> list[Transfer]:
    """One that was not taken and one that was taken back: nothing of what was shown is kept."""
    own, far = ours.school, theirs.school
    return [
        Transfer(
            public_id=world.public_id(),
            student=theirs,
            from_school=far,
            to_school=own,
            state=Transfer.State.DECLINED,
            reason="ผู้ปกครองขอย้ายตามงาน",
            answer="ห้องเต็มแล้วในภาคเรียนนี้ ขอให้ลองใหม่ภาคเรียนหน้า",
            made_by=there,
            made_at=world.moment(12, 9, 0),
            decided_by=here,
            decided_at=world.moment(11, 14, 0),
        ),
        Transfer(
            public_id=world.public_id(),
            student=ours,
            from_school=own,
            to_school=far,
            state=Transfer.State.REVOKED,
            reason="ผู้ปกครองเปลี่ยนใจ เรียนที่เดิม",
            made_by=here,
            made_at=world.moment(20, 9, 0),
            decided_by=here,
            decided_at=world.moment(19, 9, 0),
        ),
    ]


def arrive(world: World, child: Student, here: User, transfer: Transfer, *, days: int) -> Transfer:
    """She came from the neighbour `days` ago: two enrolments, and the packet that came with her."""
    far = world.schools[NEIGHBOUR]
    moved_on = max(world.year.starts_on + datetime.timedelta(days=1), world.today - datetime.timedelta(days=days))
    transfer.from_school, transfer.to_school, transfer.to_classroom = far, child.school, child.classroom
    transfer.state, transfer.moves_on = Transfer.State.ACCEPTED, moved_on
    transfer.decided_by, transfer.decided_at = here, world.moment((world.today - moved_on).days, 10, 20)
    transfer.made_at = transfer.offered_at = min(transfer.made_at, transfer.decided_at)
    transfer.save()
    room = next(one for one in world.rooms if one.school_id == far.pk and one.holds(child.level))
    before = world.rooms_before[far.pk][0]
    child.enrolments.exclude(until_on=None).update(school=far, classroom=before)
    child.enrolments.filter(until_on=None).update(from_on=moved_on)
    Enrolment.objects.create(
        student=child,
        school=far,
        classroom=room,
        year=world.year,
        level=child.level,
        number=None,
        from_on=world.year.starts_on,
        until_on=moved_on - datetime.timedelta(days=1),
        ended=Enrolment.Ended.TRANSFERRED,
    )
    return transfer


def _keeper(staff: Staff, school: School) -> User:
    return next(held.user for held in staff.appointments if held.role == Role.REGISTRAR and held.school == school)


def shown(world: World) -> Any:
    """What stands on a move whose packet is made: its columns, by child, school, who began it and how long ago."""

    def fields(child: Student, to_school: School, by: User, days: int) -> dict[str, Any]:
        keys = ["identity", "guardians", "learning", "welfare"]
        return {
            "public_id": world.public_id(),
            "student": child,
            "from_school": child.school,
            "to_school": to_school,
            "child_name": child.full_name,
            "level": child.level,
            "sections": keys,
            "packet": packet.merged(packet.build(child, keys), []),
            "reason": "ย้ายที่อยู่",
            "made_by": by,
            "made_at": world.moment(days, 9, 45),
        }

    return fields
