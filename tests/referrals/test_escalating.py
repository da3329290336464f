"""Silence that lasts: heads hear of it once, the area is given a number, and doing it again changes nothing."""

import datetime

import pytest
from django.urls import reverse

from cases.models import Case, Event
from referrals.jobs import escalate
from referrals.models import Inside, Referral, Reminder, WaitingCount
from schools.models import Holiday, Notice
from tests import make

pytestmark = pytest.mark.django_db


def june(day):
    return datetime.date(2025, 6, day)


@pytest.fixture
def late(cast, case, hospital):
    """Ten working days on 25 June."""
    return make.referral(case, by=cast.kanplu, agency=hospital, state="sent", sent_on=june(11))


def told(person, kind=Notice.Kind.WAITING):
    return list(Notice.objects.filter(to_user=person, kind=kind).values_list("url", flat=True))


def page(one):
    return reverse("referrals:referral", args=[one.public_id])


def count_of(school):
    one = WaitingCount.objects.get(school=school)
    return one.waiting, one.late, one.longest


def test_after_ten_working_days_head_and_counselor_hear_of_it(cast, late):
    escalate(timestamp=0)
    assert told(cast.praphan) == told(cast.kanplu) == [page(late)]
    for person in (cast.somying, cast.dokkaew, cast.khet, cast.decha):
        assert told(person) == []
    late.refresh_from_db()
    assert late.head_told_at == make.now()
    assert set(Reminder.objects.values_list("how", "by")) == {("head", None), ("area", None)}


def test_a_day_earlier_nobody_does(cast, late):
    Referral.objects.update(sent_on=june(12))
    escalate(timestamp=0)
    assert told(cast.praphan) == []
    assert count_of(cast.school) == (1, 0, 9)


def test_an_urgent_letter_is_told_of_after_five(cast, late):
    Referral.objects.update(sent_on=june(18), is_urgent=True)
    escalate(timestamp=0)
    assert told(cast.praphan) == [page(late)]


def test_the_hour_after_and_the_day_after_say_nothing_new(cast, late, clock):
    escalate(timestamp=0)
    Notice.objects.update(read_at=make.now())
    clock.shift(datetime.timedelta(hours=1))
    escalate(timestamp=0)
    clock.shift(datetime.timedelta(days=1))
    escalate(timestamp=0)
    assert len(told(cast.praphan)) == 1
    assert Reminder.objects.count() == 2
    assert Event.objects.filter(case=late.case, kind="referred").count() == 1


def test_nobody_is_told_anything_at_night(cast, late, clock):
    clock.move_to(datetime.datetime(2025, 6, 24, 20, 0, tzinfo=datetime.UTC))  # 03:00 in Bangkok
    escalate(timestamp=0)
    assert not WaitingCount.objects.exists()
    assert told(cast.praphan) == []


def test_a_long_holiday_does_not_make_a_letter_late(cast, late):
    for day in (16, 17):
        Holiday.objects.create(area=cast.area, on=june(day), name="หยุดพิเศษ")
    escalate(timestamp=0)
    assert told(cast.praphan) == []
    assert count_of(cast.school) == (1, 0, 8)


def test_an_expired_link_does_not_stop_the_clock(cast, late):
    Referral.objects.update(state="expired", expired_at=make.now())
    escalate(timestamp=0)
    assert told(cast.praphan) == [page(late)]
    assert count_of(cast.school) == (1, 1, 10)


@pytest.mark.parametrize("state", ["received", "answered", "declined"])
def test_an_answer_stops_it(cast, late, state):
    Referral.objects.update(state=state, answered_at=make.now())
    escalate(timestamp=0)
    assert told(cast.praphan) == []
    assert count_of(cast.school) == (0, 0, 0)


def test_every_school_is_counted_also_with_nothing(cast, late):
    escalate(timestamp=0)
    assert count_of(cast.school) == (1, 1, 10)
    assert count_of(cast.elsewhere) == (0, 0, 0)


def test_the_count_goes_down_again(cast, late, clock):
    escalate(timestamp=0)
    Referral.objects.update(state="answered", answered_at=make.now())
    clock.shift(datetime.timedelta(hours=1))
    escalate(timestamp=0)
    assert count_of(cast.school) == (0, 0, 0)
    assert WaitingCount.objects.get(school=cast.school).counted_at == make.now()


def test_who_is_shut_out_from_the_child_is_not_told(cast, late):
    make.exclusion(cast.chaba, cast.kanplu, by=cast.praphan)
    escalate(timestamp=0)
    assert told(cast.kanplu) == []
    assert told(cast.praphan) == [page(late)]


def test_the_line_on_the_case_does_not_make_it_less_silent(cast, late):
    before = make.now() - datetime.timedelta(days=20)
    Case.objects.filter(pk=late.case_id).update(touched_at=before)
    escalate(timestamp=0)
    line = Event.objects.get(case=late.case, kind="referred")
    assert line.by is None
    assert line.text.startswith(late.code)
    assert Case.objects.get(pk=late.case_id).touched_at == before


def test_a_form_that_was_open_meanwhile_is_not_stale(cast, late):
    escalate(timestamp=0)
    assert Referral.objects.get(pk=late.pk).version == late.version


def test_one_schools_trouble_stops_no_other(cast, late, monkeypatch):
    from referrals import actions

    real = actions.escalate

    def sometimes(school, **more):
        if school.pk == cast.school.pk:
            raise RuntimeError
        return real(school, **more)

    monkeypatch.setattr(actions, "escalate", sometimes)
    escalate(timestamp=0)
    assert not WaitingCount.objects.filter(school=cast.school).exists()
    assert count_of(cast.elsewhere) == (0, 0, 0)


# --- inside -------------------------------------------------------------------------------------------------


@pytest.fixture
def asked_inside(cast, case):
    return Inside.objects.create(
        case=case,
        student=cast.chaba,
        school=cast.school,
        year=2568,
        number=1,
        to="nurse",
        reason="ปวดท้องบ่อย",
        asked="ขอให้ตรวจ",
        sent_by=cast.somying,
        sent_at=make.now() - datetime.timedelta(days=12),
        due_on=june(24),
    )


def test_what_nobody_takes_inside_the_house_comes_before_the_head_once(cast, asked_inside, clock):
    escalate(timestamp=0)
    assert told(cast.praphan, Notice.Kind.INSIDE) == [reverse("referrals:inside", args=[asked_inside.public_id])]
    asked_inside.refresh_from_db()
    assert asked_inside.head_told_at
    Notice.objects.update(read_at=make.now())
    clock.shift(datetime.timedelta(days=1))
    escalate(timestamp=0)
    assert len(told(cast.praphan, Notice.Kind.INSIDE)) == 1


def test_on_its_day_it_is_not_late(cast, asked_inside):
    Inside.objects.update(due_on=june(25))
    escalate(timestamp=0)
    assert told(cast.praphan, Notice.Kind.INSIDE) == []
