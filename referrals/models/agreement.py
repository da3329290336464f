"""What holds the network together: agreements with dates, and the networks of the districts."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import ExpressionWrapper, F, Q

from journal.ids import new_public_id
from referrals.models.agency import Agency
from schools.models import Area, School, User


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: User) -> Self:
        """The area's, for everybody of the area; a school's own, for its people and the area's."""
        rights = user.rights
        mine = rights.schools()
        return self.filter(
            Q(school__in=mine) | Q(school=None, area__schools__in=mine) | Q(area__in=rights.areas)
        ).distinct()

    def running(self, on: date) -> Self:
        return self.filter(Q(until_on=None) | Q(until_on__gte=on), ended_on=None, from_on__lte=on)

    def expiring(self, on: date) -> Self:
        """Running, and its last day is nearer than it asks to be reminded."""
        remind_on = ExpressionWrapper(F("until_on") - F("remind_days"), output_field=models.DateField())
        return self.running(on).annotate(remind_on=remind_on).filter(remind_on__lte=on)


class Agreement(models.Model):
    """A memorandum of understanding (บันทึกข้อตกลงความร่วมมือ, MOU). `remind_days` before its last day it is told."""

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="agreements")
    school = models.ForeignKey(School, models.PROTECT, related_name="agreements", null=True, blank=True)
    title = models.CharField("ชื่อบันทึกข้อตกลง", max_length=200)
    number = models.CharField("เลขที่", max_length=60, blank=True)
    signed_on = models.DateField("ลงนามเมื่อ")
    from_on = models.DateField("มีผลตั้งแต่")
    until_on = models.DateField("สิ้นสุด", null=True, blank=True)
    scope = models.TextField("ขอบเขตความร่วมมือ")
    agencies = models.ManyToManyField(Agency, related_name="agreements", blank=True, verbose_name="คู่ความร่วมมือ")
    other_parties = models.TextField("คู่ความร่วมมืออื่น", blank=True)
    remind_days = models.PositiveSmallIntegerField("เตือนก่อนหมดอายุ (วัน)", default=60)
    ended_on = models.DateField("ยกเลิกเมื่อ", null=True, blank=True)
    note = models.TextField("หมายเหตุ", blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_agreement_begins_before_it_ends", condition=Q(until_on=None) | Q(from_on__lte=F("until_on"))
            )
        ]

    def __str__(self) -> str:
        return self.title


class Paper(models.Model):
    """The signed document of an agreement (PDF or picture), sealed. Nothing about a child stands in it."""

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    agreement = models.OneToOneField(Agreement, models.CASCADE, related_name="paper")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)  # application/pdf or image/jpeg
    size = models.PositiveIntegerField()
    sealed = models.BinaryField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class NetworkQuerySet(models.QuerySet["Network"]):
    def visible_to(self, user: User) -> Self:
        rights = user.rights
        return self.filter(Q(area__in=rights.areas) | Q(area__schools__in=rights.schools())).distinct()


class Network(models.Model):
    """A district's network (เครือข่ายระดับอำเภอ), usually chaired by its นายอำเภอ (mission.md, Trang 2)."""

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="networks")
    name = models.CharField("ชื่อเครือข่าย", max_length=150)
    district = models.CharField("อำเภอ", max_length=80)
    chair_name = models.CharField("ประธาน", max_length=120, blank=True)
    chair_position = models.CharField("ตำแหน่งประธาน", max_length=120, blank=True)
    formed_on = models.DateField("ตั้งเมื่อ", null=True, blank=True)
    agreement = models.ForeignKey(Agreement, models.SET_NULL, related_name="networks", null=True, blank=True)
    agencies = models.ManyToManyField(Agency, related_name="networks", blank=True, verbose_name="หน่วยงาน")
    schools = models.ManyToManyField(School, related_name="networks", blank=True, verbose_name="โรงเรียน")
    note = models.TextField("หมายเหตุ", blank=True)
    is_active = models.BooleanField("ใช้อยู่", default=True)
    version = models.PositiveIntegerField(default=1)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("area", "name", name="network_once", violation_error_message="มีเครือข่ายชื่อนี้แล้ว")
        ]

    def __str__(self) -> str:
        return self.name
