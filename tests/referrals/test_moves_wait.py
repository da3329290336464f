"""A child whose referral is still open, also after its case was closed, stays until it is brought to its end."""

import pytest
from django.core.exceptions import ValidationError

from journal.context import acting
from referrals.models import Referral
from schools.models import Role
from students.actions import accept_transfer, offer_transfer
from students.models import Student
from tests import make
from tests.conftest import TODAY


def test_an_open_referral_holds_offer_and_acceptance(cast):
    far = make.staff("fartabian", Role.REGISTRAR, school=cast.elsewhere)
    transfer = make.transfer(cast.chaba, to_school=cast.elsewhere, by=cast.tabian)
    case = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu, state="closed")
    make.referral(case, by=cast.kanplu)

    def take():
        with acting(far):
            accept_transfer(
                transfer, classroom=cast.far_room, level=None, number=None, school_number="", on=TODAY, by=far
            )

    with pytest.raises(ValidationError, match="โรงเรียนเดิมยังสรุปงานไม่เสร็จ"):
        take()
    type(transfer).objects.update(state="prepared")
    with acting(cast.tabian), pytest.raises(ValidationError, match="ครูแนะแนวต้องสรุปงานที่ค้าง"):
        offer_transfer(transfer, by=cast.tabian)
    Referral.objects.update(state="closed", closed_by=cast.kanplu, closed_at=make.now(), closing_reason="ย้ายโรงเรียน")
    type(transfer).objects.update(state="offered")
    take()
    assert Student.objects.get(pk=cast.chaba.pk).school == cast.elsewhere
