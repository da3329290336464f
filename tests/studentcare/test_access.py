"""ใครเห็นข้อมูลนี้ เพราะอะไร: everybody who may open a child, and who did; told to her school and nobody else."""

import datetime

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from journal.context import acting
from journal.models import Line
from schools.duties import SEES
from schools.models import User
from studentcare.story.access import readers_of, viewers_of
from students.models import Exclusion, Share, Student
from tests import make

TODAY = datetime.date(2025, 6, 25)


def at(child):
    return reverse("studentcare:access", args=[child.public_id])


def body(client, child, **headers):
    return client.get(at(child), headers=headers).content.decode()


def shut_out(cast, user, child):
    Exclusion.objects.create(student=child, school=child.school, user=user, made_by=cast.praphan, made_at=make.now())


def share(cast, child, user):
    return Share.objects.create(
        student=child,
        school=child.school,
        to_user=user,
        sections=["name"],
        reason="ส่งต่อภายใน",
        from_on=TODAY,
        until_on=datetime.date(2025, 7, 12),
        made_by=cast.kanplu,
    )


def asked(user, child):
    """What the database's own function answers to this person, past every view."""
    with acting(user), connection.cursor() as cursor:
        cursor.execute("SELECT user_id, opened, printed FROM child_openings(%s, %s)", [child.pk, timezone.now()])
        return cursor.fetchall()


def test_each_person_is_named_with_the_reason(cast, as_):
    share(cast, cast.chaba, cast.chit)
    page = body(as_(cast.somying), cast.chaba)
    for words in (
        "ครูสมหญิง นามสมมติ",
        "ครูประจำชั้น ป.4/1",
        "ครูแนะแนว",
        "หัวหน้าระดับ ป.4",
        "ส่งต่อภายใน ถึง 12\u00a0ก.ค.\u00a02568 · ชื่อ–นามสกุลและชั้นเรียน",
    ):
        assert words in page, words
    assert "ครูมานะ" not in page
    assert "ครูบัญชี" not in page


def test_the_list_says_what_visible_to_does(cast):
    """Nobody may open her who is not listed, and nobody is listed who may not."""
    share(cast, cast.chaba, cast.chit)
    shut_out(cast, cast.decha, cast.chaba)
    people = User.objects.filter(is_active=True).order_by("pk")
    may = {person.pk for person in people if Student.objects.visible_to(person).filter(pk=cast.chaba.pk).exists()}
    assert {viewer.user.pk for viewer in viewers_of(cast.chaba, TODAY)} == may


def test_who_is_shut_out_is_not_named_and_may_not_ask(cast, as_):
    shut_out(cast, cast.decha, cast.chaba)
    assert "ครูเดชา" not in body(as_(cast.somying), cast.chaba)  # counselor and head read it apart from the list
    assert as_(cast.decha).get(at(cast.chaba)).status_code == 404
    assert asked(cast.decha, cast.chaba) == []


def test_who_opened_and_who_printed_is_counted(cast, as_):
    client = as_(cast.pim)
    for _ in range(3):
        client.get(reverse("studentcare:student", args=[cast.chaba.public_id]))
    as_(cast.praphan).get(reverse("studentcare:record_pdf", args=[cast.chaba.public_id]))
    page = body(as_(cast.somying), cast.chaba)
    assert "ครูพยาบาล รร.บ้านสมมติวิทยา · เปิดดู\u00a03\u00a0ครั้ง" in page
    assert "พิมพ์หรือส่งออก\u00a01\u00a0ครั้ง" in page


def test_a_page_about_a_whole_room_is_no_opening_of_one_child(cast, as_):
    as_(cast.somying).get(reverse("studentcare:classroom", args=[cast.room.public_id]))
    assert asked(cast.kanplu, cast.chaba) == []


@pytest.mark.parametrize(
    ("person", "answers"),
    [
        ("somying", 1),
        ("kanplu", 1),
        ("chit", 0),
        ("dokkaew", 0),
        ("khet", 0),
        ("klum", 0),
        ("bunchi", 0),
        ("rabop", 0),
        ("truat", 0),
        ("gone", 0),
    ],
)
def test_the_function_answers_only_who_may_open_the_child(cast, as_, person, answers):
    as_(cast.pim).get(reverse("studentcare:student", args=[cast.chaba.public_id]))
    assert len(asked(getattr(cast, person), cast.chaba)) == answers


def test_who_reads_by_a_share_is_named_apart_and_opens_no_page_of_the_child(cast, as_):
    share(cast, cast.chaba, cast.chit)
    share(cast, cast.chaba, cast.pim)
    shut_out(cast, cast.pim, cast.chaba)
    assert [reader.user for reader in readers_of(cast.chaba, TODAY)] == [cast.chit]
    client = as_(cast.chit)
    assert client.get(at(cast.chaba)).status_code == 404
    assert client.get(reverse("studentcare:student", args=[cast.chaba.public_id])).status_code == 404


def test_what_was_opened_long_ago_is_not_told(cast, as_):
    as_(cast.pim).get(reverse("studentcare:student", args=[cast.chaba.public_id]))
    with acting(cast.kanplu), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM child_openings(%s, now() + interval '1 hour')", [cast.chaba.pk])
        assert cursor.fetchone() == (0,)


def test_the_panel_is_the_same_without_the_page_and_writes_no_second_line(cast, as_):
    client = as_(cast.somying)
    client.get(reverse("studentcare:student", args=[cast.chaba.public_id]))
    before = Line.objects.filter(verb="viewed").count()
    panel = body(client, cast.chaba, **{"HX-Request": "true"})
    assert "<html" not in panel
    assert "ครูประจำชั้น ป.4/1" in panel
    assert Line.objects.filter(verb="viewed").count() == before == 1
    assert "<html" in body(client, cast.chaba)
    assert Line.objects.filter(verb="viewed").latest("pk").detail == {"page": "access"}


def test_the_panel_asked_for_by_itself_leaves_a_line(cast, as_):
    body(as_(cast.somying), cast.chaba, **{"HX-Request": "true"})
    assert Line.objects.get(verb="viewed").detail == {"page": "access"}


@pytest.mark.parametrize(
    ("role", "told"),
    [
        ("head", ["ผลคัดกรองยกเว้นด้านที่ละเอียดอ่อน", "สุขภาพ", "ผลการเรียน", "เยี่ยมบ้าน"]),
        ("level_head", ["ผลการเรียน", "เยี่ยมบ้าน"]),
        ("nurse", ["บันทึกสุขภาพ", "น้ำหนักและส่วนสูง"]),
        ("discipline", ["คะแนนความประพฤติ"]),
        ("registrar", ["ผลการเรียน", "การมาเรียน", "กสศ."]),
    ],
)
def test_what_a_duty_reads_is_told_in_full(role, told):
    assert all(word in SEES[role] for word in told)
