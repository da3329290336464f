"""Shutting a concerned colleague out of one child's record: who may, whom, what ends with it, and how it is lifted."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from journal.context import acting
from journal.models import Line
from schools.models import Role
from students import actions
from students.models import Exclusion, Ground, Share, Student
from tests import make

TODAY = datetime.date(2025, 6, 25)


def at(cast):
    return reverse("students:shut_out", args=[cast.chaba.public_id])


def lift(cast, person):
    return reverse("students:let_in", args=[cast.chaba.public_id, person.public_id])


def told(person, **more):
    return {"person": person.public_id, "kind": "relative", "text": "เป็นน้าของนักเรียน", **more}


def opens(person, child):
    with acting(person):
        return Student.objects.visible_to(person).filter(pk=child.pk).exists()


def test_the_counselor_shuts_a_teacher_out_and_the_child_is_gone_for_her(cast, as_):
    answer = as_(cast.kanplu).post(at(cast), told(cast.somying), follow=True)
    assert "กันครูสมหญิง นามสมมติออกแล้ว" in answer.content.decode()
    assert not opens(cast.somying, cast.chaba)
    assert opens(cast.somying, cast.kita)
    assert as_(cast.somying).get(reverse("studentcare:student", args=[cast.chaba.public_id])).status_code == 404
    line = Line.objects.get(verb="shut_out")
    assert (line.user_id, line.students, line.detail) == (cast.kanplu.pk, [cast.chaba.pk], {"person": cast.somying.pk})


def test_she_is_not_told(cast, as_):
    as_(cast.kanplu).post(at(cast), told(cast.somying))
    assert not cast.somying.notices.exists()
    with acting(cast.somying):
        assert not Line.objects.filter(verb="shut_out").exists()
        assert not Ground.objects.exists()


def test_why_is_read_by_counselors_and_heads_alone(cast, as_):
    make.exclusion(cast.chaba, cast.decha, by=cast.kanplu, text="มีเรื่องกันเมื่อปีก่อน")
    for person in (cast.kanplu, cast.praphan):
        assert "มีเรื่องกันเมื่อปีก่อน" in as_(person).get(at(cast)).content.decode()
    for person in (cast.somying, cast.pim, cast.tabian, cast.wilai):
        assert as_(person).get(at(cast)).status_code == 403
        page = as_(person).get(reverse("studentcare:access", args=[cast.chaba.public_id])).content.decode()
        assert "มีเรื่องกันเมื่อปีก่อน" not in page
        assert "เดชา" not in page
        with acting(person):
            assert not Ground.objects.exists()


def test_nobody_shuts_herself_out(cast, as_):
    with pytest.raises(ValidationError, match="กันตัวเองออกไม่ได้"), acting(cast.kanplu):
        actions.shut_out(cast.chaba, person=cast.kanplu, kind="other", text="ขอไม่ดู", by=cast.kanplu)
    assert as_(cast.kanplu).post(at(cast), told(cast.kanplu)).status_code == 200
    assert not Exclusion.objects.exists()


def test_the_last_who_may_act_is_not_shut_out_and_the_area_is_named(cast):
    make.exclusion(cast.chaba, cast.praphan, by=cast.kanplu)
    with pytest.raises(ValidationError) as refused:
        actions.shut_out(cast.chaba, person=cast.kanplu, kind="other", text="ถูกกล่าวหา", by=cast.tabian)
    assert cast.area.name in str(refused.value)
    assert opens(cast.kanplu, cast.chaba)


def test_nobody_is_shut_out_twice(cast, as_):
    make.exclusion(cast.chaba, cast.decha, by=cast.kanplu)
    assert "คนนี้ถูกกันออกอยู่แล้ว" in as_(cast.kanplu).post(at(cast), told(cast.decha)).content.decode()
    with pytest.raises(ValidationError, match="อยู่แล้ว"), acting(cast.kanplu):
        actions.shut_out(cast.chaba, person=cast.decha, kind="other", text="อีกครั้ง", by=cast.kanplu)


def test_the_same_form_sent_twice_makes_one(cast, as_):
    client, form = as_(cast.kanplu), told(cast.decha, form_key=str(make.uid()))
    assert client.post(at(cast), form).url == client.post(at(cast), form).url
    assert Exclusion.objects.count() == 1


@pytest.mark.parametrize(("who", "status"), [("somying", 403), ("tabian", 403), ("mana", 404), ("dokkaew", 404)])
def test_others_shut_nobody_out(cast, as_, who, status):
    assert as_(getattr(cast, who)).post(at(cast), told(cast.decha)).status_code == status
    assert not Exclusion.objects.exists()


def test_it_asks_for_the_password_again(cast):
    client = Client()
    client.force_login(cast.kanplu)
    answer = client.post(at(cast), told(cast.decha))
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert not Exclusion.objects.exists()


def test_what_was_shared_or_opened_ends(cast):
    Share.objects.create(
        student=cast.chaba,
        school=cast.school,
        to_user=cast.mana,
        reason="ช่วยดู",
        made_by=cast.kanplu,
        from_on=TODAY,
        until_on=TODAY,
    )
    hour = make.emergency(cast.chaba, cast.mana)
    assert opens(cast.mana, cast.chaba)
    with acting(cast.kanplu):
        actions.shut_out(cast.chaba, person=cast.mana, kind="relative", text="เป็นน้า", by=cast.kanplu)
    assert not opens(cast.mana, cast.chaba)
    hour.refresh_from_db()
    assert hour.closed_at is not None
    assert Share.objects.get().ended_at is not None


def test_lifting_needs_a_reason_and_gives_back_what_the_duty_allows(cast, as_):
    make.exclusion(cast.chaba, cast.somying, by=cast.kanplu)
    client = as_(cast.praphan)
    assert "กรอกให้เห็นข้อมูลได้อีกเพราะ" in client.post(lift(cast, cast.somying), {"reason": ""}).content.decode()
    client.post(lift(cast, cast.somying), {"reason": "สอบแล้วไม่เกี่ยวข้อง"})
    assert opens(cast.somying, cast.chaba)
    assert not Ground.objects.exists()
    assert Line.objects.get(verb="let_in").detail["words"] == "สอบแล้วไม่เกี่ยวข้อง"


def test_she_cannot_lift_her_own_nor_past_the_views(cast, as_):
    made = make.exclusion(cast.chaba, cast.kanplu, by=cast.praphan)
    assert as_(cast.kanplu).post(lift(cast, cast.kanplu), {"reason": "ขอดู"}).status_code == 404
    with acting(cast.kanplu):
        assert Exclusion.objects.filter(pk=made.pk).delete()[0] == 0
        assert Exclusion.objects.filter(pk=made.pk).update(user=cast.decha) == 0
    assert Exclusion.objects.filter(pk=made.pk, user=cast.kanplu).exists()


def test_a_teacher_makes_none_past_the_views(cast):
    with pytest.raises(DatabaseError, match="row-level security"), acting(cast.somying), transaction.atomic():
        Exclusion.objects.create(
            student=cast.chaba, school=cast.school, user=cast.kanplu, made_by=cast.somying, made_at=make.now()
        )


def test_what_she_left_behind_is_listed_to_be_handed_over(cast, as_):
    kept = make.case(cast.chaba, by=cast.somying, owner=cast.decha)
    make.exclusion(cast.chaba, cast.decha, by=cast.kanplu)
    page = as_(cast.kanplu).get(reverse("studentcare:access", args=[cast.chaba.public_id])).content.decode()
    assert "งานที่ต้องส่งมอบ" in page
    assert kept.code in page
    other = as_(cast.somying).get(reverse("studentcare:access", args=[cast.chaba.public_id])).content.decode()
    assert "งานที่ต้องส่งมอบ" not in other


def test_the_reason_follows_the_child_to_her_next_school(cast):
    made = make.exclusion(cast.chaba, cast.dokkaew, by=cast.kanplu)
    far = make.staff("fartabian", Role.REGISTRAR, school=cast.elsewhere)
    offer = make.transfer(cast.chaba, to_school=cast.elsewhere, by=cast.tabian)
    with acting(far), connection.cursor() as cursor:
        given = [offer.public_id, cast.far_room.pk, cast.far_room.level, TODAY]
        cursor.execute("SELECT accept_transfer(%s, %s, %s, NULL, %s)", given)
    made.refresh_from_db()
    assert (made.school, made.ground.school) == (cast.elsewhere, cast.elsewhere)


def test_a_head_of_another_duty_keeps_her_homeroom(cast):
    make.appoint(cast.decha, Role.HOMEROOM, classroom=cast.next_door)
    make.exclusion(cast.chaba, cast.decha, by=cast.kanplu)
    assert opens(cast.decha, cast.thara)
    assert not opens(cast.decha, cast.chaba)
