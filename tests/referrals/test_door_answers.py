"""An answer given at the door: five taps, nothing typed is lost, each is kept once and has its receipt."""

import datetime
import subprocess

import pytest
from django.urls import reverse

from cases.models import Event
from journal.models import Line, Verb
from referrals.models import FollowUp, Reply
from schools.models import Notice
from tests.referrals.doors import ANSWER, Visitor


def test_accepting_with_an_appointment_takes_five_taps_and_stops_the_clock(cast, door, sent, case):
    """Result, day, month, look through, send: contact and year stand there already."""
    visitor = Visitor(door).enter()
    make_contact = {"name": "พยาบาลทิพย์ ทดสอบชัย", "phone": "000-000-0000", "is_main": True}
    sent.agency.contacts.create(**make_contact)
    body = visitor.get().content.decode()
    assert 'value="พยาบาลทิพย์ ทดสอบชัย"' in body
    assert 'name="appointment_on_year" value="2568"' in body
    looked = visitor.check(
        result="accepted",
        appointment_on_day="2",
        appointment_on_month="7",
        appointment_on_year="2568",
        said_by="พยาบาลทิพย์ ทดสอบชัย",
        phone="000-000-0000",
        next_on_year="2568",
    )
    assert looked.status_code == 200
    assert "ยังไม่ได้ส่ง" in looked.content.decode()
    assert not Reply.objects.exists()
    done = visitor.follow(visitor.send(looked))
    assert f"{sent.code}-1" in done.content.decode()
    reply = Reply.objects.get()
    assert (reply.how, reply.result, reply.recorded_by, reply.next_on) == ("link", "accepted", None, None)
    assert reply.appointment_on == datetime.date(2025, 7, 2)
    sent.refresh_from_db()
    assert sent.state == "received"
    assert Event.objects.filter(case=case, kind="answered", by=None).count() == 1
    assert set(Notice.objects.filter(kind="reply").values_list("to_user", flat=True)) == {
        cast.kanplu.pk,
        cast.praphan.pk,
    }
    assert FollowUp.objects.filter(referral=sent).count() == 2


def test_nothing_typed_is_lost_between_form_and_look(door):
    visitor = Visitor(door).enter()
    visitor.get()
    looked = visitor.check(**ANSWER)
    body = visitor.send(looked, do="edit").content.decode()
    for text in ("ตรวจสายตาแล้วปกติ", "ให้นั่งแถวหน้า", "พยาบาลทิพย์"):
        assert text in body
    assert not Reply.objects.exists()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"result": ""}, "เลือกว่ารับดูแลหรือไม่"),
        ({"result": "declined", "why": ""}, "เลือกเหตุผลที่ไม่รับ"),
        ({"result": "declined", "why": "other", "advice": "", "findings": ""}, "เขียนเหตุผลที่ไม่รับ"),
        ({"result": "more", "advice": "", "findings": ""}, "เขียนว่าขอข้อมูลอะไรเพิ่ม"),
        ({"result": "specialist", "advice": "", "findings": ""}, "เขียนว่าส่งต่อที่ไหน"),
        ({"said_by": ""}, "กรอกผู้ประสานของหน่วยงาน"),
        ({"appointment_on_day": "31", "appointment_on_month": "6"}, "มิถุนายน 2568 มี 30 วัน"),
        ({"phone": "12"}, "เบอร์"),
        ({"advice": "ก" * 4001}, "ไม่เกิน 4000 ตัวอักษร"),
        ({"advice": "นัด\x00"}, "พิมพ์ใหม่"),
        ({"result": "zzz"}, "เลือกจากตัวเลือกที่มี"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(door, said, told):
    visitor = Visitor(door).enter()
    visitor.get()
    answer = visitor.check(**ANSWER | said)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert told in body
    assert "ตรวจสายตาแล้วปกติ" in body or "findings" in said
    assert not Reply.objects.exists()


def test_the_same_form_twice_is_one_answer_and_a_later_one_is_added(door, sent):
    visitor = Visitor(door).enter()
    visitor.get()
    looked = visitor.check(**ANSWER)
    first, again = visitor.send(looked), visitor.send(looked)
    assert first["Location"] == again["Location"]
    assert Reply.objects.count() == 1
    changed = visitor.check(**ANSWER | {"advice": "ดีขึ้นแล้ว"})  # the page before, taken back and corrected
    visitor.send(changed)
    assert list(Reply.objects.order_by("number").values_list("number", "advice")) == [
        (1, ANSWER["advice"]),
        (2, "ดีขึ้นแล้ว"),
    ]
    sent.refresh_from_db()
    assert sent.state == "answered"


def test_the_receipt_holds_what_they_wrote_and_nothing_of_the_child(door, sent, tmp_path):
    visitor = Visitor(door).enter()
    visitor.answer(ANSWER)
    paper = visitor.client.get(reverse("referrals:receipt_pdf", args=[door.token, 1]))
    assert paper["Content-Type"] == "application/pdf"
    (tmp_path / "paper.pdf").write_bytes(paper.content)
    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "paper.pdf"), "-"], capture_output=True, check=True, text=True
    ).stdout
    for word in (f"{sent.code}-1", "ตรวจสายตาแล้วปกติ", "พยาบาลทิพย์", "โรงพยาบาลจำลองรัตน์"):
        assert word in text
    for word in ("ชบา", "รายได้ครอบครัว", "ดาวเรือง"):
        assert word not in text
    line = Line.objects.get(verb=Verb.DISCLOSED)
    assert (line.actor, line.detail) == (f"agency:{sent.pk}", {"document": f"{sent.code}-1.pdf"})


def test_a_link_leads_past_the_letter_to_the_answer(door):
    body = Visitor(door).enter().get().content.decode()
    assert body.index('href="#answer"') < body.index("สิ่งที่โรงเรียนส่งมา") < body.index('id="answer"')


def test_after_half_an_hour_of_writing_the_code_brings_everything_back(door, clock):
    visitor = Visitor(door).enter()
    visitor.get()
    clock.shift(datetime.timedelta(minutes=31))
    refused = visitor.check(**ANSWER)
    body = refused.content.decode()
    assert refused.status_code == 403
    assert "สิ่งที่พิมพ์ไว้ยังอยู่ครบ" in body
    assert "ชบา" not in body
    back = visitor.client.post(door.url, {"code": door.code, **ANSWER})
    assert back.status_code == 200
    assert "ตรวจสายตาแล้วปกติ" in back.content.decode()
    visitor.drawn = back.content.decode()
    visitor.send(visitor.check(**ANSWER))
    assert Reply.objects.count() == 1


def test_nobody_fills_the_schools_disk_through_the_door(door, monkeypatch):
    monkeypatch.setattr("referrals.actions.opening.MOST_ANSWERS", 1)
    visitor = Visitor(door).enter()
    assert visitor.answer(ANSWER).status_code == 302
    refused = visitor.answer(ANSWER | {"advice": "อีกครั้ง"})
    assert refused.status_code == 429
    assert "โทรแจ้งโรงเรียน" in refused.content.decode()
    assert Reply.objects.count() == 1
