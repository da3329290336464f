"""Going home with the child: campaigns, visits and their photographs (เยี่ยมบ้าน)."""

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from journal.ids import new_public_id
from schools.models import AcademicYear, Area, Classroom, School, User
from students.models.student import Student

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, user: User) -> Self:
        rights = user.rights
        mine = rights.schools()
        return self.filter(
            Q(school__in=mine) | Q(school=None, area__schools__in=mine) | Q(area__in=rights.areas)
        ).distinct()

    def of_school(self, school: School) -> Self:
        return self.filter(Q(school=school) | Q(school=None, area=school.area_id))

    def begun(self, on: "date") -> Self:
        return self.filter(opens_on__lte=on)

    def latest_first(self) -> Self:
        """Of two that begin on one day the school's own comes first."""
        return self.order_by("-opens_on", F("school").desc(nulls_last=True), "-pk")


class Campaign(models.Model):
    """A window in which every child is visited once (เดือนเยี่ยมบ้าน): a school's, or the area's for all schools."""

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="campaigns")
    school = models.ForeignKey(School, models.PROTECT, related_name="campaigns", null=True, blank=True)
    year = models.ForeignKey(AcademicYear, models.PROTECT, related_name="campaigns")
    name = models.CharField("ชื่อ", max_length=80)
    opens_on = models.DateField("เริ่มวันที่")
    closes_on = models.DateField("ภายในวันที่")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    objects = CampaignQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "area",
                "school",
                "year",
                "name",
                name="campaign_once",
                nulls_distinct=False,
                violation_error_message="มีการเยี่ยมบ้านชื่อนี้แล้วในปีนี้",
            ),
            models.CheckConstraint(
                name="campaign_opens_before_it_closes",
                condition=Q(opens_on__lte=F("closes_on")),
                violation_error_message="วันเริ่มต้องไม่หลังวันสุดท้าย",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_open(self, *, on: "date") -> bool:
        return self.opens_on <= on <= self.closes_on

    def is_of(self, school: School) -> bool:
        return self.school_id == school.pk or (self.school_id is None and self.area_id == school.area_id)

    def knows_later(self, others: "Iterable[Campaign]") -> None:
        """The campaigns of a year, so that `until` need not ask."""
        place = (self.area_id, self.school_id, self.year_id)
        same = [one.opens_on for one in others if (one.area_id, one.school_id, one.year_id) == place]
        self.next_opens_on = min((day for day in same if day > self.opens_on), default=None)

    @cached_property
    def next_opens_on(self) -> "date | None":
        later = Campaign.objects.filter(area=self.area_id, school=self.school_id, year=self.year_id)
        day: date | None = later.filter(opens_on__gt=self.opens_on).aggregate(on=models.Min("opens_on"))["on"]
        return day

    def until(self) -> "date":
        """The last day whose visits count here: the day before the next one of the same place, or the year's end."""
        return self.next_opens_on - timedelta(days=1) if self.next_opens_on else self.year.ends_on


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, user: User) -> Self:
        """Who cares for the child's room or level, her school's counselors and heads; a draft only who writes it.

        What is found at home is no business of the register, of the nurse or of a person with whom a child is shared.
        """
        rights = user.rights
        carers = Q(student__classroom__in=rights.rooms) | Q(student__school__in=rights.schools("counselor", "head"))
        for school, level in rights.levels:
            carers |= Q(student__school=school, student__level=level)
        mine = Q(state=Visit.State.DRAFT, by=user) | Q(state=Visit.State.DONE)
        return self.filter(mine, carers, student__in=Student.objects.visible_to(user))

    def done(self) -> Self:
        return self.filter(state=Visit.State.DONE)

    def drafts(self) -> Self:
        return self.filter(state=Visit.State.DRAFT)

    def counted_for(self, campaign: Campaign) -> Self:
        """Finished visits that reached somebody within the campaign; `visit_coverage` in SQL says the same."""
        met = self.done().exclude(way=Visit.Way.NOT_DONE)
        return met.filter(visited_on__gte=campaign.opens_on, visited_on__lte=campaign.until())

    def counted_in(self, room: Classroom, campaign: Campaign | None) -> Self:
        """Visits after which a child of the room is not missing any more; without a campaign all of the year."""
        ours = self.filter(student__classroom=room)
        return ours.counted_for(campaign) if campaign else ours.done().filter(visited_on__gte=room.year.starts_on)

    def latest_first(self) -> Self:
        return self.order_by("-visited_on", "-pk")


class Visit(models.Model):
    """One visit to a child's home. `answers`: code of a question in `students.visit_form` → answer.

    `same_as_before` names the questions that were confirmed as unchanged and not asked again. A draft is kept on
    the server for who writes it; a finished visit is changed by a correction that leaves a line.
    """

    MOST_PHOTOS = 4

    class State(models.TextChoices):
        DRAFT = "draft", "ร่าง"
        DONE = "done", "บันทึกแล้ว"

    class Way(models.TextChoices):
        HOME = "home", "ไปบ้าน"
        CALL = "call", "โทรหรือวิดีโอ"
        MET = "met", "พบที่อื่น"
        NOT_DONE = "not_done", "ไปแล้วไม่พบ"

    class NoPhoto(models.TextChoices):
        ALLOWED = "", "ถ่ายภาพได้"
        REFUSED = "refused", "ไม่อนุญาตให้ถ่าย"
        UNSAFE = "unsafe", "ถ่ายไม่ได้ (ไม่ปลอดภัยหรือไม่เหมาะสม)"

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    student = models.ForeignKey(Student, models.PROTECT, related_name="visits")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    classroom = models.ForeignKey(Classroom, models.PROTECT, related_name="+")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="visits", null=True, blank=True)
    state = models.CharField(max_length=5, choices=State, default=State.DRAFT)
    visited_on = models.DateField("วันที่เยี่ยม", null=True, blank=True)
    way = models.CharField("วิธี", max_length=8, choices=Way, default=Way.HOME)
    answers = models.JSONField(default=dict)
    same_as_before = models.JSONField(default=list)
    saw = models.TextField("ครูเห็นอะไร ควรช่วยอะไร", blank=True)
    no_photo = models.CharField("ภาพถ่าย", max_length=8, choices=NoPhoto, blank=True, default=NoPhoto.ALLOWED)
    guardian_knows = models.BooleanField("ผู้ปกครองรับทราบ", default=False)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "student", "by", condition=Q(state="draft"), name="one_draft_of_a_visit_per_child_and_writer"
            ),
            models.CheckConstraint(
                name="a_done_visit_says_when",
                condition=Q(state="draft", done_at=None)
                | Q(state="done", done_at__isnull=False, visited_on__isnull=False),
                violation_error_message="กรอกวันที่เยี่ยมบ้าน เช่น 12 มิถุนายน 2568",
            ),
        ]
        indexes = [
            models.Index(fields=["student", "-visited_on"], name="visit_student"),
            models.Index(fields=["campaign", "classroom"], name="visit_campaign", condition=Q(state="done")),
        ]

    def __str__(self) -> str:
        return f"visit {self.public_id}"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


class PhotoQuerySet(models.QuerySet["Photo"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(visit__in=Visit.objects.visible_to(user))


class Photo(models.Model):
    """A photograph of a visit, re-encoded by us and kept sealed in the database: it has no address of its own.

    `sealed` is AES-GCM bound to `uid`; `sha256` is of the JPEG. Longest side ≤ 1280 px, no metadata.
    """

    class Slot(models.TextChoices):
        OUTSIDE = "outside", "นอกบ้าน"
        INSIDE = "inside", "ในบ้าน"
        SIGN = "sign", "นักเรียนคู่ป้ายโรงเรียน"
        OTHER = "other", "อื่น ๆ"

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    uid = models.UUIDField(unique=True)
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="photos")
    student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    slot = models.CharField(max_length=8, choices=Slot)
    sealed = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = PhotoQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("visit", "sha256", name="a_photo_once_in_a_visit")]

    def __str__(self) -> str:
        return f"photo {self.public_id}"
