"""Asking somebody of the school, or of the area's office, for help with a child (ส่งต่อภายใน)."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from cases.models import Case, IllegalMove
from journal.ids import new_public_id
from schools.models import School, User
from students.models import Share, Student


class InsideState(models.TextChoices):
    """States of decisions C18."""

    PENDING = "pending", "รอตอบรับ"
    ACCEPTED = "accepted", "รับแล้ว"
    DONE = "done", "เสร็จแล้ว"
    DECLINED = "declined", "ไม่รับ"
    REVOKED = "revoked", "เพิกถอน"


INSIDE_NEXT = {
    InsideState.PENDING: {InsideState.ACCEPTED, InsideState.DECLINED, InsideState.REVOKED},
    InsideState.ACCEPTED: {InsideState.DONE, InsideState.DECLINED, InsideState.REVOKED},
    InsideState.DONE: set(),
    InsideState.DECLINED: set(),
    InsideState.REVOKED: set(),
}
INSIDE_OPEN = (InsideState.PENDING, InsideState.ACCEPTED)


class To(models.TextChoices):
    """Whom an internal referral is addressed to."""

    COUNSELOR = "counselor", "ครูแนะแนว"
    DISCIPLINE = "discipline", "ฝ่ายปกครอง"
    NURSE = "nurse", "ครูพยาบาล"
    HEAD = "head", "ผู้บริหารโรงเรียน"
    PSYCHOLOGIST = "psychologist", "นักจิตวิทยาประจำเขต"
    COMMITTEE = "committee", "คณะกรรมการระดับเขต (ระบุชื่อ)"


OUTSIDE_SCHOOL = (To.PSYCHOLOGIST, To.COMMITTEE)


class InsideQuerySet(models.QuerySet["Inside"]):
    def visible_to(self, user: User) -> Self:
        """Who sees the case as one of its school, who sent it, and whom it is addressed to.

        A share of the case opens what was sent to her and nothing else. What it carries is asked by `rules`.
        """
        named = Q(addressees__user=user) | Q(sent_by=user)
        seen = Q(case__in=Case.objects.visible_to(user), school__in=user.rights.care_schools) | named
        return self.filter(seen).exclude(student__exclusions__user=user).distinct()

    def open(self) -> Self:
        return self.filter(state__in=INSIDE_OPEN)

    def with_people(self) -> Self:
        """With the names on its line. Neither child nor case: who was only named in it sees neither row afterwards."""
        people = models.Prefetch("addressees", Addressee.objects.select_related("user", "share").order_by("pk"))
        rows = self.select_related("school__area", "sent_by", "answered_by", "done_by", "revoked_by")
        return rows.prefetch_related(people)

    def waiting_for(self, user: User) -> Self:
        """Addressed to her, and nobody has said yes or no."""
        return self.filter(state=InsideState.PENDING, addressees__user=user).distinct()


class Inside(models.Model):
    """`code` N-2568-0007 counts within school and year. `packet`: what the addressees read, frozen when it is sent.

    `taken`: place of a line in the advice → id of the task it became.
    """

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="inside_referrals")
    student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    to = models.CharField("ส่งถึง", max_length=12, choices=To)
    state = models.CharField(max_length=8, choices=InsideState, default=InsideState.PENDING)
    is_urgent = models.BooleanField("เร่งด่วน", default=False)
    reason = models.TextField("สภาพปัญหาและเหตุผล")
    tried = models.TextField("การช่วยเหลือที่ทำแล้ว", blank=True)
    asked = models.TextField("สิ่งที่ขอให้ช่วย")
    skip_reason = models.CharField("เหตุที่ข้ามขั้น", max_length=200, blank=True)
    sections = models.JSONField(default=list)
    sensitive_reason = models.CharField("เหตุที่ต้องให้ข้อมูลอ่อนไหว", max_length=300, blank=True)
    packet = models.JSONField(default=dict)
    memo_number = models.CharField("ที่ (เลขที่บันทึก)", max_length=60, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    due_on = models.DateField("ขอคำตอบภายใน")
    answer = models.CharField("ข้อความตอบ", max_length=300, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    is_on_behalf = models.BooleanField("ทำแทนผู้รับ", default=False)
    result = models.TextField("ผลการช่วยเหลือ", blank=True)
    advice = models.TextField("ข้อเสนอแนะ", blank=True)
    taken = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()), blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField("เหตุที่เพิกถอน", max_length=200, blank=True)
    head_told_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = InsideQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "state", "-sent_at"], name="inside_school")]
        constraints = [
            models.UniqueConstraint("school", "year", "number", name="inside_number_once"),
            models.CheckConstraint(
                name="inside_answer_says_by_whom",
                condition=~Q(state__in=["accepted", "done", "declined"])
                | Q(answered_by__isnull=False, answered_at__isnull=False),
            ),
            models.CheckConstraint(name="inside_declined_says_why", condition=~Q(state="declined") | ~Q(answer="")),
            models.CheckConstraint(
                name="inside_done_says_what",
                condition=~Q(state="done") | (Q(done_by__isnull=False, done_at__isnull=False) & ~Q(result="")),
            ),
            models.CheckConstraint(
                name="inside_revoked_says_by_whom",
                condition=~Q(state="revoked") | Q(revoked_by__isnull=False, revoked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"N-{self.year}-{self.number:04d}"

    @property
    def is_open(self) -> bool:
        return self.state in INSIDE_OPEN

    @property
    def advice_lines(self) -> list[str]:
        """Each line of the advice is one thing to do, and may become one task."""
        return [line.strip(" -•·\t") for line in self.advice.splitlines() if line.strip(" -•·\t")]

    def is_late(self, on: date) -> bool:
        return self.state == InsideState.PENDING and self.due_on < on

    def move(self, to: InsideState) -> None:
        if to not in INSIDE_NEXT[InsideState(self.state)]:
            raise IllegalMove(f"การส่งต่อนี้อยู่ในขั้น “{self.get_state_display()}” จึงเปลี่ยนเป็น “{to.label}” ไม่ได้")
        self.state = to


class AddresseeQuerySet(models.QuerySet["Addressee"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(inside__in=Inside.objects.visible_to(user))


class Addressee(models.Model):
    """One named person an internal referral is addressed to. Several only for the area's committee."""

    inside = models.ForeignKey(Inside, models.CASCADE, related_name="addressees")
    student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="addressed")
    share = models.OneToOneField(Share, models.PROTECT, related_name="addressee", null=True, blank=True)

    objects = AddresseeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("inside", "user", name="addressed_once")]

    def __str__(self) -> str:
        return f"{self.inside_id} → {self.user}"
