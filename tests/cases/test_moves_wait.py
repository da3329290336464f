"""A child with an open case is neither offered to another school nor taken by it, and nobody is told why."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from cases.models import Case
from journal.context import acting
from schools.models import Role
from students.actions import accept_transfer, offer_transfer
from students.models import Student
from tests import make
from tests.conftest import TODAY


@pytest.fixture
def far(cast):
    return make.staff("fartabian", Role.REGISTRAR, school=cast.elsewhere)


def take(transfer, room, by):
    with acting(by):
        accept_transfer(transfer, classroom=room, level=None, number=None, school_number="", on=TODAY, by=by)


def test_a_child_with_an_open_case_is_not_offered(cast, case):
    transfer = make.transfer(cast.chaba, to_school=cast.elsewhere, by=cast.tabian, state="prepared")
    with acting(cast.tabian), pytest.raises(ValidationError, match="ครูแนะแนวต้องสรุปงานที่ค้าง"):
        offer_transfer(transfer, by=cast.tabian)
    with acting(cast.tabian), pytest.raises(DatabaseError, match="not settled"), transaction.atomic():
        connection.cursor().execute("UPDATE students_transfer SET state = 'offered'")
    transfer.refresh_from_db()
    assert transfer.state == "prepared"


def test_a_case_opened_after_the_offer_holds_the_child_until_it_is_closed(cast, far):
    transfer = make.transfer(cast.chaba, to_school=cast.elsewhere, by=cast.tabian)
    make.case(cast.chaba, by=cast.somying, owner=cast.kanplu)
    with pytest.raises(ValidationError, match="โรงเรียนเดิมยังสรุปงานไม่เสร็จ") as refused:
        take(transfer, cast.far_room, far)
    assert "เคส" not in str(refused.value)
    assert Student.objects.get(pk=cast.chaba.pk).school == cast.school
    Case.objects.update(
        state="closed", outcome="moved", closing_text="ประสานโรงเรียนใหม่", closed_by=cast.kanplu, closed_at=make.now()
    )
    take(transfer, cast.far_room, far)
    assert Student.objects.get(pk=cast.chaba.pk).school == cast.elsewhere


def test_a_closed_case_of_the_old_school_and_an_open_one_of_another_child_hold_nobody(cast, far):
    make.case(cast.chaba, by=cast.somying, owner=cast.kanplu, state="closed")
    make.case(cast.thara, by=cast.somying, owner=cast.kanplu)
    take(make.transfer(cast.chaba, to_school=cast.elsewhere, by=cast.tabian), cast.far_room, far)
    assert Student.objects.get(pk=cast.chaba.pk).school == cast.elsewhere
