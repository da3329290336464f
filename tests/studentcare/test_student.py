"""W4: one child's page, whole, and only as much of it as the person may read."""

import re

import pytest
from django.urls import reverse

from journal.models import Line
from screening.models import Row
from students.identifiers import new_identifier
from tests import make

MASKED = re.compile(r"1-00xx-xxxxx-xx-\d")


@pytest.fixture
def told(cast):
    """ชบา with two rounds, a case, a referral, a guardian and what the register says."""
    child = cast.chaba
    child.strengths, child.own_words, child.disadvantage = "วาดรูปเก่ง", "หนูอยากเป็นครู", "เด็กยากจน"
    child.weight, child.subdistrict = 28, "ทุ่งสมมติ"
    child.save()
    new_identifier("1000000001013", student_id=child.pk, school_id=child.school_id).save()
    make.guardian(child, first_name="ดาวเรือง", phone="")
    before = make.screening_round(school=cast.school, by=cast.kanplu, opens_on=make.START)
    make.row(child, round_=before, by=cast.somying, levels="11111111111")
    cast.round = make.screening_round(
        school=cast.school, by=cast.kanplu, sequence=2, opens_on=make.START.replace(day=20)
    )
    make.row(child, round_=cast.round, by=cast.somying, levels="12113112111")
    cast.case = make.case(child, by=cast.somying, owner=cast.kanplu, title="ช่วยเรื่องอาหารกลางวัน")
    make.task(cast.case, responsible=cast.kanplu)
    make.referral(cast.case, by=cast.kanplu, state="sent")
    return cast


def page(client, child):
    return client.get(reverse("studentcare:student", args=[child.public_id])).content.decode()


def test_strengths_come_first_then_the_strip_the_case_and_the_facts(told, as_):
    body = page(as_(told.somying), told.chaba)
    order = ["หนูอยากเป็นครู", "คัดกรองล่าสุด 1/2568", "ช่วยเรื่องอาหารกลางวัน", "เส้นเวลา", "ครอบครัวและผู้ติดต่อ"]
    places = [body.index(words) for words in order]
    assert places == sorted(places)


def test_the_strip_shows_letters_changes_and_locks(told, as_):
    teacher, head = page(as_(told.somying), told.chaba), page(as_(told.praphan), told.chaba)
    assert teacher.count("แย่ลงจากครั้งก่อน") == 3
    assert "จำกัดสิทธิ์" not in teacher
    assert head.count("จำกัดสิทธิ์") == 3
    assert head.count("แย่ลงจากครั้งก่อน") == 1


@pytest.mark.parametrize(("person", "reads"), [("somying", True), ("kanplu", True), ("praphan", False), ("pim", False)])
def test_why_a_group_was_changed_is_for_homeroom_and_counselor(told, as_, person, reads):
    Row.objects.filter(student=told.chaba, round=told.round).update(
        final_group=2, override_reason="พี่ดูแลแทนแม่", override_by=told.kanplu.pk
    )
    body = page(as_(getattr(told, person)), told.chaba)
    assert "คัดกรองล่าสุด 1/2568" in body
    assert ("พี่ดูแลแทนแม่" in body) is reads


def test_the_registrar_keeps_the_identity_and_reads_no_result(told, as_):
    body = page(as_(told.tabian), told.chaba)
    assert "คัดกรองล่าสุด" not in body
    assert "28" not in re.sub(r"<[^>]+>", " ", body).split("ข้อมูลส่วนตัว")[1]
    assert "ช่วยเรื่องอาหารกลางวัน" not in body
    assert "แก้ข้อมูล" in body


@pytest.mark.parametrize(
    ("person", "reads"), [("kanplu", True), ("tabian", True), ("somying", False), ("praphan", False)]
)
def test_welfare_labels_are_for_counselor_and_registrar(told, as_, person, reads):
    assert ("เด็กยากจน" in page(as_(getattr(told, person)), told.chaba)) is reads


def test_the_national_id_is_masked_for_everybody(told, as_):
    for person in ("somying", "kanplu", "praphan", "tabian"):
        body = page(as_(getattr(told, person)), told.chaba)
        assert MASKED.search(body), person
        assert "1000000001013" not in body.replace("-", "")


def test_what_is_missing_is_a_link_for_who_may_mend_it(told, as_):
    edit = reverse("students:edit_student", args=[told.chaba.public_id])
    for person in ("tabian", "somying", "kanplu"):
        assert f'<a href="{edit}">เพิ่มเบอร์โทรผู้ปกครอง</a>' in page(as_(getattr(told, person)), told.chaba), person
    assert "เพิ่มเบอร์โทรผู้ปกครอง" not in page(as_(told.praphan), told.chaba)


def test_what_the_register_says_is_the_registrars_to_add_and_to_change(told, as_):
    pages = [reverse(f"students:{name}", args=[told.kita.public_id]) for name in ("identify", "move_student", "leave")]
    registrar, teacher = page(as_(told.tabian), told.kita), page(as_(told.somying), told.kita)
    assert f'<a href="{pages[0]}">เพิ่มเลขประชาชนหรือ G-code</a>' in registrar
    assert "เพิ่มเลขประชาชนหรือ G-code" not in teacher
    assert [(address in registrar, address in teacher) for address in pages] == [(True, False)] * 3


def test_the_registrar_takes_back_a_child_who_left(told, as_):
    told.kita.classroom = None
    told.kita.save()
    assert "รับกลับเข้าเรียน" in page(as_(told.tabian), told.kita)


def test_opening_the_page_is_one_line(told, as_):
    page(as_(told.somying), told.chaba)
    lines = list(Line.objects.filter(verb="viewed", user_id=told.somying.pk))
    assert [(line.about_id, line.students) for line in lines] == [(told.chaba.pk, [told.chaba.pk])]


def test_another_room_and_another_school_are_not_found(told, as_):
    for person in ("mana", "dokkaew", "khet", "bunchi", "gone"):
        answer = as_(getattr(told, person)).get(reverse("studentcare:student", args=[told.chaba.public_id]))
        assert answer.status_code == 404, person


def test_an_open_case_is_not_opened_twice(told, as_):
    open_case = reverse("cases:open_case", args=[told.chaba.public_id])
    assert open_case not in page(as_(told.somying), told.chaba)
    kita = reverse("cases:open_case", args=[told.kita.public_id])
    assert kita in page(as_(told.somying), told.kita)


def test_a_child_who_left_is_shown_and_not_changed(told, as_):
    told.kita.classroom = None
    told.kita.save()
    body = page(as_(told.kanplu), told.kita)
    assert "ไม่ได้เรียนที่ รร.บ้านสมมติวิทยา แล้ว" in body
    assert reverse("cases:open_case", args=[told.kita.public_id]) not in body


def test_statements_do_not_grow_with_the_story(told, as_, statements):
    client = as_(told.kanplu)
    page(client, told.chaba)
    with statements() as few:
        page(client, told.chaba)
    for number in range(5):
        case = make.case(told.chaba, by=told.somying, state="closed", title=f"เคสเก่า {number}")
        make.referral(case, by=told.kanplu, state="closed")
    with statements() as many:
        page(client, told.chaba)
    assert len(many) == len(few)
    assert len(many) <= 36, "a statement per table, whatever stands in it"


def test_praise_stands_beside_strengths_and_a_warning_only_in_the_timeline(cast, as_):
    make.observation(cast.chaba, "ช่วยเพื่อนยกโต๊ะ", by=cast.somying)
    make.observation(cast.chaba, "คุยในแถว", by=cast.decha, tone="concern")
    page = reverse("studentcare:student", args=[cast.chaba.public_id])
    answer = as_(cast.somying).get(page)
    assert [one.text for one in answer.context["praises"]] == ["ช่วยเพื่อนยกโต๊ะ"]
    told = [moment.text for moment in answer.context["moments"] if moment.show == "observations"]
    assert told == ["ตักเตือน คุยในแถว", "ชื่นชม ช่วยเพื่อนยกโต๊ะ"]
    for name in ("pim", "tabian"):
        body = as_(getattr(cast, name)).get(page).content.decode()
        assert "ช่วยเพื่อนยกโต๊ะ" not in body
        assert "คุยในแถว" not in body
