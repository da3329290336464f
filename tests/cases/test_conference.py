"""A case conference: minutes that are written, finished once, and become tasks; what the wall of the room shows."""

import datetime
import io
import subprocess
import uuid

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from pypdf import PdfReader

from cases.models import Conference, Event, Task
from journal.models import Line
from tests import make


def url(name, case, *ids):
    return reverse(f"cases:{name}", args=[case.public_id, *(one.public_id for one in ids)])


def body(client, address):
    return client.get(address).content.decode()


def minutes_of(cast, **more):
    """A form as it is sent: two decisions, two people of the school and a parent."""
    return {
        **{"held_on_day": "25", "held_on_month": "6", "held_on_year": "2568", "chair": "นายประพันธ์ นามสมมติ"},
        "attendees": [cast.kanplu.public_id, cast.somying.public_id],
        "others": "นางดาวเรือง ลองเรียน, แม่\nกำนันสมมุติ",
        "summary": "ชบามาเรียนสาย",
        "problems": "ไม่มีรถมาโรงเรียน",
        "strengths": "ชอบวาดรูป",
        "resolution": "ให้รถรับส่งถึงบ้าน",
        "decision_0_text": "ติดต่อรถรับส่ง",
        "decision_0_responsible": cast.somying.public_id,
        **{"decision_0_due_on_day": "30", "decision_0_due_on_month": "6", "decision_0_due_on_year": "2568"},
        "decision_2_text": "พูดคุยทุกวันจันทร์",
        "decision_2_responsible": cast.kanplu.public_id,
        **{"decision_2_due_on_day": "7", "decision_2_due_on_month": "7", "decision_2_due_on_year": "2568"},
        **more,
    }


@pytest.fixture
def client(cast, as_):
    return as_(cast.kanplu)


@pytest.fixture
def held(cast, case, client):
    assert client.post(url("new_conference", case), minutes_of(cast)).status_code == 302
    return Conference.objects.get()


def finish(client, case, conference, version=1):
    return client.post(url("finish_conference", case, conference), {"version": version})


def test_the_form_begins_with_what_is_known_and_nothing_sensitive(cast, round_, as_):
    row = make.screened(cast.kita, round=round_, by=cast.somying, safety=3, economy=2)
    case = make.case(
        cast.kita, by=cast.somying, owner=cast.kanplu, row=row, aspects=["economy", "safety"], goal="มาเรียนทุกวัน"
    )
    make.task(case, "โทรผู้ปกครอง", responsible=cast.somying, done=True)
    make.note(case, "ถ้อยคำในบันทึก", by=cast.kanplu)
    page = body(as_(cast.kanplu), url("new_conference", case))
    for word in ("เสี่ยง", "เป้าหมาย มาเรียนทุกวัน", "ทำแล้ว โทรผู้ปกครอง"):
        assert word in page
    for word in ("สวัสดิภาพ", "ถ้อยคำในบันทึก"):
        assert word not in page
    assert page.count("checked") == 2  # her homeroom teacher and who leads the case


def test_a_draft_becomes_no_task_before_it_is_finished(cast, case, held, client):
    assert (held.state, held.recorded_by) == ("draft", cast.kanplu)
    assert not Task.objects.exists()
    seats = list(held.attendees.order_by("place").values_list("name", "position", "user"))
    assert seats[0][2] == cast.kanplu.pk
    assert seats[1][1] == "ครูประจำชั้น"
    assert [seat[:2] for seat in seats[2:]] == [("นางดาวเรือง ลองเรียน", "แม่"), ("กำนันสมมุติ", "")]
    page = body(client, url("conference", case, held))
    for word in ("ให้รถรับส่งถึงบ้าน", "ติดต่อรถรับส่ง", "กำนันสมมุติ", "จบการประชุม"):
        assert word in page


def test_finishing_makes_the_decisions_tasks_and_freezes_the_minutes(cast, case, held, client):
    assert finish(client, case, held).status_code == 302
    assert finish(client, case, held).status_code == 409
    made = list(Task.objects.order_by("due_on").values_list("text", "responsible", "conference"))
    assert made == [
        ("ติดต่อรถรับส่ง", cast.somying.pk, held.pk),
        ("พูดคุยทุกวันจันทร์", cast.kanplu.pk, held.pk),
    ]
    assert client.post(url("edit_conference", case, held), minutes_of(cast, version=2)).status_code == 409
    assert Event.objects.get(kind="conferred").url == url("conference", case, held)
    assert Line.objects.filter(verb="conferred", user_id=cast.kanplu.pk).count() == 1
    assert "จบการประชุม" not in body(client, url("conference", case, held))
    with pytest.raises(ProgrammingError, match="never changed"), transaction.atomic():
        Conference.objects.update(resolution="แก้ทีหลัง")


def test_without_a_resolution_it_does_not_end(cast, case, client):
    client.post(url("new_conference", case), minutes_of(cast, resolution=""))
    answer = finish(client, case, Conference.objects.get())
    assert answer.status_code == 409
    assert "เขียนมติ" in answer.content.decode()
    assert not Task.objects.exists()


def test_somebody_who_no_longer_cares_for_the_child_stops_it_whole(cast, case, held, client):
    make.exclusion(cast.chaba, user=cast.somying, by=cast.kanplu)
    assert finish(client, case, held).status_code == 409
    assert not Task.objects.exists()
    held.refresh_from_db()
    assert held.state == "draft"


def test_sent_twice_it_is_held_once(cast, case, client):
    sent = minutes_of(cast, form_key=str(uuid.uuid4()))
    for _ in range(2):
        assert client.post(url("new_conference", case), sent).status_code == 302
    assert Conference.objects.count() == 1


def test_both_minutes_stand_side_by_side_and_mine_can_be_sent_again(cast, case, held, client):
    client.post(url("edit_conference", case, held), minutes_of(cast, version=1, problems="ของคนแรก"))
    answer = client.post(url("edit_conference", case, held), minutes_of(cast, version=1, problems="ของฉัน"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "ของคนแรก" in page
    assert "ของฉัน" in page
    held.refresh_from_db()
    assert (held.problems, held.version) == ("ของคนแรก", 2)
    client.post(url("edit_conference", case, held), minutes_of(cast, version=2, problems="ของฉัน"))
    held.refresh_from_db()
    assert held.problems == "ของฉัน"
    assert held.attendees.count() == 4


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"decision_1_text": "ไม่มีคนทำ"}, "เลือกผู้รับผิดชอบ"),
        ({"decision_0_text": ""}, "เขียนสิ่งที่จะทำ"),
        ({"decision_0_due_on_year": "2567"}, "ต้องไม่ก่อน"),
        ({"held_on_day": "26"}, "ต้องไม่เกิน"),
        ({"held_on_day": ""}, "วันที่ประชุม"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(cast, case, client, change, said):
    answer = client.post(url("new_conference", case), minutes_of(cast, **change))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert said in page
    assert "ไม่มีรถมาโรงเรียน" in page
    assert not Conference.objects.exists()


def test_only_people_who_may_see_the_child_are_seated_or_asked(cast, case, client):
    for change in ({"attendees": [cast.dokkaew.public_id]}, {"decision_0_responsible": cast.dokkaew.public_id}):
        assert client.post(url("new_conference", case), minutes_of(cast, **change)).status_code == 200
    assert not Conference.objects.exists()


def test_who_reads_and_who_writes(cast, case, held, as_):
    told = {}
    for name in ("kanplu", "somying", "praphan", "pim", "mana", "dokkaew"):
        client = as_(getattr(cast, name))
        told[name] = [
            client.get(url(page, case, *ids)).status_code
            for page, *ids in (("conference", held), ("minutes_pdf", held), ("meeting",), ("edit_conference", held))
        ]
    assert told == {
        "kanplu": [200, 200, 200, 200],
        "somying": [200, 200, 200, 403],
        "praphan": [200, 200, 200, 403],
        "pim": [404, 404, 404, 404],
        "mana": [404, 404, 404, 404],
        "dokkaew": [404, 404, 404, 404],
    }


def test_minutes_of_another_case_are_not_found(cast, held, client):
    other = make.case(cast.thara, by=cast.mana, owner=cast.kanplu)
    for name in ("conference", "edit_conference", "minutes_pdf"):
        assert client.get(url(name, other, held)).status_code == 404
    assert finish(client, other, held).status_code == 404


def test_minutes_on_paper_to_be_signed(cast, case, held, client):
    def printed(query=""):
        answer = client.get(url("minutes_pdf", case, held) + query)
        content = b"".join(answer) if answer.streaming else answer.content
        text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
        return content, text.stdout.decode()

    content, text = printed()
    for word in ("รายงานการประชุมปรึกษารายกรณี", "ลับ", case.code, "ให้รถรับส่งถึงบ้าน", "ติดต่อรถรับส่ง"):
        assert word in text
    assert text.count("ลงชื่อ") == 5  # four at the table and who wrote it down
    assert "[นักเรียน]มาเรียนสาย" in text
    assert "ชบา" not in text
    assert "ลองเรียน" not in text  # nor in the name of her mother
    assert "แม่" in text
    assert len(PdfReader(io.BytesIO(content)).pages) == 1
    named = printed("?name=1")[1]
    assert "ชบามาเรียนสาย" in named
    assert "ดาวเรือง ลองเรียน" in named
    assert Line.objects.filter(verb="disclosed", students=[cast.chaba.pk]).count() == 2


def test_the_wall_shows_no_name_no_word_of_a_note_and_no_sensitive_aspect(cast, round_, as_):
    row = make.screened(cast.chaba, round=round_, by=cast.somying, safety=3, economy=2)
    case = make.case(
        cast.chaba,
        by=cast.somying,
        owner=cast.kanplu,
        row=row,
        aspects=["economy", "safety"],
        goal="ชบามาเรียนทุกวัน",
        reason="เหตุที่เขียนไว้",
    )
    make.task(case, "โทรแม่ของชบา", responsible=cast.somying)
    make.note(case, "ถ้อยคำในบันทึก", by=cast.kanplu, child_words="คำของเด็ก")
    client = as_(cast.kanplu)
    page = body(client, url("meeting", case))
    assert "[นักเรียน]มาเรียนทุกวัน" in page
    assert "โทรแม่ของ[นักเรียน]" in page
    for word in ("ชบา", "ลองเรียน", "ถ้อยคำในบันทึก", "คำของเด็ก", "สวัสดิภาพ", "เหตุที่เขียนไว้", "มีปัญหา", "เสี่ยง"):
        assert word not in page, word
    assert "ชบามาเรียนทุกวัน" in body(client, url("meeting", case) + "?name=1")


def test_a_draft_of_the_long_form_comes_back_with_its_rows(cast, case, client):
    sent = {**minutes_of(cast), "sequence": "1"}
    address = reverse("schools:draft", args=["cases:new_conference", case.public_id])
    assert client.post(address, sent, headers={"X-Background": "1"}).status_code == 200
    page = body(client, url("new_conference", case) + "?draft=1")
    for word in ("ไม่มีรถมาโรงเรียน", 'value="พูดคุยทุกวันจันทร์"', f'<option value="{cast.somying.public_id}" selected>'):
        assert word in page


def test_a_closed_case_holds_no_conference(cast, as_):
    closed = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu, state="closed")
    assert as_(cast.kanplu).post(url("new_conference", closed), minutes_of(cast)).status_code == 409


def test_a_request_that_nobody_has_taken_holds_no_conference(cast, intake, client):
    """What it decides could not become tasks."""
    assert client.post(url("new_conference", intake), minutes_of(cast)).status_code == 409
    assert url("new_conference", intake) not in body(client, url("case", intake))
    assert url("new_conference", intake) not in body(client, url("meeting", intake))


def test_with_the_code_nobody_from_outside_is_named(cast, case, client):
    client.post(url("new_conference", case), minutes_of(cast, others="นางสมใจ รักดี, มารดา\nลุงสมชาย"))
    address = url("minutes_pdf", case, Conference.objects.get())

    def text(query):
        answer = client.get(address + query)
        content = b"".join(answer) if answer.streaming else answer.content
        made = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
        return made.stdout.decode()

    coded, named = text(""), text("?name=1")
    for word in ("สมใจ", "สมชาย"):
        assert word not in coded
        assert word in named
    assert "มารดา" in coded
    assert "ผู้เข้าร่วมอื่น" in coded


def test_a_short_name_is_said_to_be_read_again(cast, case, held, client):
    for page in (url("conference", case, held), url("summary", case)):
        assert "อ่านทวนก่อนให้ใคร" in body(client, page)
    type(cast.chaba).objects.filter(pk=cast.chaba.pk).update(first_name="ชบาแก้ว", last_name="ลองเรียน", nickname="")
    for page in (url("conference", case, held), url("summary", case)):
        assert "อ่านทวนก่อนให้ใคร" not in body(client, page)


def test_who_sat_there_stays_when_her_duty_has_ended(cast, case, client):
    seated = [cast.somying.public_id, cast.pim.public_id]
    client.post(url("new_conference", case), minutes_of(cast, attendees=seated))
    conference = Conference.objects.get()
    cast.pim.appointments.update(until_on=datetime.date(2025, 6, 24))
    assert cast.pim.public_id in body(client, url("edit_conference", case, conference))
    client.post(url("edit_conference", case, conference), minutes_of(cast, attendees=seated, version=1))
    assert set(conference.attendees.values_list("user", flat=True)) >= {cast.somying.pk, cast.pim.pk}
    with_another = minutes_of(cast, attendees=[*seated, cast.dokkaew.public_id], version=2)
    assert client.post(url("edit_conference", case, conference), with_another).status_code == 200
