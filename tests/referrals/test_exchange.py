"""The packet and the reply as files: what is published is what is written, and nothing else is read."""

import json
import uuid
from pathlib import Path

import jsonschema
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from journal.models import Line, Verb
from referrals import exchange
from referrals.models import Reply
from referrals.sections import SECTIONS
from tests import make

ID = "0d9b3a5e-3c86-4b51-9d1c-2f0a6f1f7f10"


@pytest.fixture
def told(sent):
    """A right answer, as an agency's system would build it; `None` takes a name away."""

    def build(**changed):
        reply = {
            "format": "studentcare-reply",
            "version": 1,
            "id": ID,
            "code": sent.code,
            "packet_checksum": exchange.packet_document(sent)["checksum"]["value"],
            "result": "accepted",
            "said_by": "พยาบาลมะลิ ทดสอบชัย",
            "phone": "000-000-0000",
            "answered_on": "2025-06-24",
            "appointment": {"on": "2025-07-02", "place": "09:00 น. คลินิกวัยรุ่น"},
            "advice": "ให้นั่งแถวหน้า\nนัดผู้ปกครอง",
        } | changed
        return exchange.sealed({name: value for name, value in reply.items() if value is not None})

    return build


def file(document):
    content = document if isinstance(document, bytes) else json.dumps(document, ensure_ascii=False).encode()
    return SimpleUploadedFile("reply.json", content, "application/json")


@pytest.fixture
def page(sent):
    return reverse("referrals:import_reply", args=[sent.public_id])


@pytest.mark.parametrize("name", ["packet", "reply"])
def test_the_published_schemas_are_schemas(name):
    jsonschema.Draft202012Validator.check_schema(exchange.schema(name))


def test_a_packet_is_as_its_schema_says_and_its_checksum_is_right(cast, case, hospital):
    every = ["name", "age", "national_id", "guardians", "coordinator", "screening", "plan", "notes", "health"]
    sent = make.referral(case, by=cast.kanplu, agency=hospital, state="sent", sections=every, sensitive_reason="นัด")
    document = json.loads(exchange.written(exchange.packet_document(sent)))
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.validate(document, exchange.schema("packet"), format_checker=checker)
    assert document["checksum"]["value"] == exchange.checksum(document)
    assert [part["key"] for part in document["parts"]] == [key for key in document_order() if key in every]
    assert "ความลับเฉพาะครูแนะแนว" not in json.dumps(document, ensure_ascii=False)


def document_order():
    return exchange.schema("packet")["properties"]["parts"]["items"]["properties"]["key"]["enum"]


def test_what_the_schema_names_is_what_can_be_ticked():
    assert document_order() == [section.key for section in SECTIONS]


def test_the_schema_and_the_models_know_the_same_answers():
    named = exchange.schema("reply")["properties"]
    assert named["result"]["enum"] == Reply.Result.values
    assert named["why"]["enum"] == Reply.Why.values


def test_the_example_of_the_documentation_has_the_checksum_it_shows():
    shown = (Path(settings.BASE_DIR) / "docs" / "packet.md").read_text(encoding="utf-8").split("```json\n")[1]
    example = json.loads(shown.split("```")[0])
    assert exchange.checksum(example) == example["checksum"]["value"]


def test_a_letter_on_the_way_to_the_head_has_no_file_yet(cast, waiting, as_):
    assert as_(cast.kanplu).get(reverse("referrals:packet_file", args=[waiting.public_id])).status_code == 404


def test_the_file_leaves_by_the_one_door(cast, sent, as_):
    response = as_(cast.praphan).get(reverse("referrals:packet_file", args=[sent.public_id]))
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"].startswith("attachment")
    assert json.loads(response.content) == exchange.packet_document(sent)
    line = Line.objects.get(verb=Verb.DISCLOSED, about_id=sent.pk)
    assert line.detail == {"document": f"{sent.code}-packet.json"}
    assert line.students == [cast.chaba.pk]


def test_a_reply_is_shown_before_it_is_recorded_and_recorded_once(cast, sent, told, page, as_):
    client = as_(cast.kanplu)
    first = client.post(page, {"version": 1, "file": file(told())})
    body = first.content.decode()
    assert first.status_code == 200
    assert "จะบันทึกตามนี้" in body
    assert "นัดผู้ปกครอง" in body
    assert not Reply.objects.exists()
    form = first.context["form"]
    second = {"version": 1, "told": form.initial["told"], "form_key": make.uid()}
    assert [client.post(page, second).status_code for _ in range(2)] == [302, 302]
    reply = Reply.objects.get()
    assert (reply.how, reply.recorded_by, reply.key) == ("file", cast.kanplu, uuid.UUID(ID))
    assert reply.appointment_on.isoformat() == "2025-07-02"
    assert reply.advice == "ให้นั่งแถวหน้า\nนัดผู้ปกครอง"


def test_the_same_file_again_is_the_same_reply(cast, sent, told, page, as_):
    client = as_(cast.kanplu)
    for version in (1, 2):
        shown = client.post(page, {"version": version, "file": file(told())})
        client.post(page, {"version": version, "told": shown.context["form"].initial["told"]})
    assert Reply.objects.count() == 1


def test_what_was_shown_cannot_be_changed_or_carried_to_another_letter(cast, case, sent, told, page, as_):
    client = as_(cast.kanplu)
    sealed = client.post(page, {"version": 1, "file": file(told())}).context["form"].initial["told"]
    other = make.referral(case, by=cast.kanplu, state="sent")
    for where, carried in ((page, sealed[:-2] + "xx"), (page, "x"), (page, ""), (page, "\x00")):
        assert "รายการที่ต้องแก้" in client.post(where, {"version": 1, "told": carried}).content.decode()
    elsewhere = reverse("referrals:import_reply", args=[other.public_id])
    assert "เลือกไฟล์อีกครั้ง" in client.post(elsewhere, {"version": 1, "told": sealed}).content.decode()
    assert not Reply.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MZ\x90\x00", "ไม่ใช่ไฟล์ JSON"),
        (b"{", "ไม่ใช่ไฟล์ JSON"),
        (b"[" * 30_000, "ไม่ใช่ไฟล์ JSON"),
        (b'{"a": NaN}', "ไม่ใช่ไฟล์ JSON"),
        (b'{"format": "studentcare-reply", "format": "x"}', "ไม่ใช่ไฟล์ JSON"),
        (b"\xff\xfe{}", "ไม่ใช่ไฟล์ JSON"),
        (b"[]", "ไม่ใช่คำตอบการส่งต่อ"),
        (b"{}", "ไม่ใช่คำตอบการส่งต่อ"),
        (b'{"format": "studentcare-reply"}', "รูปแบบรุ่น ?"),
        (b'{"format": "studentcare-reply", "version": 2}', "รูปแบบรุ่น 2"),
        (b'{"format": "studentcare-reply", "version": true}', "รูปแบบรุ่น True"),
        (b'{"format": "studentcare-packet", "version": 1}', "ข้อมูลที่โรงเรียนส่งไป ไม่ใช่คำตอบ"),
        (b'{"format": "studentcare-reply", "version": 1}', "ไฟล์ขาดช่อง id, code"),
        (b" " * (64 * 1024 + 1), "ไฟล์ใหญ่เกิน"),
        (b"", "ไฟล์ว่างเปล่า"),
    ],
)
def test_what_is_no_reply_is_refused_in_thai(cast, sent, page, as_, content, said):
    response = as_(cast.kanplu).post(page, {"version": 1, "file": file(content)})
    assert response.status_code == 200
    assert said in response.content.decode().replace("&quot;", '"')
    assert not Reply.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"code": "R-2568-0999"}, "ตอบการส่งต่อเลขที่อื่น"),
        ({"packet_checksum": "0" * 64}, "ตอบข้อมูลคนละฉบับ"),
        ({"result": "maybe"}, "ช่อง result ในไฟล์มีค่าที่ไม่รู้จัก"),
        ({"result": "declined"}, "ไฟล์ขาดช่อง why"),
        ({"said_by": ""}, "ช่อง said_by ในไฟล์ว่าง"),
        ({"said_by": "\u200b\u0000"}, "ไม่บอกผู้ให้ข้อมูล"),
        ({"said_by": 5}, "เป็นข้อมูลคนละชนิด"),
        ({"advice": "ก" * 4001}, "ยาวเกินกำหนด"),
        ({"answered_on": "24/6/2568"}, "ไม่ใช่วันที่ ค.ศ."),
        ({"answered_on": "2568-06-24"}, "เขียนเป็น พ.ศ."),
        ({"answered_on": "2025-06-26"}, "ยังมาไม่ถึง"),
        ({"answered_on": "2025-06-01"}, "มาก่อนวันที่ส่งหนังสือ"),
        ({"appointment": {"on": "2025-06-23"}}, "มาก่อนวันที่ตอบ"),
        ({"id": "x"}, "เขียนไม่ตรงรูปแบบ"),
        ({"national_id": "1"}, "ช่องที่ไม่อยู่ในรูปแบบ"),
    ],
)
def test_a_reply_that_cannot_be_recorded_says_why(cast, sent, told, page, as_, changed, said):
    response = as_(cast.kanplu).post(page, {"version": 1, "file": file(told(**changed))})
    assert said in response.content.decode()
    assert not Reply.objects.exists()


def test_a_file_that_was_changed_on_the_way_is_refused(cast, sent, told, page, as_):
    reply = told() | {"result": "specialist"}
    assert "checksum" in as_(cast.kanplu).post(page, {"version": 1, "file": file(reply)}).content.decode()


def test_a_file_may_begin_with_a_mark_of_its_encoding(sent, told):
    said = exchange.read_reply(b"\xef\xbb\xbf" + json.dumps(told()).encode(), sent)
    assert said["result"] == "accepted"


def test_a_letter_that_was_closed_meanwhile_takes_no_file(cast, sent, told, page, as_):
    client = as_(cast.kanplu)
    sealed = client.post(page, {"version": 1, "file": file(told())}).context["form"].initial["told"]
    type(sent).objects.filter(pk=sent.pk).update(version=2)
    assert client.post(page, {"version": 1, "told": sealed}).status_code == 409
    gone = {"state": "revoked", "revoked_by": cast.kanplu, "revoked_at": make.now(), "revoked_reason": "ขอถอน"}
    type(sent).objects.filter(pk=sent.pk).update(**gone)
    assert client.post(page, {"version": 2, "told": sealed}).status_code in (302, 409)
    assert not Reply.objects.exists()
