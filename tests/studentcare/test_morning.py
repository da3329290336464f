"""The summary of the morning: today's cards as numbers, to everybody who works, and never a name."""

import datetime

import pytest
from django.core import mail

from schools.models import Holiday, Notice
from studentcare.jobs import morning, words
from studentcare.today.cards import Card, Day
from tests import make


@pytest.fixture
def busy(cast):
    make.alert(cast.kita, by=cast.somying)
    make.case(cast.chaba, by=cast.somying, state="intake")
    return cast


def told(person):
    return list(Notice.objects.filter(to_user=person, kind=Notice.Kind.DIGEST))


def test_who_has_something_to_do_finds_her_numbers_and_no_name(busy):
    morning(timestamp=0)
    (notice,) = told(busy.kanplu)
    assert notice.url == "/today/"
    assert "1 คนต้องช่วยทันที" in notice.text
    for child in (busy.kita, busy.chaba):
        assert child.first_name not in notice.text
    assert told(busy.truat) == [], "nothing waits for her"
    assert told(busy.gone) == [], "she has no duty any more"


def test_an_unread_summary_is_replaced_by_the_next(busy, clock):
    morning(timestamp=0)
    clock.shift(datetime.timedelta(days=1))
    morning(timestamp=0)
    (notice,) = told(busy.kanplu)
    assert notice.made_at.day == 26


@pytest.mark.parametrize("days", [3, 4])
def test_there_is_none_on_saturday_and_sunday(busy, clock, days):
    clock.shift(datetime.timedelta(days=days))
    morning(timestamp=0)
    assert told(busy.kanplu) == []


def test_there_is_none_on_a_holiday_of_the_area(busy):
    Holiday.objects.create(area=busy.area, on=datetime.date(2025, 6, 25), name="วันหยุดพิเศษ")
    morning(timestamp=0)
    assert told(busy.kanplu) == []


def test_there_is_none_between_the_terms(busy, clock):
    year = make.year(busy.area)
    year.terms.filter(number=1).update(until_on=datetime.date(2025, 6, 24))
    morning(timestamp=0)
    assert told(busy.kanplu) == []
    year.terms.filter(number=1).update(until_on=datetime.date(2025, 10, 10))
    morning(timestamp=0)
    assert told(busy.kanplu)


def test_it_goes_by_mail_to_who_asked_for_it(busy, settings):
    settings.SENDS_MAIL, settings.SITE_URL = True, "https://care.example.test"
    busy.kanplu.wants_digest_mail, busy.kanplu.email = True, "kanplu@demo.example"
    busy.kanplu.save()
    morning(timestamp=0)
    (sent,) = mail.outbox
    assert sent.to == ["kanplu@demo.example"]
    assert "https://care.example.test" in sent.body
    assert busy.kita.first_name not in sent.body + sent.subject


def test_a_mail_server_that_is_down_takes_nobody_elses_summary(busy, settings, monkeypatch):
    settings.SENDS_MAIL = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    busy.kanplu.wants_digest_mail, busy.kanplu.email = True, "kanplu@demo.example"
    busy.kanplu.save()
    morning(timestamp=0)
    assert told(busy.kanplu)
    assert told(busy.praphan)


def test_as_many_titles_as_the_line_holds():
    day = Day(cards=[Card("งาน" * 20, "ดู", "/", count=n) for n in range(1, 4)])
    assert words(day).startswith("3 เรื่อง: 1 งาน")
    assert len(words(day)) <= 120
    assert words(day).endswith("…")
    assert words(Day()) == ""


def test_the_mail_is_set_on_a_page_of_ones_own(busy, as_, settings):
    client = as_(busy.kanplu)
    assert client.get("/account/morning-mail/").status_code == 404, "an area without a mail server"
    settings.SENDS_MAIL = True
    assert "ตั้งค่าสรุปงาน" in client.get("/account/").content.decode()
    answer = client.post("/account/morning-mail/", {"wants_digest_mail": "on", "email": ""})
    assert "กรอกอีเมลที่จะรับสรุป" in answer.content.decode()
    assert (
        client.post("/account/morning-mail/", {"wants_digest_mail": "on", "email": "k@demo.example"}).status_code == 302
    )
    busy.kanplu.refresh_from_db()
    assert (busy.kanplu.wants_digest_mail, busy.kanplu.email) == (True, "k@demo.example")
