"""Who has not answered: longest first, whom to ring, who asked last. And the area's side of it: schools, no child."""

import datetime

import pytest
from django.urls import reverse

from journal.context import acting
from referrals.actions import escalate
from referrals.models import Contact, FollowUp, Inside, Link, Referral, Reminder, Reply, WaitingCount
from referrals.waiting import late_schools
from schools.models import Holiday, User
from tests import make

URL = "/referrals/waiting/"


def june(day):
    return datetime.date(2025, 6, day)


@pytest.fixture
def look(as_):
    return lambda user, **query: as_(user).get(URL, query).content.decode()


@pytest.fixture
def letters(cast, case, hospital):
    old = make.referral(case, by=cast.kanplu, agency=hospital, state="sent", sent_on=june(9))
    new = make.referral(case, by=cast.kanplu, state="sent", sent_on=june(23))
    return old, new


def test_the_longest_stands_first_with_whom_to_ring(cast, letters, look, hospital):
    Contact.objects.create(agency=hospital, name="คุณมะลิ สมมติ", phone="000-111-2222", is_main=True)
    body = look(cast.kanplu)
    old, new = letters
    assert body.index(old.code) < body.index(new.code)
    assert 'href="tel:000-111-2222"' in body
    assert "คุณมะลิ สมมติ" in body
    assert "12\u00a0วันทำการ" in body
    assert "เลยกำหนด\u00a05\u00a0วันทำการ" in body
    assert "เหลือ\u00a05\u00a0วันทำการ" in body


def test_without_a_contact_the_office_is_rung(cast, letters, look, hospital):
    assert f'href="tel:{hospital.phone}"' in look(cast.kanplu)


def test_who_asked_last_is_told(cast, letters, look):
    old, new = letters
    make.reminder(old, by=cast.kanplu, how="line", at=make.now() - datetime.timedelta(days=3))
    make.reminder(old, by=cast.praphan, how="phone", at=make.now() - datetime.timedelta(days=1))
    make.reminder(new, by=None, how="head")
    body = look(cast.kanplu)
    assert "24\u00a0มิ.ย." in body
    assert "ทางโทรศัพท์ ครูประพันธ์" in body or "ทางโทรศัพท์ ประพันธ์" in body
    assert body.count("ยังไม่เคยเตือน") == 1, "what the system told people is no reminder of the agency"


def test_only_those_past_their_day(cast, letters, look):
    old, new = letters
    body = look(cast.kanplu, late="1")
    assert old.code in body
    assert new.code not in body


def test_an_expired_link_has_brought_no_answer(cast, case, hospital, letters, look):
    old, _ = letters
    Referral.objects.filter(pk=old.pk).update(state="expired", expired_at=make.now())
    body = look(cast.kanplu)
    assert old.code in body
    assert "ลิงก์หมดอายุ" in body


def test_every_page_counts_the_same_letters(cast, case, hospital, letters, as_):
    """The school's number, the list behind it, and what the area is told of the school (decisions B5)."""
    make.referral(case, by=cast.kanplu, agency=hospital, state="expired")
    make.referral(case, by=cast.kanplu, agency=hospital, state="declined")
    make.referral(make.case(cast.thara, by=cast.mana, owner=cast.kanplu), by=cast.kanplu, state="expired")
    escalate(cast.school, today=june(25), by=None)
    client = as_(cast.praphan)
    whole = client.get(reverse("supervision:my_school"))
    assert reverse("referrals:waiting") in whole.content.decode()
    listed = client.get(reverse("referrals:waiting")).context["every"]
    told = WaitingCount.objects.get(school=cast.school).waiting
    assert whole.context["whole"].waiting == listed == told == len(letters) + 2
    make.exclusion(cast.thara, user=cast.praphan, by=cast.kanplu)
    client = as_(cast.praphan)
    fewer = client.get(reverse("supervision:my_school")).context["whole"].waiting
    assert fewer == client.get(reverse("referrals:waiting")).context["every"] == told - 1


def test_what_was_answered_or_never_sent_does_not_wait(cast, case, hospital, look):
    for state in ("draft", "awaiting_signature", "answered", "closed"):
        make.referral(case, by=cast.kanplu, agency=hospital, state=state)
    assert "ไม่มีเรื่องที่รอหน่วยงานตอบ" in look(cast.kanplu)


def test_several_letters_of_one_agency_are_asked_about_together(cast, case, hospital, letters, look):
    assert "เตือนพร้อมกัน" not in look(cast.kanplu)
    make.referral(case, by=cast.kanplu, agency=hospital, state="sent", sent_on=june(18))
    body = look(cast.kanplu)
    assert reverse("referrals:remind_agency", args=[hospital.public_id]) in body
    assert "2\u00a0เรื่อง" in body


def test_a_year_without_holidays_is_said_and_a_year_with_them_is_not(cast, letters, look):
    assert "ยังไม่มีวันหยุดราชการของปี 2568" in look(cast.kanplu)
    Holiday.objects.create(area=cast.area, on=june(3), name="วันเฉลิมฯ")
    assert "ยังไม่มีวันหยุดราชการ" not in look(cast.kanplu)


def test_over_the_end_of_the_year_the_new_year_is_missed_by_name(cast, letters, look, clock):
    Holiday.objects.create(area=cast.area, on=june(3), name="วันเฉลิมฯ")
    clock.move_to(datetime.datetime(2026, 1, 6, 3, 0, tzinfo=datetime.UTC))
    assert "ยังไม่มีวันหยุดราชการของปี 2569" in look(cast.kanplu)


def test_counselors_and_heads_only(cast, letters, as_):
    assert as_(cast.praphan).get(URL).status_code == 200
    assert as_(cast.somying).get(URL).status_code == 403
    assert as_(cast.khet).get(URL).status_code == 403
    assert letters[0].code not in as_(cast.dokkaew).get(URL).content.decode()


def test_who_is_shut_out_does_not_read_it(cast, letters, look):
    make.exclusion(cast.chaba, cast.kanplu, by=cast.praphan)
    assert letters[0].code not in look(cast.kanplu)


def test_forty_letters_cost_as_many_queries_as_two(cast, case, letters, as_, statements):
    def count():
        client = as_(cast.kanplu)
        with statements() as made:
            client.get(URL)
        return len(made)

    two = count()
    for _ in range(19):
        one = make.referral(case, by=cast.kanplu, state="sent", sent_on=june(12))
        make.reminder(one, by=cast.kanplu)
    assert count() == two


# --- the area ---------------------------------------------------------------------------------------------


@pytest.fixture
def counted(cast):
    counts = [(cast.school, 6, 21), (cast.elsewhere, 2, 12)]
    for school, late, longest in counts:
        WaitingCount.objects.create(school=school, waiting=late, late=late, longest=longest, counted_at=make.now())


def told(user):
    fresh = User.objects.get(pk=user.pk)
    with acting(fresh):
        return [(one.school.name, one.words, one.since) for one in late_schools(fresh)]


def test_the_area_reads_schools_and_no_number_that_could_be_a_child(cast, counted):
    assert told(cast.khet) == [
        ("บ้านสมมติวิทยา", "5\u00a0เรื่องขึ้นไป", "นานสุดเกิน\u00a020\u00a0วันทำการ"),
        ("บ้านดอนจำลอง", "<5\u00a0เรื่อง", "นานสุดไม่ถึง\u00a020\u00a0วันทำการ"),
    ]


def test_a_school_without_late_letters_is_not_named(cast, counted):
    WaitingCount.objects.update(late=0)
    assert told(cast.khet) == []


@pytest.mark.parametrize("person", ["rabop", "truat", "chit", "klum", "kanplu", "bunchi"])
def test_nobody_but_the_officer_has_that_list(cast, counted, person):
    assert told(getattr(cast, person)) == []


def test_the_officer_reads_counts_and_not_one_row_of_a_letter(cast, letters, counted):
    make.reminder(letters[0], by=cast.kanplu)
    make.follow_up(letters[0])
    tables = (Referral, Reply, Link, Reminder, FollowUp, Inside)
    with acting(cast.khet):
        assert [model.objects.count() for model in tables] == [0] * len(tables)
        assert WaitingCount.objects.count() == 2


def test_nobody_writes_a_count_but_the_worker(cast, counted):
    with acting(cast.khet):
        assert WaitingCount.objects.update(late=0) == 0
    assert WaitingCount.objects.filter(late__gt=0).count() == 2


def test_the_area_page_says_which_school_to_ring(cast, letters, counted, as_):
    url = reverse("supervision:area", args=[cast.area.public_id])
    body = as_(cast.khet).get(url).content.decode()
    block = body.split('id="late-letters"')[1].split("</section>")[0]
    assert "บ้านสมมติวิทยา" in block
    assert cast.school.phone in block
    assert "&lt;5\u00a0เรื่อง" in block
    for word in (letters[0].code, "ชบา", "รพ.จำลอง", "โรงพยาบาล"):
        assert word not in block
    WaitingCount.objects.all().delete()
    assert "late-letters" not in as_(cast.khet).get(url).content.decode()
