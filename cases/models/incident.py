"""Something happened to children: the incident, who was in it, and what the law asks for a child in danger."""

import re
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from cases.models.case import Case
from journal.ids import new_public_id
from schools.calendar import BE
from schools.models import School, User
from students.models import Alert, Student

if TYPE_CHECKING:
    from collections.abc import Mapping


HARM = "เด็กอาจถูกทำร้ายหรือละเมิด"  # what the quick lane says of a child who may be in danger


class Changed(Exception):
    """Somebody changed the incident or the record while this person was writing. `row` is how it stands now."""

    def __init__(self, row: "Incident | Protection") -> None:
        super().__init__(str(row))
        self.row = row


class IncidentQuerySet(models.QuerySet["Incident"]):
    def visible_to(self, user: User) -> Self:
        """Who reported it, the school's counselors and heads; the discipline office all but violated rights.

        Never who is shut out from one of its children.
        """
        rights = user.rights
        mine = Q(reported_by=user) | Q(school__in=rights.schools("counselor", "head"))
        mine |= Q(school__in=rights.schools("discipline")) & ~Q(group=Incident.Group.RIGHT)
        barred = Involved.objects.filter(student__exclusions__user=user).values("incident")
        return self.filter(mine, school__in=rights.care_schools).exclude(pk__in=barred)

    def kept_by(self, user: User) -> Self:
        """Of what is visible those whose words she reads and settles, not those that she only reported."""
        rights = user.rights
        kept = Q(school__in=rights.schools("counselor", "head"))
        kept |= Q(school__in=rights.schools("discipline")) & ~Q(group=Incident.Group.RIGHT)
        return self.filter(kept)

    def chosen(self, asked: "Mapping[str, str]") -> Self:
        """`group`, `threat`, `state` (open, settled), `month` ("2568-06"); what means nothing is left aside."""
        found = self
        if asked.get("group") in Incident.Group.values:
            found = found.filter(group=asked["group"])
        if threat := asked.get("threat"):
            found = found.filter(threat=threat)
        if asked.get("state") in ("open", "settled"):
            found = found.filter(settled_at__isnull=asked["state"] == "open")
        if month := re.fullmatch(r"(2[4-6]\d\d)-(0[1-9]|1[0-2])", asked.get("month", ""), re.ASCII):
            found = found.filter(reported_at__year=int(month[1]) - BE, reported_at__month=int(month[2]))
        return found

    def unsettled(self) -> Self:
        return self.filter(settled_at=None)


class Incident(models.Model):
    """An incident (เหตุการณ์), in one of the four groups of the MOE Safety Center (domain.md F.4).

    `is_quick`: reported in three taps, details follow. `threat`: a word of the area's own list, or of the quick
    lane. `alert`: the one that the report raised (`has_raised_alert`) or found standing.
    """

    class Group(models.TextChoices):
        VIOLENCE = "violence", "ภัยจากความรุนแรงของมนุษย์"
        ACCIDENT = "accident", "อุบัติเหตุ"
        RIGHT = "right", "การถูกละเมิดสิทธิ์"
        HEALTH = "health", "ผลกระทบต่อสุขภาวะทางกายและจิตใจ"

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="incidents")
    group = models.CharField("กลุ่มภัย", max_length=8, choices=Group)
    threat = models.CharField("ประเภทภัย", max_length=60, blank=True)
    happened_at = models.DateTimeField("เกิดเมื่อ", null=True, blank=True)
    place = models.CharField("ที่ไหน", max_length=160, blank=True)
    text = models.TextField("เกิดอะไรขึ้น", max_length=3000, blank=True)
    done = models.TextField("ทำอะไรไปแล้ว", max_length=3000, blank=True)
    is_quick = models.BooleanField(default=False)
    reported_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    alert = models.ForeignKey(Alert, models.PROTECT, related_name="incidents", null=True, blank=True)
    has_raised_alert = models.BooleanField(default=False)
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    settled_text = models.CharField("ผล", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "-reported_at"], name="incident_school")]
        constraints = [
            models.CheckConstraint(
                name="a_settled_incident_says_how",
                condition=Q(settled_at=None, settled_by=None, settled_text="")
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(settled_text="")),
            ),
            models.CheckConstraint(
                name="a_taken_incident_says_by_whom",
                condition=Q(taken_at=None, taken_by=None) | Q(taken_at__isnull=False, taken_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"incident {self.public_id}"

    def is_taken(self) -> bool:
        """Somebody acts on it: by itself, or through the alert that it raised."""
        alert = self.alert if self.has_raised_alert else None
        return bool(self.taken_at or self.settled_at or (alert and alert.settled_at))


class InvolvedQuerySet(models.QuerySet["Involved"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(incident__in=Incident.objects.visible_to(user))


class Involved(models.Model):
    """A child in an incident, and as what."""

    class Part(models.TextChoices):
        VICTIM = "victim", "ผู้ถูกกระทำ/ผู้ประสบเหตุ"
        SUSPECTED = "suspected", "ผู้ถูกกล่าวถึง"
        WITNESS = "witness", "ผู้เห็นเหตุการณ์"

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="involved")
    student = models.ForeignKey(Student, models.PROTECT, related_name="incidents")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    part = models.CharField("เกี่ยวข้องเป็น", max_length=9, choices=Part, default=Part.VICTIM)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = InvolvedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("incident", "student", name="a_child_once_in_an_incident")]

    def __str__(self) -> str:
        return f"student {self.student_id} in incident {self.incident_id}"


class ProtectionQuerySet(models.QuerySet["Protection"]):
    def visible_to(self, user: User) -> Self:
        """T3: who wrote it, the school's counselors and heads. Others do not learn that there is one."""
        mine = Q(recorded_by=user) | Q(school__in=user.rights.schools("counselor", "head"))
        return self.filter(mine, school__in=user.rights.care_schools).exclude(student__exclusions__user=user)

    def unreported(self) -> Self:
        return self.filter(reports=None, settled_at=None)


class Protection(models.Model):
    """The record that a child may be in danger (บันทึกคุ้มครองเด็ก, พ.ร.บ.คุ้มครองเด็ก 2546 ม.29, ม.41; domain.md E.4).

    What was seen, when it became known, to whom it was reported. It never waits for consent, and the household is
    not told by us. Who recorded it is protected (ม.41): her name stands for counselor and head only.
    """

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    student = models.ForeignKey(Student, models.PROTECT, related_name="protections")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="protections", null=True, blank=True)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="protections", null=True, blank=True)
    seen = models.TextField("เห็นหรือได้ยินอะไร", max_length=3000)
    child_words = models.TextField("คำพูดของเด็ก", max_length=2000, blank=True)
    is_home_suspected = models.BooleanField("สงสัยคนในบ้าน", default=False)
    known_at = models.DateTimeField("รู้เมื่อ")
    due_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    settled_text = models.CharField("ผล", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ProtectionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "due_at"], name="protection_open", condition=Q(settled_at=None))]
        constraints = [
            models.CheckConstraint(
                name="a_settled_protection_says_how",
                condition=Q(settled_at=None, settled_by=None, settled_text="")
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(settled_text="")),
            )
        ]

    def __str__(self) -> str:
        return f"protection {self.public_id}"


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(protection__in=Protection.objects.visible_to(user))


class Report(models.Model):
    """To whom it was reported (แจ้งใคร), by whom, when and how; never changed."""

    class To(models.TextChoices):
        PMJ = "pmj", "พมจ."
        SHELTER = "shelter", "บ้านพักเด็กและครอบครัว"
        POLICE = "police", "ตำรวจ"
        HOTLINE = "hotline", "สายด่วน 1300"
        SAFETY = "safety", "MOE Safety Center"
        OTHER = "other", "ผู้มีหน้าที่อื่นตาม ม.24"

    protection = models.ForeignKey(Protection, models.CASCADE, related_name="reports")
    student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    to = models.CharField("แจ้งใคร", max_length=8, choices=To)
    name = models.CharField("ผู้รับแจ้ง", max_length=120, blank=True)
    way = models.CharField("วิธี", max_length=80, blank=True)
    reference = models.CharField("เลขรับแจ้ง", max_length=60, blank=True)
    answer = models.CharField("ได้รับคำตอบว่า", max_length=300, blank=True)
    reported_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField("แจ้งเมื่อ")
    recorded_at = models.DateTimeField()

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["protection", "reported_at"], name="report_protection")]

    def __str__(self) -> str:
        return f"{self.get_to_display()} {self.reported_at}"
