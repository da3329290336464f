"""Notices: counted in the head of every page, read by a button, kept for whom they are."""

import pytest
from django.urls import reverse

from schools.actions import notify
from schools.models import Notice

pytestmark = pytest.mark.django_db

URL = "/cases/"


def unread(user):
    return Notice.objects.filter(to_user=user, read_at=None).count()


def test_told_again_before_reading_is_one_line(cast, clock):
    notify([cast.kanplu], kind="urgent", url=URL, by=None)
    notify([cast.kanplu, cast.kanplu], kind="urgent", url=URL, by=None)
    assert unread(cast.kanplu) == 1


def test_nobody_is_told_what_she_did_herself(cast, clock):
    notify([cast.kanplu], kind="urgent", url=URL, by=cast.kanplu)
    assert unread(cast.kanplu) == 0


def test_looking_does_not_read_it_and_opening_does(cast, as_, clock):
    notify([cast.kanplu], kind="urgent", url=URL, by=None)
    client, page = as_(cast.kanplu), reverse("schools:notices")
    assert "มีเรื่องด่วนที่ต้องดูวันนี้" in client.get(page).content.decode()
    assert unread(cast.kanplu) == 1
    answer = client.post(page, {"notice": Notice.objects.get(to_user=cast.kanplu).pk})
    assert (answer.status_code, answer.url) == (302, URL)
    assert unread(cast.kanplu) == 0


def test_everything_at_once(cast, as_, clock):
    notify([cast.kanplu], kind="urgent", url=URL, by=None)
    notify([cast.kanplu], kind="overdue", url=URL, by=None)
    as_(cast.kanplu).post(reverse("schools:notices"))
    assert unread(cast.kanplu) == 0


def test_somebody_else_s_notice_is_not_there(cast, as_, clock):
    notify([cast.kanplu], kind="urgent", url=URL, by=None)
    one = Notice.objects.get(to_user=cast.kanplu)
    assert as_(cast.decha).post(reverse("schools:notices"), {"notice": one.pk}).status_code == 404
    assert unread(cast.kanplu) == 1


@pytest.mark.parametrize("odd", ["x", "-1", "9" * 40, "๑"])
def test_an_odd_number_is_no_error(cast, as_, clock, odd):
    assert as_(cast.kanplu).post(reverse("schools:notices"), {"notice": odd}).status_code in (302, 404)


def test_an_address_outside_leads_to_the_list(cast, as_, clock):
    notify([cast.kanplu], kind="urgent", url="https://example.org/", by=None)
    one = Notice.objects.get(to_user=cast.kanplu)
    answer = as_(cast.kanplu).post(reverse("schools:notices"), {"notice": one.pk})
    assert answer.url == reverse("schools:notices")


def test_the_number_stands_in_the_head_of_every_page(cast, as_, clock):
    assert "แจ้งเตือนที่ยังไม่ได้อ่าน" not in as_(cast.kanplu).get("/today/").content.decode()
    notify([cast.kanplu], kind="urgent", url=URL, by=None)
    assert "แจ้งเตือนที่ยังไม่ได้อ่าน" in as_(cast.kanplu).get("/today/").content.decode()
