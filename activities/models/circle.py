"""Groups that stay together for a year: clubs and remedial groups, a room's committees, the parents' network."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from journal.ids import new_public_id
from schools.models import Classroom, School, User
from students.models import Student


class CircleQuerySet(models.QuerySet["Circle"]):
    def visible_to(self, user: User) -> Self:
        """Who leads it; counselors, heads and the discipline office of its school; teachers of a member's room."""
        rights = user.rights
        mine = Q(led_by=user) | Q(school__in=rights.schools("counselor", "head", "discipline"))
        mine |= Q(pk__in=Membership.objects.filter(student__classroom__in=rights.rooms).values("circle"))
        return self.filter(mine, school__in=rights.care_schools)


class Circle(models.Model):
    """A club (ชุมนุม) or a remedial group (กลุ่มซ่อมเสริม) of one school and year."""

    class Kind(models.TextChoices):
        CLUB = "club", "ชุมนุม/ชมรม"
        REMEDIAL = "remedial", "กลุ่มซ่อมเสริม"
        GROUP = "group", "กลุ่มพัฒนา"

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="circles")
    year = models.PositiveSmallIntegerField("ปีการศึกษา")
    kind = models.CharField("ประเภท", max_length=8, choices=Kind)
    name = models.CharField("ชื่อกลุ่ม", max_length=120)
    led_by = models.ForeignKey(User, models.PROTECT, related_name="circles_led", verbose_name="ครูผู้ดูแล")
    about = models.CharField("ทำอะไร", max_length=300, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CircleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "school", "year", "name", name="a_circle_once_a_year", violation_error_message="มีกลุ่มชื่อนี้แล้วในปีนี้"
            )
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, user: User) -> Self:
        """Names of the members (T1) follow the circle: who leads it knows them, whatever their room."""
        return self.filter(circle__in=Circle.objects.visible_to(user)).exclude(student__exclusions__user=user)

    def now(self) -> Self:
        return self.filter(until_on=None)


class Membership(models.Model):
    circle = models.ForeignKey(Circle, models.CASCADE, related_name="memberships")
    student = models.ForeignKey(Student, models.PROTECT, related_name="memberships")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("circle", "student", condition=Q(until_on=None), name="a_member_once_at_a_time"),
            models.CheckConstraint(
                name="membership_ends_after_it_began", condition=Q(until_on=None) | Q(until_on__gte=F("from_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"student {self.student_id} in circle {self.circle_id}"


class RoomDutyQuerySet(models.QuerySet["RoomDuty"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(student__in=Student.objects.visible_to(user))


class RoomDuty(models.Model):
    """A child's office in her room: the committees of ห้องเรียนสีขาว (domain.md D.5), four sides."""

    class Side(models.TextChoices):
        LEAD = "lead", "หัวหน้าและรองหัวหน้าห้อง"
        LEARNING = "learning", "ฝ่ายการเรียน"
        WORK = "work", "ฝ่ายการงาน"
        ACTIVITY = "activity", "ฝ่ายกิจกรรม"
        GUARD = "guard", "ฝ่ายสารวัตรนักเรียน"

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="duties")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    student = models.ForeignKey(Student, models.PROTECT, related_name="room_duties")
    side = models.CharField("ฝ่าย", max_length=8, choices=Side)
    is_leader = models.BooleanField("หัวหน้า", default=False)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = RoomDutyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("classroom", "student", "side", name="an_office_once"),
            models.UniqueConstraint(
                "classroom", "side", condition=Q(is_leader=True) & ~Q(side="lead"), name="one_leader_of_a_side"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} {self.student_id}"


class ParentMemberQuerySet(models.QuerySet["ParentMember"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(student__in=Student.objects.visible_to(user))

    def serving(self) -> Self:
        return self.filter(ended_on=None)

    def in_order(self) -> Self:
        """By office, the chair first."""
        offices = [models.When(position=code, then=place) for place, code in enumerate(ParentMember.Position.values)]
        return self.order_by(models.Case(*offices), "chosen_on", "pk")


class ParentMember(models.Model):
    """A parent on the committee of the parents' network of a room (เครือข่ายผู้ปกครอง)."""

    class Position(models.TextChoices):
        CHAIR = "chair", "ประธาน"
        VICE = "vice", "รองประธาน"
        TREASURER = "treasurer", "เหรัญญิก"
        SECRETARY = "secretary", "เลขานุการ"
        MEMBER = "member", "กรรมการ"

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="parent_members")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    student = models.ForeignKey(Student, models.PROTECT, related_name="parent_members", verbose_name="ผู้ปกครองของ")
    name = models.CharField("ชื่อ สกุล", max_length=120)
    relation = models.CharField("เกี่ยวข้องเป็น", max_length=40, blank=True)
    position = models.CharField("ตำแหน่ง", max_length=9, choices=Position, default=Position.MEMBER)
    phone = models.CharField("โทรศัพท์", max_length=20, blank=True)
    address = models.CharField("ที่อยู่", max_length=200, blank=True)
    chosen_on = models.DateField("ได้รับเลือกเมื่อ")
    ended_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = ParentMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "classroom",
                "position",
                condition=Q(ended_on=None) & ~Q(position="member"),
                name="one_holder_of_an_office",
                violation_error_message="มีผู้ดำรงตำแหน่งนี้อยู่แล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.name
