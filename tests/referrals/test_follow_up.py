"""Whether the help arrived: due after 30 and 90 days, found once, on the case as a finding and nothing more."""

import datetime

import pytest
from django.urls import reverse

from cases.models import Case, Event
from journal.context import acting
from referrals import actions
from referrals.following import due_follow_ups
from referrals.models import FollowUp, Referral
from schools.models import User
from tests import make

TODAY = datetime.date(2025, 6, 25)
FOUND = {"found": "better", "text": "FOUNDWORD แม่เล่าว่านอนหลับดีขึ้น"}
LIST = "/referrals/follow-ups/"


def at(page, one):
    return reverse(f"referrals:{page}", args=[one.public_id])


@pytest.fixture
def answered(cast, case, hospital):
    return make.referral(case, by=cast.kanplu, agency=hospital, state="answered", answered_at=make.now())


@pytest.fixture
def planned(answered):
    return make.follow_up(answered, days=30)


def due(user, today=TODAY):
    return list(due_follow_ups(User.objects.get(pk=user.pk), today))


def test_an_agencys_yes_plans_two_and_the_first_stands_on_the_list_when_its_day_has_come(cast, sent, as_, clock):
    with acting(cast.kanplu):
        actions.add_reply(
            sent,
            how="phone",
            result="accepted",
            said_by="พยาบาลมะลิ",
            received_on=TODAY,
            appointment_on=TODAY + datetime.timedelta(days=5),
            by=cast.kanplu,
        )
    assert list(FollowUp.objects.values_list("days", "due_on")) == [
        (30, datetime.date(2025, 7, 30)),
        (90, datetime.date(2025, 9, 28)),
    ]
    assert sent.code not in as_(cast.kanplu).get(LIST).content.decode()
    clock.move_to(datetime.datetime(2025, 7, 20, 3, 0, tzinfo=datetime.UTC))
    assert "อีกสองสัปดาห์" in as_(cast.kanplu).get(LIST).content.decode()
    clock.move_to(datetime.datetime(2025, 7, 30, 3, 0, tzinfo=datetime.UTC))
    body = as_(cast.kanplu).get(LIST).content.decode()
    assert "ถึงกำหนดติดตาม" in body
    assert sent.code in body


def test_what_is_due_today(cast, answered, planned):
    make.follow_up(answered, due_on=TODAY + datetime.timedelta(days=1), days=90)
    assert due(cast.kanplu) == [planned]
    assert due(cast.praphan) == [planned]
    assert due(cast.somying) == due(cast.dokkaew) == due(cast.khet) == []


@pytest.mark.parametrize("outcome", ["not_served", "refused", "elsewhere", "moved"])
def test_where_nobody_was_served_nobody_is_asked_after_it(cast, answered, planned, outcome):
    Referral.objects.filter(pk=answered.pk).update(
        state="closed", outcome=outcome, closed_by=cast.kanplu, closed_at=make.now()
    )
    assert due(cast.kanplu) == []


def test_a_letter_closed_as_served_is_still_asked_about(cast, answered, planned):
    Referral.objects.filter(pk=answered.pk).update(
        state="closed", outcome="served", closed_by=cast.kanplu, closed_at=make.now()
    )
    assert due(cast.kanplu) == [planned]


def test_a_child_who_has_moved_away_is_not_followed_by_the_old_school(cast, answered, planned):
    Case.objects.filter(pk=answered.case_id).update(
        state="closed", outcome="moved", closed_by=cast.kanplu, closed_at=make.now()
    )
    assert due(cast.kanplu) == []


def test_what_was_found_is_kept_told_to_the_case_and_leads_on(cast, planned, as_):
    client = as_(cast.kanplu)
    response = client.post(at("follow_up", planned), FOUND)
    assert response["Location"] == at("follow_up", planned)
    planned.refresh_from_db()
    assert (planned.found, planned.text, planned.done_by) == ("better", FOUND["text"], cast.kanplu)
    line = Event.objects.filter(case=planned.referral.case).latest("pk")
    assert line.text == f"{planned.referral.code} ติดตามหลังรับบริการ: ได้รับบริการแล้ว ดีขึ้น"
    body = client.get(at("follow_up", planned)).content.decode()
    assert "ขั้นต่อไป" in body
    assert at("close", planned.referral) in body
    assert reverse("cases:case", args=[planned.referral.case.public_id]) in body


@pytest.mark.parametrize(
    ("found", "first"), [("better", "ปิดการส่งต่อพร้อมผล"), ("stopped", "ส่งหน่วยงานอื่น"), ("same", "ไปหน้าเคส")]
)
def test_the_likeliest_way_on_stands_first(cast, planned, as_, found, first):
    client = as_(cast.kanplu)
    client.post(at("follow_up", planned), {"found": found})
    steps = client.get(at("follow_up", planned)).content.decode().split('id="next"')[1]
    ways = [word for word in ("ปิดการส่งต่อพร้อมผล", "ส่งหน่วยงานอื่น", "ไปหน้าเคส") if word in steps]
    assert min(ways, key=steps.index) == first


def test_it_is_found_once(cast, planned, as_):
    as_(cast.praphan).post(at("follow_up", planned), {"found": "taken"})
    late = as_(cast.kanplu).post(at("follow_up", planned), FOUND)
    assert late.status_code == 409
    assert "ผู้ปกครองพาไปรับบริการแล้ว" in late.content.decode()
    assert "FOUNDWORD" in late.content.decode(), "what was typed is not lost"
    planned.refresh_from_db()
    assert planned.found == "taken"


def test_nothing_found_is_no_finding_and_skipping_is_not_one_of_them(cast, planned, as_):
    client = as_(cast.kanplu)
    assert "เลือกสิ่งที่พบ" in client.post(at("follow_up", planned), {}).content.decode()
    client.post(at("follow_up", planned), {"found": "skipped"})
    assert FollowUp.objects.undone().count() == 1


def test_skipping_needs_a_reason(cast, planned, as_):
    client = as_(cast.kanplu)
    assert "กรอกเหตุ" in client.post(at("skip_follow_up", planned), {"text": ""}).content.decode()
    client.post(at("skip_follow_up", planned), {"text": "ผู้ปกครองไม่ประสงค์ให้ติดตาม"})
    planned.refresh_from_db()
    assert planned.found == "skipped"
    assert due(cast.kanplu) == []


def test_one_more_on_a_chosen_day(cast, answered, as_):
    client = as_(cast.kanplu)
    day = {"due_on_day": "1", "due_on_month": "7", "due_on_year": "2568"}
    assert client.post(at("plan_follow_up", answered), day)["Location"] == at("referral", answered)
    assert FollowUp.objects.get().due_on == datetime.date(2025, 7, 1)
    past = client.post(at("plan_follow_up", answered), day | {"due_on_month": "5"})
    assert "ต้องไม่ก่อน" in past.content.decode()
    assert FollowUp.objects.count() == 1


def test_no_service_no_asking_after_it(cast, sent, as_):
    client = as_(cast.kanplu)
    assert client.get(at("plan_follow_up", sent))["Location"] == at("referral", sent)
    day = {"due_on_day": "1", "due_on_month": "7", "due_on_year": "2568"}
    assert client.post(at("plan_follow_up", sent), day).status_code == 409
    assert not FollowUp.objects.exists()


def test_words_are_for_counselors_and_heads(cast, planned, as_):
    as_(cast.kanplu).post(at("follow_up", planned), FOUND)
    assert "FOUNDWORD" in as_(cast.praphan).get(at("follow_up", planned)).content.decode()
    assert as_(cast.somying).get(at("follow_up", planned)).status_code == 403
    assert as_(cast.dokkaew).get(at("follow_up", planned)).status_code == 404


def test_forty_cost_as_many_queries_as_one(cast, case, planned, as_, statements):
    def count():
        client = as_(cast.kanplu)
        with statements() as made:
            client.get(LIST)
        return len(made)

    one = count()
    for _ in range(10):
        make.follow_up(make.referral(case, by=cast.kanplu, state="answered", answered_at=make.now()))
    assert count() == one
