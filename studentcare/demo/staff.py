"""96 people and their duties. The cast of the tests works in บ้านสมมติวิทยา under the same names."""

from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from schools.models import Appointment, Classroom, QualityGroup, Role, School, User
from studentcare.demo.names import FAMILIES, TEACHERS
from studentcare.demo.places import World

PASSWORD = "ดอกไม้ริมทาง-9-ดอก"  # noqa: S105  of a demo that signs anybody in with one click

HEADS = {
    "บ้านสมมติวิทยา": ("praphan", "ประพันธ์"),
    "บ้านดอนจำลอง": ("suthon", "สุธน"),
    "อนุบาลตัวอย่าง": ("wanphen", "วันเพ็ญ"),
    "บ้านท่านิทาน": ("nithan", "นิทัศน์"),
    "ชุมชนบ้านทุ่งสาธิต": ("thongthai", "ทองไทย"),
    "บ้านภูนามสมมุติ": ("phupha", "ภูพิงค์"),
}
OWN = "บ้านสมมติวิทยา"


@dataclass
class Staff:
    """People by user name, and who teaches a room."""

    people: dict[str, User] = field(default_factory=dict)
    counselors: dict[int, User] = field(default_factory=dict)
    heads: dict[int, User] = field(default_factory=dict)
    homeroom: dict[int, User] = field(default_factory=dict)
    appointments: list[Appointment] = field(default_factory=list)


def build_staff(world: World) -> Staff:
    staff = Staff()
    hashed = make_password(PASSWORD)
    builder = _Builder(world, staff, hashed)
    for name, (username, first) in HEADS.items():
        school = world.schools[name]
        head = builder.person(username, first, school, position="ผู้อำนวยการโรงเรียน", title="ผอ.")
        builder.appoint(head, Role.HEAD, school=school)
        staff.heads[school.pk] = head
        School.objects.filter(pk=school.pk).update(head_name=f"นาย{first} นามสมมติ")
    builder.homerooms()
    builder.own_school()
    builder.other_schools()
    builder.area()
    User.objects.bulk_create(staff.people.values())
    for appointment in staff.appointments:
        appointment.user = staff.people[appointment.user.username]
    Appointment.objects.bulk_create(staff.appointments)
    return staff


class _Builder:
    def __init__(self, world: World, staff: Staff, hashed: str) -> None:
        self.world, self.staff, self.hashed = world, staff, hashed
        self.names = iter((t, f) for f in FAMILIES for t in TEACHERS)

    def person(
        self,
        username: str,
        first: str,
        school: School | None,
        *,
        position: str = "ครู",
        title: str = "ครู",
        last: str = "",
    ) -> User:
        user = User(
            public_id=self.world.public_id(),
            username=username,
            password=self.hashed,
            title=title,
            first_name=first,
            last_name=last or "นามสมมติ",
            position=position,
            phone="000-000-0000",
            school=school,
            area=None if school else self.world.area,
            must_set_password=False,
            last_login=self.world.moment(self.world.chance.randint(1, 20), 8, 15),
        )
        self.staff.people[username] = user
        return user

    def appoint(self, user: User, role: Role, **scope: School | Classroom | QualityGroup | int | object) -> None:
        year = self.world.year
        self.staff.appointments.append(
            Appointment(
                public_id=self.world.public_id(),
                user=user,
                role=role,
                from_on=year.starts_on,
                until_on=year.ends_on,
                **scope,
            )
        )

    def teach(self, user: User, room: Classroom) -> None:
        self.appoint(user, Role.HOMEROOM, classroom=room, school=room.school)
        self.staff.homeroom.setdefault(room.pk, user)

    def homerooms(self) -> None:
        """One teacher a room, but one in บ้านดอนจำลอง who has two; ป.4/1 is สมหญิง's."""
        small = self.world.schools["บ้านดอนจำลอง"]
        doubled = [room for room in self.world.rooms if room.school_id == small.pk][:2]
        for number, room in enumerate(self.world.rooms):
            if room == self.world.room(OWN, "ป.4/1"):
                teacher = self.person("somying", "สมหญิง", room.school)
            elif room == self.world.room(OWN, "ป.4/2"):
                teacher = self.person("mana", "มานะ", room.school)
            elif room == doubled[1]:
                teacher = self.staff.homeroom[doubled[0].pk]
            else:
                first, last = next(self.names)
                teacher = self.person(f"kru{number + 1:02d}", first, room.school, last=last)
            self.teach(teacher, room)

    def own_school(self) -> None:
        school = self.world.schools[OWN]
        duties = [
            ("kanplu", "กานพลู", Role.COUNSELOR, {}),
            ("wilai", "วิไล", Role.LEVEL_HEAD, {"level": 7}),
            ("decha", "เดชา", Role.DISCIPLINE, {}),
            ("pim", "พิมพ์ใจ", Role.NURSE, {}),
            ("tabian", "ทะเบียน", Role.REGISTRAR, {}),
            ("bunchi", "บัญชี", Role.SCHOOL_ADMIN, {}),
        ]
        for username, first, role, scope in duties:
            self.appoint(self.person(username, first, school), role, school=school, **scope)
        self.staff.counselors[school.pk] = self.staff.people["kanplu"]
        second = self.person("daoruang", "ดาวเรือง", school)
        self.appoint(second, Role.HOMEROOM, classroom=self.world.room(OWN, "ป.4/1"), school=school)
        self.person("mai", "ใหม่", school).last_login = None  # an account that waits for its first sign-in

    def other_schools(self) -> None:
        """Larger schools have a counselor and a registrar of their own; in small ones a teacher is both."""
        for name, school in self.world.schools.items():
            if name == OWN:
                continue
            rooms = [room for room in self.world.rooms if room.school_id == school.pk]
            teachers = [self.staff.homeroom[room.pk] for room in rooms]
            counselor, keeper = teachers[-1], teachers[-2]
            if name in ("อนุบาลตัวอย่าง", "ชุมชนบ้านทุ่งสาธิต"):
                counselor = self.person(f"naenaeo{school.pk}", next(self.names)[0], school)
                keeper = self.person(f"tabian{school.pk}", next(self.names)[0], school)
            self.staff.counselors[school.pk] = counselor
            self.appoint(counselor, Role.COUNSELOR, school=school)
            self.appoint(keeper, Role.REGISTRAR, school=school)
            self.appoint(keeper, Role.SCHOOL_ADMIN, school=school)

    def area(self) -> None:
        area = self.world.area
        for username, first, role, position in [
            ("khet", "เขตต์", Role.AREA_OFFICER, "นักวิชาการศึกษา"),
            ("chit", "จิตรา", Role.AREA_PSYCHOLOGIST, "นักจิตวิทยาโรงเรียนประจำเขต"),
            ("rabop", "ระบบ", Role.AREA_ADMIN, "เจ้าหน้าที่เทคโนโลยีสารสนเทศ"),
            ("truat", "ตรวจสอบ", Role.AUDITOR, "เจ้าหน้าที่คุ้มครองข้อมูลส่วนบุคคล"),
        ]:
            self.appoint(self.person(username, first, None, position=position, title="คุณ"), role, area=area)
        groups = {school.group_id: school.group for school in self.world.schools.values()}
        own = self.world.schools[OWN]
        klum = self.person("klum", "กลุ่มดาว", own)
        for group in groups.values():
            leader = (
                klum
                if group == own.group
                else next(self.staff.heads[s.pk] for s in self.world.schools.values() if s.group == group)
            )
            self.appoint(leader, Role.GROUP, group=group)
