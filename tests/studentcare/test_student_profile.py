"""W4 with what step 1 knows: numbers and their pages, three lines, sections with sources, kinds of the timeline."""

import datetime
import re

import pytest
from django.urls import reverse

from students.identifiers import new_identifier
from students.models import IncomeLimit, Measure, MonthAttendance, Sibling, TermResult, Welfare
from tests import make


@pytest.fixture
def told(cast):
    """ชบา with a term, two months, a measure, a visit, a grant, health, a sister elsewhere and a case with notes."""
    child, by = cast.chaba, {"recorded_by": cast.somying, "recorded_at": make.now()}
    child.strengths, child.interests = "วาดรูปเก่ง", "หุ่นยนต์"
    child.save()
    of = {"student": child, "school": cast.school}
    TermResult.objects.create(
        **of, classroom=cast.room, year=2567, term=2, gpa="2.65", waiting=2, zeros=0, reading=2, **by
    )
    for month, absent in ((5, 1), (6, 5)):
        day = datetime.date(2025, month, 1)
        MonthAttendance.objects.create(
            **of, classroom=cast.room, month=day, school_days=20, absent=absent, excused=1, **by
        )
    Measure.objects.create(
        **of, year=2568, term=1, measured_on=datetime.date(2025, 6, 5), weight="28.0", height="133.5", **by
    )
    Welfare.objects.create(**of, year=2568, term=1, result="extreme", known_on=datetime.date(2025, 6, 1), **by)
    make.health(child, by=cast.pim, allergies="นมวัว")
    make.sibling(child, cast.luktan, by=cast.kanplu)
    cast.case = make.case(child, by=cast.somying, owner=cast.kanplu, title="ช่วยเรื่องอาหารกลางวัน")
    make.task(cast.case, text="ขอทุนอาหาร", responsible=cast.kanplu)
    make.note(cast.case, "กินข้าวเช้าที่โรงเรียน", by=cast.kanplu)
    make.note(cast.case, "ถ้อยคำลับ", by=cast.kanplu, secrecy="counselors")
    round_ = make.screening_round(school=cast.school, by=cast.kanplu, opens_on=make.START)
    make.row(child, round_=round_, by=cast.somying, levels="12113112111")
    return cast


def page(client, child, query=""):
    return client.get(reverse("studentcare:student", args=[child.public_id]) + query).content.decode()


def words(body):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace("\u00a0", " ")


def test_numbers_that_exist_lead_to_their_pages(told, as_):
    body = page(as_(told.somying), told.chaba)
    terms = reverse("students:term_facts", args=[told.chaba.public_id])
    assert f'<a href="{terms}">80%</a>' in body
    assert f'<a href="{terms}">2.65</a>' in body
    assert "ขาด 6 ลา 2 ใน 40 วัน" in words(body)
    assert "วัด 5 มิ.ย. 68" in words(body)
    assert "เยี่ยมบ้าน" not in words(body).split("วัด 5 มิ.ย. 68")[1].split("สรุปสั้น")[0]


def test_three_lines_say_what_is_good_what_to_watch_and_what_is_done(told, as_):
    said = words(page(as_(told.somying), told.chaba)).split("สรุปสั้น")[1]
    assert "วาดรูปเก่ง · สนใจหุ่นยนต์" in said
    assert "แพ้นมวัว" in said
    assert "ขอทุนอาหาร" in said


def test_the_summary_names_no_aspect_that_is_closed(told, as_):
    """ชบา's สวัสดิภาพ is มีปัญหา: the homeroom teacher reads it, the head does not."""
    teacher, head = (words(page(as_(person), told.chaba)) for person in (told.somying, told.praphan))
    assert "สวัสดิภาพ มีปัญหา" in teacher.split("เฝ้าระวัง")[1]
    assert "สวัสดิภาพ มีปัญหา" not in head


@pytest.mark.parametrize(
    ("person", "reads"),
    [
        ("somying", True),
        ("kanplu", True),
        ("pim", True),
        ("praphan", True),
        ("wilai", False),
        ("decha", False),
        ("tabian", False),
    ],
)
def test_health_is_read_by_who_looks_after_her(told, as_, person, reads):
    assert ("นมวัว" in page(as_(getattr(told, person)), told.chaba)) is reads


@pytest.mark.parametrize(
    ("person", "reads"),
    [("somying", True), ("wilai", True), ("praphan", True), ("tabian", True), ("pim", False), ("decha", False)],
)
def test_results_are_read_as_on_the_rooms_tables(told, as_, person, reads):
    assert ("ร: 2 วิชา" in words(page(as_(getattr(told, person)), told.chaba))) is reads


@pytest.mark.parametrize(
    ("person", "reads"), [("kanplu", True), ("tabian", True), ("somying", False), ("praphan", False)]
)
def test_what_was_granted_is_a_copied_fact_for_counselor_and_registrar(told, as_, person, reads):
    said = words(page(as_(getattr(told, person)), told.chaba))
    assert ("กสศ. (CCT) 1/2568 ยากจนพิเศษ ประกาศ 1 มิ.ย. 68" in said) is reads


def test_income_is_a_rule_to_read_and_no_verdict(told, as_):
    Welfare.objects.all().delete()
    people = [{"who": "แม่", "wage": 4800}, {"who": "ชบา"}]
    make.visit(told.chaba, by=told.somying, answers={"lives_with": "mother", "people": people})
    said = words(page(as_(told.somying), told.chaba))
    assert "รายได้เฉลี่ย 2,400 บาท/คน/เดือน ไม่เกินเกณฑ์ 3,000" in said
    assert "ยากจนพิเศษ" not in said
    IncomeLimit.objects.create(area=told.area, year=2568, baht=2000)
    assert "เกินเกณฑ์ 2,000" in words(page(as_(told.somying), told.chaba))
    assert "รายได้เฉลี่ย" not in words(page(as_(told.praphan), told.chaba))


def test_a_sibling_behind_the_wall_is_a_school_and_a_telephone(told, as_):
    body = page(as_(told.somying), told.chaba)
    assert "มีพี่น้องที่ รร.บ้านดอนจำลอง" in body
    assert "ลูกตาล" not in body


def test_a_sibling_one_may_open_is_a_link(told, as_):
    Sibling.objects.all().delete()
    make.sibling(told.chaba, told.kita, by=told.kanplu)
    link = reverse("studentcare:student", args=[told.kita.public_id])
    assert f'<a href="{link}">{told.kita.full_name} ป.4/1</a>' in page(as_(told.somying), told.chaba)


def test_a_restricted_note_shows_that_it_is_there(told, as_):
    teacher, counselor = page(as_(told.somying), told.chaba), page(as_(told.kanplu), told.chaba)
    for body in (teacher, counselor):
        assert "มีบันทึกจำกัดสิทธิ์" in body
        assert "ถ้อยคำลับ" not in body
    assert "การเปิดดูจะถูกบันทึก" in counselor
    assert "การเปิดดูจะถูกบันทึก" not in teacher
    assert "กินข้าวเช้าที่โรงเรียน" in teacher


def test_the_head_sees_that_the_team_wrote_and_not_what(told, as_):
    body = page(as_(told.praphan), told.chaba)
    assert "มีบันทึกของทีมเคส" in body
    assert "กินข้าวเช้าที่โรงเรียน" not in body


def test_the_timeline_is_chosen_by_kind(told, as_):
    client = as_(told.somying)
    told_all = page(client, told.chaba)
    assert 'href="?show=notes#line"' in told_all
    notes = page(client, told.chaba, "?show=notes").split('id="line"')[1].split("<aside")[0]
    assert "กินข้าวเช้าที่โรงเรียน" in notes
    assert "คัดกรอง 1/2568" not in notes
    assert re.search(r'href="\?show=notes#line" aria-current="true"', notes)
    assert f'href="{reverse("studentcare:student", args=[told.chaba.public_id])}#line">ทั้งหมด' in notes
    both = page(client, told.chaba, "?show=notes,screening").split('id="line"')[1].split("<aside")[0]
    assert "คัดกรอง 1/2568" in both


@pytest.mark.parametrize("query", ["?show=", "?show=nothing", "?show=%00%3Cscript%3E", "?show=" + "x," * 5000])
def test_a_kind_nobody_knows_is_everything(told, as_, query):
    body = page(as_(told.somying), told.chaba, query)
    assert "กินข้าวเช้าที่โรงเรียน" in body
    assert "<script>" not in body


def test_own_words_and_strengths_are_asked_for_where_they_are_missing(told, as_):
    tell = reverse("students:tell", args=[told.kita.public_id])
    assert f'<a href="{tell}">เพิ่มจุดแข็ง' in page(as_(told.somying), told.kita)
    assert tell not in page(as_(told.praphan), told.kita)


def test_the_counselor_alone_is_led_to_the_whole_number(told, as_):
    reveal = reverse("students:reveal_id", args=[told.chaba.public_id])
    new_identifier("1000000001013", student_id=told.chaba.pk, school_id=told.school.pk).save()
    seen = {
        person: reveal in page(as_(getattr(told, person)), told.chaba) for person in ("kanplu", "somying", "tabian")
    }
    assert seen == {"kanplu": True, "somying": False, "tabian": False}
