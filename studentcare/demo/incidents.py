"""Four mild incidents, one report in three taps that somebody took, and one child about whom 1300 was rung in time."""

import datetime
from typing import Any

from cases.models import Incident, Involved, Protection, Report
from schools.models import User
from studentcare.demo.children import SMALL
from studentcare.demo.places import World
from studentcare.demo.staff import Staff
from students.deadlines import alert_due
from students.models import Alert, Student

VICTIM, SUSPECTED, WITNESS = Involved.Part.VICTIM, Involved.Part.SUSPECTED, Involved.Part.WITNESS


def build_incidents(world: World, staff: Staff) -> None:
    teller = _Teller(world, staff)
    teller.incidents()
    teller.quick_report()
    teller.protection()


class _Teller:
    def __init__(self, world: World, staff: Staff) -> None:
        self.world, self.people = world, staff.people
        self.school = world.schools[SMALL]

    def children(self, room: str, *places: int) -> list[Student]:
        """Those who stand there in the room's list."""
        found = Student.objects.in_room(self.world.room(SMALL, room)).select_related("school").by_number()
        every = list(found)
        return [every[place] for place in places]

    def incidents(self) -> None:
        pim, decha, kanplu = (self.people[name] for name in ("pim", "decha", "kanplu"))
        fell, saw = self.children("ป.2/1", 4, 9)
        stairs = self.incident(
            decha, 16, "accident", "ลื่นล้มที่บันไดอาคาร 1 ตอนเปลี่ยนคาบ ข้อเท้าเจ็บเล็กน้อย", place="บันไดอาคาร 1",
            done="ครูพิมพ์ใจประคบเย็น โทรบอกผู้ปกครอง ติดแถบกันลื่นที่บันไดแล้ว",
        )  # fmt: skip
        self.involve(stairs, pim, (fell, VICTIM), (saw, WITNESS))
        self.settle(stairs, decha, 14, "เดินได้ปกติ บันไดมีแถบกันลื่นครบทุกขั้น")
        teased, teasing, heard = self.children("ป.5/1", 3, 11, 12)
        words = self.incident(
            decha, 4, "violence", "ล้อเรื่องน้ำเสียงระหว่างรอแถวอาหารกลางวัน เป็นครั้งที่สองในสัปดาห์นี้",
            place="โรงอาหาร", done="แยกคุยทีละคน นัดคุยพร้อมกันวันศุกร์",
        )  # fmt: skip
        self.involve(words, decha, (teased, VICTIM), (teasing, SUSPECTED), (heard, WITNESS))
        (lost,) = self.children("ป.3/1", 6)
        trip = self.incident(
            kanplu, 30, "accident", "พลัดจากแถวในพิพิธภัณฑ์ 15 นาที เจ้าหน้าที่พามาส่งที่จุดนัดพบ",
            place="พิพิธภัณฑ์จังหวัด", done="เช็กชื่อซ้ำทุกจุด จับคู่เดินสองคน",
        )  # fmt: skip
        self.involve(trip, kanplu, (lost, VICTIM))
        self.settle(trip, kanplu, 29, "ปรับแผนทัศนศึกษา ครู 1 คนต่อนักเรียน 10 คน")
        rumour = self.incident(
            kanplu, 2, "health", "มีข้อความในกลุ่มห้องพูดถึงครอบครัวของเพื่อนโดยไม่จริง เจ้าตัวไม่อยากเข้าห้องเรียนคาบแรก"
        )
        self.involve(rumour, kanplu, (self.children("ป.5/2", 7)[0], VICTIM))

    def quick_report(self) -> None:
        """The alert it raised was settled the same hour, so that nothing of it waits."""
        mana, kanplu = self.people["mana"], self.people["kanplu"]
        (child,) = self.children("ป.5/2", 12)
        at = self.world.moment(6, 10, 20)
        alert = Alert.objects.create(
            public_id=self.world.public_id(),
            student=child,
            school=self.school,
            kind=Alert.Kind.TEACHER,
            raised_by=mana,
            raised_at=at,
            due_at=alert_due(at),
            source="แจ้งเหตุด่วน",
            settled_at=at + datetime.timedelta(minutes=25),
            settled_by=kanplu,
            settled_reason="ครูพยาบาลดูแล้ว แผลถลอกที่เข่า กลับเข้าเรียนได้",
        )
        made = self.incident(
            mana,
            6,
            "accident",
            "",
            is_quick=True,
            alert=alert,
            has_raised_alert=True,
            taken_by=kanplu,
            hour=10,
            minute=20,
        )
        self.involve(made, mana, (child, VICTIM))

    def protection(self) -> None:
        """Told to 1300 within two hours; still looked after, so not settled."""
        somying, kanplu = self.people["somying"], self.people["kanplu"]
        (child,) = self.children("ป.4/1", 16)
        known_at = self.world.moment(9, 9, 30)
        made = Protection.objects.create(
            public_id=self.world.public_id(),
            student=child,
            school=self.school,
            seen="ขออยู่กับครูหลังเลิกเรียนสามวันติดกัน และบอกว่าเย็นนี้ไม่มีใครอยู่บ้าน",
            child_words="หนูอยู่กับครูก่อนได้ไหม",
            known_at=known_at,
            due_at=alert_due(known_at),
            recorded_by=somying,
            recorded_at=known_at + datetime.timedelta(minutes=15),
        )
        rung_at = self.world.moment(9, 11, 5)
        Report.objects.create(
            protection=made,
            student=child,
            school=self.school,
            to=Report.To.HOTLINE,
            name="เจ้าหน้าที่เวร",
            way="โทรศัพท์",
            reference="1300-ตัวอย่าง-17",
            answer="ประสานบ้านพักเด็กให้มาเยี่ยมภายในสองวัน",
            reported_by=kanplu,
            reported_at=rung_at,
            recorded_at=rung_at + datetime.timedelta(minutes=5),
        )

    # -- one act each, at its own time ------------------------------------------------------------------------
    def incident(
        self, by: User, days: int, group: str, text: str, *, hour: int = 12, minute: int = 40, **more: Any
    ) -> Incident:
        at = self.world.moment(days, hour, minute)
        taken_by = more.pop("taken_by", by)
        return Incident.objects.create(
            public_id=self.world.public_id(),
            school=self.school,
            group=group,
            text=text,
            happened_at=None if more.get("is_quick") else at - datetime.timedelta(minutes=30),
            reported_by=by,
            reported_at=at,
            taken_by=taken_by,
            taken_at=at + datetime.timedelta(minutes=25),
            **more,
        )

    def involve(self, incident: Incident, by: User, *children: tuple[Student, str]) -> None:
        Involved.objects.bulk_create(
            Involved(
                incident=incident,
                student=child,
                school=self.school,
                part=part,
                added_by=by,
                added_at=incident.reported_at,
            )
            for child, part in children
        )

    def settle(self, incident: Incident, by: User, days: int, text: str) -> None:
        incident.settled_at, incident.settled_by, incident.settled_text = self.world.moment(days, 15, 10), by, text
        incident.save()
