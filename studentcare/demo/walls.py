"""One page that was opened in an emergency, closed before its hour, and reviewed on the next day."""

from datetime import timedelta

from studentcare.demo.places import World
from studentcare.demo.staff import OWN, Staff
from students.models import Emergency, Student

NUMBER = 9  # of ป.4/1, opened by the teacher of ป.4/2 who was on duty at the gate


def build_walls(world: World, staff: Staff) -> None:
    room = world.room(OWN, "ป.4/1")
    opened = world.moment(12, 15, 40)
    Emergency.objects.create(
        public_id=world.public_id(),
        student=Student.objects.get(classroom=room, number=NUMBER),
        school=room.school,
        user=staff.homeroom[world.room(OWN, "ป.4/2").pk],
        why=Emergency.Why.HURT,
        reason="นักเรียนหกล้มหน้าประตูโรงเรียน แขนบวม ครูประจำชั้นกลับแล้ว",
        opened_at=opened,
        until_at=opened + timedelta(minutes=Emergency.MINUTES),
        closed_at=opened + timedelta(minutes=25),
        told="โทรหายายแล้ว ยายมารับและพาไป รพ.สต.",
        review_by_at=opened + timedelta(days=1),
        reviewed_at=opened + timedelta(hours=17),
        reviewed_by=staff.counselors[room.school_id],
        verdict=Emergency.Verdict.RIGHT,
        review_text="จำเป็น ใช้เฉพาะเบอร์โทรและข้อมูลแพ้ยา ปิดเองก่อนเวลา",
    )
