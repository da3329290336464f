"""The network: agencies that a school may ask (หน่วยงานเครือข่าย), and who answers the telephone there."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from journal.ids import new_public_id
from schools.models import Area, School, User


class AgencyTypeQuerySet(models.QuerySet["AgencyType"]):
    def visible_to(self, user: User) -> Self:
        """Kinds are reference data: everybody's."""
        return self.all()


class AgencyType(models.Model):
    """A kind of agency. The first nine are the partners of the Tak agreement (domain.md E.4)."""

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=100)
    position = models.PositiveSmallIntegerField()

    objects = AgencyTypeQuerySet.as_manager()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class AgencyQuerySet(models.QuerySet["Agency"]):
    def visible_to(self, user: User) -> Self:
        """The area's agencies, and those a school added for itself."""
        rights = user.rights
        mine = rights.schools()
        return self.filter(
            Q(school__in=mine) | Q(school=None, area__schools__in=mine) | Q(area__in=rights.areas, school=None)
        ).distinct()

    def in_use(self) -> Self:
        return self.filter(is_active=True, merged_into=None)

    def in_use_by(self, school: School) -> Self:
        """What a letter of this school may be addressed to, kind by kind."""
        mine = Q(school=school) | Q(school=None, area=school.area_id)
        return self.in_use().filter(mine).select_related("type").order_by("type__position", "name", "pk")


class Agency(models.Model):
    """`merged_into`: this one was the same office written twice; letters that were sent keep what they said."""

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="agencies")
    school = models.ForeignKey(School, models.PROTECT, related_name="agencies", null=True, blank=True)
    type = models.ForeignKey(AgencyType, models.PROTECT, related_name="agencies", verbose_name="ประเภท")
    name = models.CharField("ชื่อหน่วยงาน", max_length=150)
    addressee = models.CharField("เรียน (ตำแหน่งผู้รับหนังสือ)", max_length=150)
    address = models.TextField("ที่อยู่", blank=True)
    district = models.CharField("อำเภอที่ตั้ง", max_length=80, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=20, blank=True)
    email = models.EmailField("อีเมล", blank=True)
    contact = models.CharField("ผู้ประสานงาน", max_length=120, blank=True)
    serves = models.TextField("พื้นที่ที่รับผิดชอบ", blank=True)
    services = models.TextField("บริการที่ให้", blank=True)
    hours = models.CharField("วันและเวลาทำการ", max_length=150, blank=True)
    is_all_hours = models.BooleanField("รับเรื่องตลอด 24 ชั่วโมง", default=False)
    age_from = models.PositiveSmallIntegerField("รับอายุตั้งแต่ (ปี)", null=True, blank=True)
    age_to = models.PositiveSmallIntegerField("ถึงอายุ (ปี)", null=True, blank=True)
    note = models.TextField("ข้อควรรู้ก่อนส่งต่อ", blank=True)
    is_active = models.BooleanField("ใช้อยู่", default=True)
    merged_into = models.ForeignKey("self", models.PROTECT, related_name="merged", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "agencies"
        constraints = [
            models.UniqueConstraint(
                "area",
                "school",
                "name",
                name="agency_once",
                nulls_distinct=False,
                violation_error_message="มีหน่วยงานชื่อนี้แล้ว",
            ),
            models.CheckConstraint(
                name="ages_go_up", condition=Q(age_from=None) | Q(age_to=None) | Q(age_from__lte=F("age_to"))
            ),
            models.CheckConstraint(name="merged_is_not_in_use", condition=Q(merged_into=None) | Q(is_active=False)),
            models.CheckConstraint(
                name="an_agency_is_not_its_own_double", condition=Q(merged_into=None) | ~Q(merged_into=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def accepts(self, age: int | None) -> bool:
        """Whether a child of this age (years) is within what it accepts; unknown ages are."""
        if age is None:
            return True
        return (self.age_from is None or self.age_from <= age) and (self.age_to is None or age <= self.age_to)


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(agency__in=Agency.objects.visible_to(user))


class Contact(models.Model):
    """A person of the agency who is called about a referral (ผู้ประสานงาน)."""

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="contacts")
    name = models.CharField("ชื่อ", max_length=120)
    position = models.CharField("ตำแหน่งหรืองาน", max_length=120, blank=True)
    phone = models.CharField("โทรศัพท์", max_length=20, blank=True)
    email = models.EmailField("อีเมล", blank=True)
    note = models.CharField("เช่น เวลาที่สะดวก", max_length=150, blank=True)
    is_main = models.BooleanField("ติดต่อคนนี้ก่อน", default=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["-is_main", "name", "pk"]

    def __str__(self) -> str:
        return self.name
