"""The list of instruments: everybody's source and mark, and the area's switch for item entry (decisions C27)."""

import pytest

from screening import actions
from tests import make
from tests.make.assessments import instrument


@pytest.fixture
def shipped(cast):
    return [instrument(code) for code in ("sdq", "phq-a", "pddsq-4-18", "snap-iv")]


def page(client):
    return client.get("/instruments/").content.decode()


def test_sources_and_marks_stand_in_the_list(cast, as_, shipped):
    body = page(as_(cast.kanplu))
    for word in ("SDQ", "เกณฑ์คู่มือ สพฐ./กรมสุขภาพจิต", "✓ มีแหล่งอ้างอิง", "ค่าจากโปรแกรมอื่น ปรับได้", "นักเรียน 11–16\xa0ปี"):
        assert word in body
    assert "รายข้อเท่านั้น" in body, "PHQ-A"
    assert "คะแนนรวมเท่านั้น" in body, "PDDSQ"
    assert "บันทึกผลเท่านั้น" in body, "SNAP-IV"


def test_a_counselor_reads_and_changes_nothing(cast, as_, shipped):
    body = page(as_(cast.kanplu))
    assert "โหลดฉบับใหม่" not in body
    assert "เขตยังไม่เปิดให้กรอก SDQ รายข้อ" in body
    assert as_(cast.kanplu).post("/instruments/", {"allowed": "on", "permission": "1/2568"}).status_code == 403


def test_the_switch_needs_a_reference(cast, as_, shipped):
    answer = as_(cast.rabop).post("/instruments/", {"allowed": "on", "permission": " "})
    assert "ใส่เลขที่หนังสืออนุญาต" in answer.content.decode()
    cast.area.refresh_from_db()
    assert cast.area.item_entry_permission == ""


def test_the_area_opens_item_entry_and_closes_it(cast, as_, shipped):
    client = as_(cast.rabop)
    assert client.post("/instruments/", {"allowed": "on", "permission": "ทดสอบ 7/2568"}).status_code == 302
    cast.area.refresh_from_db()
    assert cast.area.item_entry_permission == "ทดสอบ 7/2568"
    assert "หนังสืออนุญาตเลขที่ ทดสอบ 7/2568" in page(as_(cast.kanplu))
    client.post("/instruments/", {"permission": "ทดสอบ 7/2568"})
    cast.area.refresh_from_db()
    assert cast.area.item_entry_permission == "", "without the tick the reference alone opens nothing"


@pytest.mark.parametrize("bad", ["\x00", "ก" * 201, "x" * 1_000_000])
def test_bad_references_are_answered_in_thai(cast, as_, shipped, bad):
    answer = as_(cast.rabop).post("/instruments/", {"allowed": "on", "permission": bad})
    assert answer.status_code == 200
    assert "รายการที่ต้องแก้" in answer.content.decode()


def test_the_same_number_of_statements_for_few_and_many(cast, as_, statements):
    instrument("sdq")
    client = as_(cast.rabop)
    page(client)
    with statements() as few:
        page(client)
    for code in ("gast", "phq-a", "2q", "9q", "8q"):
        instrument(code)
    with statements() as many:
        page(client)
    assert len(many) == len(few)


def test_the_areas_own_version_is_listed_instead_of_the_shipped_one(cast, as_, shipped):
    text = shipped[0].source.replace('version: "1"', 'version: "2568-ก"')
    actions.load_instrument(cast.area, source=text, name="sdq.yaml", by=None)
    assert "ฉบับ 2568-ก" in page(as_(cast.kanplu))
    other = make.area("สพป.สมมติ เขต 2")
    far = make.staff("far", "counselor", school=make.school("บ้านไกล", area=other))
    assert "ฉบับ 2568-ก" not in page(as_(far))


def test_the_list_is_found_from_the_rounds(cast, as_):
    for person, finds in ((cast.kanplu, True), (cast.rabop, True), (cast.somying, False)):
        assert ('href="/instruments/"' in as_(person).get("/rounds/").content.decode()) is finds


def test_the_area_admin_has_them_in_the_menu(cast, as_):
    assert 'href="/instruments/"' in as_(cast.rabop).get("/today/").content.decode()
