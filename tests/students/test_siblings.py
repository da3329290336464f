"""Brothers and sisters: suggested by the school's own rows, linked through the wall without showing a child."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from journal.context import acting
from journal.models import Line
from students.identifiers import new_identifier
from students.models import Exclusion, Sibling
from tests import make

NUMBER = "1000000001021"


@pytest.fixture
def far(cast):
    """ลูกตาล, in the other school, with a number."""
    new_identifier(NUMBER, student_id=cast.luktan.pk, school_id=cast.luktan.school_id).save()
    cast.elsewhere.phone = "055-000-000"
    cast.elsewhere.save()
    return cast


def at(child):
    return reverse("students:siblings", args=[child.public_id])


def body(client, child):
    return client.get(at(child)).content.decode()


def linked(child):
    return Sibling.objects.filter(one=child).count() + Sibling.objects.filter(other=child).count()


def test_the_same_guardian_and_the_same_house_are_suggested_with_why(cast, as_):
    make.guardian(cast.chaba, first_name="ดาวเรือง")
    make.guardian(cast.thara, first_name="ดาวเรือง")
    for child in (cast.chaba, cast.kita):
        child.house, child.moo, child.subdistrict = "12/3", "4", "สมมติ"
        child.save()
    page = body(as_(cast.kanplu), cast.chaba)
    assert "ผู้ปกครองชื่อ ดาวเรือง ลองเรียน เหมือนกัน" in page
    assert "ที่อยู่เดียวกัน 12/3" in page
    assert page.index(cast.thara.full_name) < page.index(cast.kita.full_name)


def test_a_homeroom_teacher_is_suggested_only_children_she_may_open(cast, as_):
    make.guardian(cast.chaba, first_name="ดาวเรือง")
    make.guardian(cast.thara, first_name="ดาวเรือง")
    assert cast.thara.full_name not in body(as_(cast.somying), cast.chaba)


def test_one_tap_links_and_one_unlinks_and_both_leave_lines(cast, as_):
    client = as_(cast.kanplu)
    assert client.post(at(cast.chaba), {"sibling": cast.thara.public_id}).status_code == 302
    link = Sibling.objects.get()
    assert {link.one, link.other} == {cast.chaba, cast.thara}
    assert "เชื่อมเป็นพี่น้องกันอยู่แล้ว" in client.post(at(cast.thara), {"sibling": cast.chaba.public_id}).content.decode()
    away = reverse("students:unlink_sibling", args=[cast.thara.public_id, link.public_id])
    assert client.post(away).status_code == 302
    assert not Sibling.objects.exists()
    told = Line.objects.filter(verb="recorded").order_by("id").values_list("detail", flat=True)
    assert [detail["sibling"] for detail in told] == ["linked", "unlinked"]


@pytest.mark.parametrize("sent", [{"sibling": "nobodyxx"}, {"sibling": ""}, {}, {"number": ""}, {"number": "12345"}])
def test_what_names_nobody_links_nobody(cast, as_, sent):
    answer = as_(cast.kanplu).post(at(cast.chaba), sent)
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert not Sibling.objects.exists()


def test_a_child_is_not_her_own_sister(cast, as_):
    answer = as_(cast.kanplu).post(at(cast.chaba), {"sibling": cast.chaba.public_id})
    assert "ไม่ใช่ตัวนักเรียนเอง" in answer.content.decode()


def test_by_number_the_other_school_is_told_and_the_child_is_not(far, as_):
    client = as_(far.somying)
    answer = client.post(at(far.chaba), {"number": NUMBER}, follow=True).content.decode()
    assert "มีพี่น้องที่ รร.บ้านดอนจำลอง (โทร 055-000-000)" in answer
    assert "ลูกตาล" not in answer
    assert NUMBER not in answer.replace("-", "")
    there = body(as_(far.dokkaew), far.luktan)
    assert "มีพี่น้องที่ รร.บ้านสมมติวิทยา" in there
    assert "ชบา" not in there


def test_the_school_that_knows_the_number_has_a_line_of_it(far, as_):
    as_(far.somying).post(at(far.chaba), {"number": NUMBER})
    line = Line.objects.get(verb="looked_elsewhere")
    assert (line.school_id, line.students, line.user_id) == (far.elsewhere.pk, [far.luktan.pk], far.somying.pk)


def test_a_number_nobody_has_says_so(far, as_):
    answer = as_(far.somying).post(at(far.chaba), {"number": "1000000001030"})
    assert "ไม่พบเลขนี้ในเขต" in answer.content.decode()


def test_a_number_nobody_has_leaves_a_line_of_who_asked(far, as_):
    as_(far.somying).post(at(far.chaba), {"number": "1000000001030"})
    line = Line.objects.get(verb="searched")
    assert (line.school_id, line.students, line.user_id) == (far.school.pk, [far.chaba.pk], far.somying.pk)


def test_a_child_of_another_area_is_not_found(far, as_):
    type(far.elsewhere).objects.filter(pk=far.elsewhere.pk).update(area=make.area("เขตอื่น"))
    assert "ไม่พบเลขนี้ในเขต" in as_(far.somying).post(at(far.chaba), {"number": NUMBER}).content.decode()
    assert linked(far.chaba) == 0


def test_linking_twice_by_number_says_so(far, as_):
    client = as_(far.somying)
    client.post(at(far.chaba), {"number": NUMBER})
    assert "อยู่แล้ว" in client.post(at(far.chaba), {"number": NUMBER}).content.decode()
    assert linked(far.chaba) == 1


def test_who_is_shut_out_from_the_other_child_does_not_find_her(far, as_):
    Exclusion.objects.create(
        student=far.luktan, school=far.elsewhere, user=far.somying, made_by=far.dokkaew, made_at=make.now()
    )
    assert "ไม่พบเลขนี้ในเขต" in as_(far.somying).post(at(far.chaba), {"number": NUMBER}).content.decode()


@pytest.mark.parametrize("person", ["mana", "praphan", "pim", "dokkaew", "khet", "chit", "rabop"])
def test_the_function_itself_refuses_who_does_not_know_the_child(far, person):
    with (
        pytest.raises(DatabaseError, match="only who knows"),
        acting(getattr(far, person)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT * FROM link_sibling(%s, %s, 'abcdefgh')", [far.chaba.pk, b"x" * 32])


def test_a_third_school_sees_no_link(far):
    make.sibling(far.chaba, far.luktan, by=far.kanplu)
    third = make.staff("third", "counselor", school=make.school("บ้านที่สาม", area=far.area))
    for person, seen in ((far.kanplu, 1), (far.dokkaew, 1), (third, 0), (far.khet, 0)):
        with acting(person):
            assert Sibling.objects.count() == seen, person
