"""ชบา's case, which กานพลู is working on, and one agency to write to."""

import datetime
from types import SimpleNamespace

import pytest
from django.test import Client

from cases.models import Case, Secrecy, Task
from journal.context import acting
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


@pytest.fixture
def door(cast, sent):
    return make.door(sent, by=cast.kanplu)


@pytest.fixture
def scene(cast, case, sent, hospital, clock):
    other = make.referral(case, by=cast.kanplu, agency=hospital, state="sent")
    return SimpleNamespace(
        cast=cast,
        case=case,
        sent=sent,
        clock=clock,
        door=make.door(sent, by=cast.kanplu),
        other=make.door(other, by=cast.kanplu),
        client=Client(raise_request_exception=False),
    )


@pytest.fixture
def do():
    """`do(user, act, inside, …)`: in her own context, as a request does."""

    def act(user, verb, *args, **said):
        user.__dict__.pop("rights", None)
        with acting(user):
            return verb(*args, **said, by=user)

    return act


@pytest.fixture
def to_chit(case, cast):
    return make.inside(case, people=[cast.chit], by=cast.kanplu, sections=["name", "case"])
