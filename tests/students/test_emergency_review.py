"""Who is told of an emergency and looks at it afterwards: counselor or head, else the auditor, never who opened it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from journal.context import acting
from journal.models import Line
from schools.models import Notice, Role
from students import actions
from students.emergency import emergencies_of_area, unreviewed_emergencies
from students.models import Emergency
from tests import make
from tests.students.emergencies import NEW, REASON, form, page_of, review


def test_it_is_told_at_once_to_who_reviews_and_names_nobody(cast, as_, hour):
    told = {notice.to_user.username: notice for notice in Notice.objects.filter(kind="emergency")}
    assert set(told) == {"kanplu", "praphan", "truat"}
    assert all("ชบา" not in f"{one.text}{one.url}{one.get_kind_display()}" for one in told.values())
    assert hour.public_id in told["truat"].url
    assert Line.objects.get(verb="broke_glass").students == [cast.chaba.pk]


def test_who_is_shut_out_is_not_told_and_does_not_review(cast, as_):
    make.exclusion(cast.chaba, cast.kanplu, by=cast.praphan)
    as_(cast.mana).post(NEW, form(cast))
    assert not Notice.objects.filter(to_user=cast.kanplu).exists()
    assert as_(cast.kanplu).get(page_of(Emergency.objects.get())).status_code == 404
    assert "มานะ" not in as_(cast.kanplu).get(reverse("students:emergencies")).content.decode()


def test_the_counselor_reviews_and_the_mark_stays(cast, as_, hour):
    client = as_(cast.kanplu)
    student = reverse("studentcare:student", args=[cast.chaba.public_id])
    assert "รอทบทวน" in client.get(student).content.decode()
    with acting(cast.kanplu):
        assert list(unreviewed_emergencies(cast.kanplu)) == [hour]
    assert REASON in client.get(review(hour)).content.decode()
    client.post(review(hour), {"verdict": "wrong", "text": "โทรหาครูประจำชั้นได้"})
    hour.refresh_from_db()
    assert (hour.verdict, hour.reviewed_by) == ("wrong", cast.kanplu)
    with acting(cast.kanplu):
        assert not unreviewed_emergencies(cast.kanplu).exists()
    for page in (student, reverse("studentcare:access", args=[cast.chaba.public_id])):
        assert "ไม่เหมาะสม" in client.get(page).content.decode()
    assert "เปิดข้อมูลฉุกเฉิน 25" not in as_(cast.somying).get(student).content.decode()
    again = client.post(review(hour), {"verdict": "right", "text": "เปลี่ยนใจ"}).content.decode()
    assert "มีผู้ทบทวนแล้ว" in again


def test_it_is_due_on_the_next_working_day(hour):
    assert hour.review_by_at.astimezone(datetime.timezone(datetime.timedelta(hours=7))).isoformat() == (
        "2025-06-26T16:30:00+07:00"
    )


def test_nobody_reviews_her_own(cast, as_, hour):
    make.appoint(cast.mana, Role.HEAD, school=cast.school)
    assert as_(cast.mana).post(review(hour), {"verdict": "right", "text": "จำเป็น"}).status_code == 403
    with pytest.raises(ValidationError), acting(cast.mana):
        actions.review_emergency(hour, verdict="right", text="จำเป็น", by=cast.mana)


def test_the_auditor_reads_that_it_was_and_never_of_whom(cast, as_, hour):
    client = as_(cast.truat)
    page = client.get(reverse("students:emergencies")).content.decode()
    assert "มานะ" in page
    assert "รร.บ้านสมมติวิทยา" in page
    assert "ชบา" not in page
    assert REASON not in page
    assert client.get(page_of(hour)).status_code == 404
    assert client.get(review(hour)).status_code == 404  # the school has somebody who reviews
    with acting(cast.truat):
        assert not Emergency.objects.exists()


def test_where_the_school_has_nobody_left_the_auditor_reviews_unseen(cast, as_, hour):
    for person in (cast.kanplu, cast.praphan):
        person.appointments.update(until_on=datetime.date(2025, 6, 24))
    client = as_(cast.truat)
    page = client.get(review(hour)).content.decode()
    assert "ทบทวนแทนโดยไม่เห็นว่าเป็นนักเรียนคนใด" in page
    assert "ชบา" not in page
    client.post(review(hour), {"verdict": "right", "text": "เหตุสมควร"})
    hour.refresh_from_db()
    assert (hour.verdict, hour.reviewed_by) == ("right", cast.truat)
    assert Line.objects.get(verb="reviewed").user_id == cast.truat.pk


@pytest.mark.parametrize("who", ["kanplu", "mana", "khet", "rabop", "dokkaew"])
def test_the_auditors_function_answers_nobody_else(cast, hour, who):
    with acting(getattr(cast, who)):
        assert emergencies_of_area() == []
        with connection.cursor() as cursor:
            cursor.execute("SELECT review_emergency_unseen(%s, 'right', 'x', now())", [hour.public_id])
            assert cursor.fetchone() == (False,)


def test_a_hundred_are_told_and_wait_for_a_hundred_reviews(cast, as_):
    children = [make.student(f"เด็ก{n}", classroom=cast.room, number=n) for n in range(50, 150)]
    client = as_(cast.mana)
    for child in children:
        with acting(cast.mana):
            actions.open_emergency(child, why="hurt", reason=REASON, by=cast.mana)
    assert Notice.objects.filter(kind="emergency", to_user=cast.truat).count() == 100
    assert Line.objects.filter(verb="broke_glass").count() == 100
    with acting(cast.praphan):
        assert unreviewed_emergencies(cast.praphan).count() == 100
    assert client.get(reverse("students:emergencies")).status_code == 200
