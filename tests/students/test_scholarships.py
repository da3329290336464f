"""Help in money beside กสศ.: told on a page of its own, read on the child's page, gone when it was told wrong."""

import datetime

from django.urls import reverse

from journal.models import Line
from students.actions import add_scholarship
from students.models import Scholarship, Student
from tests.students.moves import offered, taken


def page(child):
    return reverse("students:scholarships", args=[child.public_id])


SENT = {"giver": "มูลนิธิสมมติ", "year": "2568", "term": "", "amount": "3000", "note": "จ่ายครั้งเดียว"}
DAY = {"given_on_day": "2", "given_on_month": "6", "given_on_year": "2568"}


def test_who_knows_the_child_tells_of_a_scholarship_and_it_stands_on_her_page(cast, as_):
    client = as_(cast.somying)
    assert client.post(page(cast.chaba), SENT | DAY).status_code == 302
    kept = Scholarship.objects.get()
    assert (kept.giver, kept.year, kept.term, kept.amount, kept.given_on, kept.recorded_by) == (
        "มูลนิธิสมมติ",
        2568,
        None,
        3000,
        datetime.date(2025, 6, 2),
        cast.somying,
    )
    assert Line.objects.filter(verb="recorded", about="students.Scholarship").exists()
    for person in (cast.somying, cast.kanplu):
        body = as_(person).get(reverse("studentcare:student", args=[cast.chaba.public_id])).content.decode()
        assert "มูลนิธิสมมติ 3,000\xa0บาท" in body


def test_a_scholarship_needs_its_giver_and_a_day_that_has_been(cast, as_):
    answer = as_(cast.somying).post(page(cast.chaba), SENT | DAY | {"giver": "", "given_on_day": "30"})
    assert answer.status_code == 422
    assert not Scholarship.objects.exists()


def test_the_same_form_sent_twice_tells_one(cast, as_):
    client = as_(cast.somying)
    key = {"form_key": "11111111-1111-4111-8111-111111111111"}
    client.post(page(cast.chaba), SENT | key)
    client.post(page(cast.chaba), SENT | key)
    assert Scholarship.objects.count() == 1


def test_what_was_told_wrong_is_removed_and_leaves_its_line(cast, as_):
    kept = add_scholarship(cast.chaba, giver="มูลนิธิสมมติ", year=2568, by=cast.somying)
    address = reverse("students:remove_scholarship", args=[cast.chaba.public_id, kept.public_id])
    assert as_(cast.somying).post(address).status_code == 302
    assert not Scholarship.objects.exists()
    assert Line.objects.filter(verb="deleted", students=[cast.chaba.pk]).exists()


def test_it_follows_the_child_to_her_next_school(two):
    add_scholarship(two.chaba, giver="มูลนิธิสมมติ", year=2568, by=two.somying)
    taken(two, offered(two))
    assert Scholarship.objects.get().school == two.elsewhere


def test_the_day_of_her_own_words_stands_beside_them(cast, as_):
    Student.objects.filter(pk=cast.chaba.pk).update(own_words="อยากเป็นครู", own_words_on=datetime.date(2025, 6, 3))
    body = as_(cast.somying).get(reverse("studentcare:student", args=[cast.chaba.public_id])).content.decode()
    assert "คำของนักเรียน 3\xa0มิ.ย." in body
