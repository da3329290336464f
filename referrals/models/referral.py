"""The referral (การส่งต่อ): from draft to the agency's answer."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from cases.models import Case, IllegalMove
from journal.ids import new_public_id
from referrals.models.agency import Agency
from schools.models import School, User
from students.models import Student


class State(models.TextChoices):
    """The states of decisions C18: the way of a letter, and its three side exits."""

    DRAFT = "draft", "ร่าง"
    AWAITING_SIGNATURE = "awaiting_signature", "รอลงนาม"
    SENT = "sent", "ส่งแล้ว"
    RECEIVED = "received", "รับแล้ว"
    ANSWERED = "answered", "ตอบกลับแล้ว"
    CLOSED = "closed", "ปิด"
    DECLINED = "declined", "ปฏิเสธ"
    EXPIRED = "expired", "หมดอายุ"
    REVOKED = "revoked", "เพิกถอน"


# `make states` draws this table into docs/states.md. A link that is renewed leads from expired back to sent; a letter
# that was declined, has expired or was revoked is followed by a new draft to another agency (`Referral.follows`).
NEXT = {
    State.DRAFT: {State.AWAITING_SIGNATURE, State.CLOSED},
    State.AWAITING_SIGNATURE: {State.DRAFT, State.SENT, State.CLOSED},
    State.SENT: {State.RECEIVED, State.ANSWERED, State.DECLINED, State.EXPIRED, State.REVOKED, State.CLOSED},
    State.RECEIVED: {State.RECEIVED, State.ANSWERED, State.DECLINED, State.REVOKED, State.CLOSED},
    State.ANSWERED: {State.ANSWERED, State.DECLINED, State.REVOKED, State.CLOSED},
    State.DECLINED: {State.RECEIVED, State.ANSWERED, State.DECLINED, State.CLOSED},
    State.EXPIRED: {State.SENT, State.RECEIVED, State.ANSWERED, State.DECLINED, State.CLOSED},
    State.REVOKED: {State.CLOSED},
    State.CLOSED: set(),
}
SIDE_EXITS = (State.DECLINED, State.EXPIRED, State.REVOKED)
OUT = (State.SENT, State.RECEIVED, State.ANSWERED, *SIDE_EXITS)  # it has left the school


class Consent(models.TextChoices):
    """Why the agency may know (decisions B10)."""

    GIVEN = "given", "ผู้ปกครองหรือนักเรียนยินยอม"
    GROUND = "ground", "ส่งต่อได้ตามกฎหมายโดยไม่ต้องขอความยินยอม"


class Ground(models.TextChoices):
    DANGER = "danger", "เด็กอาจเป็นอันตราย (พ.ร.บ.คุ้มครองเด็ก ม.29, ม.41)"
    PUBLIC_TASK = "public_task", "หน้าที่ตามกฎหมายของโรงเรียน (PDPA ม.24(4))"
    OTHER = "other", "เหตุอื่นตามกฎหมาย (ระบุ)"


class ConsentHow(models.TextChoices):
    PAPER = "paper", "ลงชื่อในเอกสาร"
    PHONE = "phone", "ทางโทรศัพท์"
    PERSON = "person", "พูดคุยต่อหน้า"


class ReferralQuerySet(models.QuerySet["Referral"]):
    def visible_to(self, user: User) -> Self:
        """Who looks after children of the school and sees the case: a share of the case opens none of its letters."""
        return self.filter(case__in=Case.objects.visible_to(user), school__in=user.rights.care_schools)

    def open(self) -> Self:
        """Something is still expected of somebody: side exits wait for the school's next step."""
        return self.exclude(state=State.CLOSED)

    def with_last_reply(self) -> Self:
        """Each with `result` and `appointment_on` of what the agency said last."""
        last = Referral.objects.filter(pk=OuterRef("pk")).order_by("-replies__number", "-replies__pk")
        return self.annotate(
            appointment_on=Subquery(last.values("replies__appointment_on")[:1]),
            result=Subquery(last.values("replies__result")[:1]),
        )

    def to_sign(self) -> Self:
        """On the head's table."""
        return self.filter(state=State.AWAITING_SIGNATURE)

    def unanswered_after(self, at: datetime) -> Self:
        """Sent with a link that has ended meanwhile, and nobody has answered."""
        return self.filter(state=State.SENT, link__expires_at__lte=at, link__revoked_at=None).order_by("pk")

    def waiting(self) -> Self:
        """Sent, and nobody has answered."""
        return self.filter(state=State.SENT)


class Outcome(models.TextChoices):
    """How a referral ended, for the report of the network."""

    HELPED = "helped", "ได้รับบริการและดีขึ้น"
    SERVED = "served", "ได้รับบริการแล้ว"
    NOT_SERVED = "not_served", "ไม่ได้รับบริการ"
    REFUSED = "refused", "ผู้ปกครองหรือนักเรียนไม่ประสงค์"
    ELSEWHERE = "elsewhere", "ส่งหน่วยงานอื่นแทน"
    MOVED = "moved", "นักเรียนย้ายหรือออก"
    UNSENT = "unsent", "ไม่ได้ส่ง"


class AgeBand(models.TextChoices):
    """Whose agreement counts (PDPA ม.20; domain.md E.5)."""

    UNDER_10 = "under_10", "ไม่เกิน 10 ปี (ผู้ปกครองยินยอม)"
    FROM_10 = "from_10", "เกิน 10 ปี ยังไม่บรรลุนิติภาวะ (ผู้ปกครองยินยอม และถามความเห็นนักเรียน)"
    ADULT = "adult", "บรรลุนิติภาวะแล้ว (นักเรียนยินยอมเอง)"


class Wish(models.TextChoices):
    """What a child of more than ten years says herself; a family's yes does not answer for her (domain.md E.5)."""

    AGREES = "agrees", "นักเรียนเห็นด้วย"
    OBJECTS = "objects", "นักเรียนไม่เห็นด้วย"
    UNASKED = "unasked", "ยังไม่ได้ถาม หรือยังถามไม่ได้"


class CodeBy(models.TextChoices):
    """How the six digits reach the agency: never with the letter."""

    PHONE = "phone", "โทรศัพท์"
    PAPER = "paper", "กระดาษแยกซอง"


class Referral(models.Model):
    """`number` counts within school and year and is printed as R-2568-0017; the letter's own number is typed."""

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="referrals")
    student = models.ForeignKey(Student, models.PROTECT, related_name="referrals")
    school = models.ForeignKey(School, models.PROTECT, related_name="referrals")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="referrals", null=True, blank=True)
    follows = models.ForeignKey("self", models.PROTECT, related_name="followed_by", null=True, blank=True)
    is_urgent = models.BooleanField("เร่งด่วน", default=False, db_default=False)
    skip_reason = models.CharField("เหตุที่ข้ามขั้น", max_length=200, blank=True, default="", db_default="")
    reason = models.TextField("สภาพปัญหาและเหตุผล", blank=True)
    tried = models.TextField("การช่วยเหลือที่ทำแล้ว", blank=True)
    asked = models.TextField("สิ่งที่ขอให้ช่วย", blank=True)
    sections = ArrayField(models.CharField(max_length=30), default=list)
    sensitive_reason = models.CharField("เหตุที่ต้องส่งข้อมูลอ่อนไหว", max_length=300, blank=True)
    consent = models.CharField(max_length=6, choices=Consent, blank=True)
    consent_by = models.CharField("ผู้ให้ความยินยอม", max_length=120, blank=True)
    consent_relation = models.CharField("เกี่ยวข้องเป็น", max_length=60, blank=True)
    consent_on = models.DateField("วันที่ยินยอม", null=True, blank=True)
    consent_how = models.CharField("วิธียินยอม", max_length=10, choices=ConsentHow, blank=True)
    consent_evidence = models.CharField("เลขที่หลักฐาน", max_length=60, blank=True)
    consent_version = models.CharField(max_length=20, blank=True)
    consent_age = models.CharField("ช่วงอายุนักเรียน", max_length=8, choices=AgeBand, blank=True)
    child_wish = models.CharField("ความเห็นของนักเรียน", max_length=8, choices=Wish, blank=True, default="", db_default="")
    ground = models.CharField("เหตุตามกฎหมาย", max_length=12, choices=Ground, blank=True)
    ground_reason = models.CharField("รายละเอียดของเหตุ", max_length=300, blank=True)
    head_informed_on = models.DateField("แจ้ง ผอ. เมื่อ", null=True, blank=True)
    letter_number = models.CharField("ที่", max_length=60, blank=True)
    letter_on = models.DateField("ลงวันที่", null=True, blank=True)
    signer_name = models.CharField("ผู้ลงนาม", max_length=120, blank=True)
    signer_position = models.CharField("ตำแหน่งผู้ลงนาม", max_length=200, blank=True)
    uses_link = models.BooleanField("ให้ตอบผ่านลิงก์", default=True, db_default=True)
    link_days = models.PositiveSmallIntegerField("ลิงก์ใช้ได้ (วัน)", default=30, db_default=30)
    code_by = models.CharField("บอกรหัสทาง", max_length=5, choices=CodeBy, default=CodeBy.PHONE, db_default="phone")
    hides_school = models.BooleanField("ก่อนใส่รหัสไม่บอกชื่อโรงเรียน", default=False, db_default=False)
    packet = models.JSONField(null=True, blank=True)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    asked_to_sign_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.CharField("เหตุที่ส่งกลับให้แก้ไข", max_length=300, blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    sent_on = models.DateField("ส่งเมื่อ", null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    expired_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField("เหตุที่เพิกถอน", max_length=200, blank=True, default="", db_default="")
    head_told_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField("ผลการส่งต่อ", max_length=10, choices=Outcome, blank=True, default="", db_default="")
    closed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_reason = models.CharField("เหตุที่ปิด", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "state", "-drafted_at"], name="referral_school")]
        constraints = [
            models.UniqueConstraint("school", "year", "number", name="referral_number_once"),
            models.CheckConstraint(
                name="what_is_sent_has_agency_ground_and_packet",
                condition=Q(state__in=["draft", "closed"])  # a draft may be given up with nothing in it
                | (Q(agency__isnull=False, packet__isnull=False) & ~Q(consent="")),
            ),
            models.CheckConstraint(
                name="consent_says_who_when_and_how_or_on_what_ground",
                condition=Q(consent="")
                | (
                    Q(consent="given", consent_on__isnull=False)
                    & ~Q(consent_by="")
                    & ~Q(consent_relation="")
                    & ~Q(consent_how="")
                )
                | (Q(consent="ground", head_informed_on__isnull=False) & ~Q(ground="") & ~Q(ground_reason="")),
            ),
            models.CheckConstraint(
                name="sent_means_signed",
                condition=Q(state__in=["draft", "awaiting_signature", "closed"])
                | Q(signed_by__isnull=False, signed_at__isnull=False, sent_on__isnull=False),
            ),
            models.CheckConstraint(
                name="revoked_says_by_whom_and_why",
                condition=~Q(state="revoked")
                | (Q(revoked_by__isnull=False, revoked_at__isnull=False) & ~Q(revoked_reason="")),
            ),
            models.CheckConstraint(name="a_link_lasts_7_to_60_days", condition=Q(link_days__range=(7, 60))),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"R-{self.year}-{self.number:04d}"

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_sent(self) -> bool:
        """It has left the school: sent, answered, or on a side exit."""
        return self.state in OUT

    def move(self, to: State) -> None:
        if to not in NEXT[State(self.state)]:
            raise IllegalMove(f"การส่งต่อนี้อยู่ในขั้น “{self.get_state_display()}” จึงเปลี่ยนเป็น “{to.label}” ไม่ได้")
        self.state = to
