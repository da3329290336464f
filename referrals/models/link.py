"""The door an agency answers through without an account (ลิงก์ตอบรับ): an address, a code told otherwise, an end."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from referrals.models.referral import Referral
from schools.models import School, User
from students.models import Student

DAYS, FEWEST_DAYS, MOST_DAYS = 30, 7, 60  # decisions C5
TRIES, LOCKED_FOR = 5, timedelta(minutes=30)
OPENED_FOR = timedelta(minutes=30)


class LinkQuerySet(models.QuerySet["Link"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(referral__in=Referral.objects.visible_to(user))

    def alive(self, at: datetime) -> Self:
        return self.filter(revoked_at=None, expires_at__gt=at)


class Link(models.Model):
    """One of a referral, renewed in place: the letter in the agency's hands goes on working, the code is a new one.

    `token_index` is the keyed digest by which the address is found; address (128 bits) and code (6 digits) are
    sealed, because the school prints the one again and reads the other to the agency on the telephone.
    `generation` grows with every new code: what was opened with the old one is shut.
    """

    referral = models.OneToOneField(Referral, models.CASCADE, related_name="link")
    student = models.ForeignKey(Student, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    token_index = models.BinaryField(max_length=32, unique=True)
    token_sealed = models.BinaryField()
    code_sealed = models.BinaryField()
    generation = models.PositiveIntegerField(default=1)
    hides_school = models.BooleanField("ก่อนใส่รหัสไม่บอกชื่อโรงเรียน", default=False)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    renewed_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    wrong = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    code_told_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    last_opened_at = models.DateTimeField(null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="revoked_means_when", condition=Q(revoked_at__isnull=False) | Q(revoked_by=None)
            )
        ]

    def __str__(self) -> str:
        return f"link of {self.referral_id}"

    def is_alive(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.expires_at

    def is_locked(self, at: datetime) -> bool:
        return self.locked_until is not None and at < self.locked_until
