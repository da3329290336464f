"""Asking inside through its forms: from a case, from a child's page; answered, called back, printed."""

import io
import subprocess
import uuid

import pytest
from django.urls import reverse
from pypdf import PdfReader

from cases.models import Case
from referrals.models import Inside
from screening.models import Aspect
from students.models import Share
from tests import make


def at(name, one):
    return reverse(f"referrals:{name}", args=[one.public_id])


def asking(person, to="nurse", **more):
    return {"addressee": f"{to}:{person.public_id}", "reason": "ปวดท้องบ่อย", "asked": "ตรวจร่างกาย"} | more


@pytest.fixture
def to_pim(case, cast):
    return make.inside(case, to="nurse", people=[cast.pim], by=cast.kanplu, sections=["name", "case"])


def test_nothing_is_ticked_and_the_words_come_from_the_case(case, cast, as_):
    body = as_(cast.kanplu).get(at("send_inside", case)).content.decode()
    assert "ยายป่วย ต้องอยู่ดูแล" in body
    assert " checked" not in body
    assert "เคสทั้งเรื่อง" in body
    assert body.index("ครูพยาบาล") < body.index("นักจิตวิทยาประจำเขต") < body.index("คณะกรรมการระดับเขต")


def test_a_teacher_is_not_offered_the_area_nor_the_head_what_she_may_not_read(case, cast, as_):
    assert "นักจิตวิทยาประจำเขต" not in as_(cast.somying).get(at("send_inside", case)).content.decode()
    body = as_(cast.praphan).get(at("send_inside", case)).content.decode()
    assert "ผลคัดกรองด้านอ่อนไหว" not in body
    assert "เคสทั้งเรื่อง" not in body


def test_sent_twice_it_is_sent_once(case, cast, as_):
    client, key = as_(cast.kanplu), str(uuid.uuid4())
    sent = [client.post(at("send_inside", case), asking(cast.pim, form_key=key)) for _ in range(2)]
    assert Inside.objects.count() == Share.objects.count() == 1
    assert [answer.url for answer in sent] == [at("inside", Inside.objects.get())] * 2


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"addressee": ""}, "เลือกว่าส่งถึงใคร"),
        ({"addressee": "nurse:somebody"}, "เลือกคนจากรายการ"),
        ({"addressee": "committee"}, "เลือกกรรมการอย่างน้อย 1 คน"),
        ({"sections": ["notes"]}, "เขียนเหตุที่ต้องให้ บันทึกของทีมเคส"),
        ({"sections": ["passwords"]}, "มีรายการที่ไม่รู้จัก"),
        ({"reason": ""}, "ต้องกรอก"),
    ],
)
def test_a_mistake_says_what_to_do_and_keeps_what_was_typed(case, cast, as_, more, says):
    answer = as_(cast.kanplu).post(at("send_inside", case), asking(cast.pim, **more))
    assert answer.status_code == 200
    assert says in answer.content.decode() or more == {"reason": ""}
    assert "ตรวจร่างกาย" in answer.content.decode()
    assert not Inside.objects.exists()


def test_the_head_is_never_sent_the_levels_she_does_not_see(case, cast, as_):
    data = asking(cast.praphan, to="head", sections=["screening_sensitive"], sensitive_reason="ต้องรู้")
    assert "เอาออกก่อน" in as_(cast.kanplu).post(at("send_inside", case), data).content.decode()


def test_a_closed_case_says_so(cast, as_):
    over = make.case(cast.chaba, by=cast.kanplu, state="closed", number=81)
    assert "ปิดแล้ว" in as_(cast.kanplu).post(at("send_inside", over), asking(cast.pim)).content.decode()


@pytest.fixture
def aspect(cast):
    make.begun_round(cast.school, by=cast.kanplu)
    return Aspect.objects.filter(is_sensitive=False, kind="level").first()


def test_from_the_childs_page_the_case_is_opened_with_it(cast, as_, aspect):
    data = asking(cast.kanplu, to="counselor", title="ปวดท้องบ่อย", aspects=[aspect.slug])
    answer = as_(cast.somying).post(at("send_child_inside", cast.kita), data)
    made = Inside.objects.get()
    assert answer.url == at("inside", made)
    assert (made.case.state, made.case.title, made.case.student) == ("intake", "ปวดท้องบ่อย", cast.kita)


def test_a_case_about_the_same_is_where_it_leads(cast, as_, aspect):
    there = make.case(cast.kita, by=cast.somying, state="intake", number=82, aspects=[aspect.slug])
    data = asking(cast.kanplu, to="counselor", title="อีกครั้ง", aspects=[aspect.slug])
    assert as_(cast.somying).post(at("send_child_inside", cast.kita), data).url == at("send_inside", there)
    assert Case.objects.filter(student=cast.kita).count() == 1
    assert not Inside.objects.exists()


def test_the_way_from_asking_to_tasks(case, to_pim, cast, as_):
    pim, kanplu = as_(cast.pim), as_(cast.kanplu)
    assert to_pim.code in pim.get(reverse("referrals:inside_list")).content.decode()
    assert pim.post(at("accept_inside", to_pim), {"version": "1"}).url == at("inside", to_pim)
    said = {"version": "2", "result": "ตรวจแล้ว", "advice": "กินข้าวเช้าที่โรงเรียน\nพบหมอเดือนหน้า"}
    assert pim.post(at("finish_inside", to_pim), said).status_code == 302
    assert "กินข้าวเช้าที่โรงเรียน" in kanplu.get(at("inside", to_pim)).content.decode()
    due = {"due_on_day": "30", "due_on_month": "6", "due_on_year": "2568"}
    for _ in range(2):
        data = {"lines": ["0", "1"], "responsible": cast.somying.public_id, **due}
        assert kanplu.post(at("take_inside_advice", to_pim), data).status_code == 302
    assert case.tasks.filter(responsible=cast.somying, done_at=None).count() == 2
    assert kanplu.get(at("take_inside_advice", to_pim)).status_code == 302, "nothing is left to take"


def test_who_answers_too_late_is_shown_what_stands_and_what_she_typed(to_pim, cast, as_):
    as_(cast.kanplu).post(at("revoke_inside", to_pim), {"version": "1", "reason": "ผิดคน"})
    answer = as_(cast.pim).post(at("decline_inside", to_pim), {"version": "1", "answer": "ลาคลอด"})
    assert answer.status_code == 409
    assert "ลาคลอด" in answer.content.decode()
    assert "เพิกถอน" in answer.content.decode()


def test_a_form_without_its_version_saves_nothing(to_pim, cast, as_):
    as_(cast.pim).post(at("decline_inside", to_pim), {"answer": "ลาคลอด"})
    as_(cast.pim).post(at("accept_inside", to_pim), {})
    to_pim.refresh_from_db()
    assert to_pim.state == "pending"


def test_the_list_has_the_same_questions_for_one_and_for_many(case, cast, as_, statements):
    client = as_(cast.kanplu)
    url = f"{reverse('referrals:inside_list')}?tab=ours"
    make.inside(case, to="nurse", people=[cast.pim], by=cast.kanplu)
    client.get(url)
    with statements() as one:
        client.get(url)
    for _ in range(4):
        make.inside(case, to="nurse", people=[cast.pim], by=cast.kanplu)
    with statements() as many:
        client.get(url)
    assert len(many) == len(one)


def words_of(content):
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()


def test_the_memo_inside_the_school_names_the_child_on_one_page(case, cast, as_):
    asked = make.inside(case, to="counselor", people=[cast.kanplu], by=cast.somying, reason="เก็บตัว")
    content = as_(cast.somying).get(at("inside_memo_pdf", asked)).content
    said = words_of(content)
    for word in ("บันทึกข้อความ", "ส่วนราชการ", "ชบา", "เก็บตัว", "N-2568-0001", "ความเห็นครูแนะแนว"):
        assert word in said, word
    assert len(PdfReader(io.BytesIO(content)).pages) == 1


def test_the_memo_to_the_area_names_a_code(case, cast, as_):
    asked = make.inside(case, people=[cast.chit], by=cast.kanplu, reason="ชบาเก็บตัว")
    said = words_of(as_(cast.kanplu).get(at("inside_memo_pdf", asked)).content)
    assert "N-2568-0001" in said
    assert "สำนักงานเขตพื้นที่การศึกษาประถมศึกษา" in said
    assert "ชบา" not in said
