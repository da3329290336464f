"""ชบา's case, which กานพลู is working on, and one agency to write to."""

import datetime

import pytest

from cases.models import Case, Secrecy, Task
from tests import make


@pytest.fixture
def case(cast):
    made = Case.objects.create(
        student=cast.chaba,
        school=cast.school,
        classroom=cast.room,
        year=2568,
        number=42,
        title="ขาดเรียนบ่อย",
        reason="ยายป่วย ต้องอยู่ดูแล",
        goal="ชบามาเรียนทุกวัน",
        state="helping",
        owner=cast.kanplu,
        opened_by=cast.somying,
        opened_at=make.now(),
        accepted_by=cast.kanplu,
        accepted_at=make.now(),
        touched_at=make.now(),
    )
    Task.objects.create(
        case=made,
        student=cast.chaba,
        school=cast.school,
        text="ขอทุนอาหารกลางวัน",
        responsible=cast.somying,
        due_on=datetime.date(2025, 6, 20),
        added_by=cast.kanplu,
        added_at=make.now(),
        done_at=make.now(),
        done_by=cast.somying,
    )
    for secrecy, text in ((Secrecy.TEAM, "ชบาเล่าว่ายายเดินไม่ไหว"), (Secrecy.COUNSELORS, "ความลับเฉพาะครูแนะแนว")):
        make.note(made, text, by=cast.kanplu, secrecy=secrecy)
    return made


@pytest.fixture
def hospital(cast):
    return make.agency(area=cast.area)


@pytest.fixture
def draft(case, hospital, cast):
    return make.referral(case, by=cast.kanplu, agency=hospital)


@pytest.fixture
def waiting(case, hospital, cast):
    return make.referral(case, by=cast.kanplu, agency=hospital, state="awaiting_signature")


@pytest.fixture
def sent(case, hospital, cast):
    return make.referral(case, by=cast.kanplu, agency=hospital, state="sent")
