"""The board: states, waiting days, what lies on the head's table, and a flat number of queries."""

import datetime
import io
import re

import openpyxl
import pytest
from django.urls import reverse

from journal.models import Line, Verb
from referrals.models import State
from schools.models import Holiday
from tests import make

BOARD = "/referrals/"


@pytest.fixture
def look(as_):
    return lambda user, **query: as_(user).get(reverse("referrals:board"), query).content.decode()


def test_six_columns_and_no_other(cast, draft, look):
    body = look(cast.kanplu)
    assert body.count('<section class="board-col') == 6
    for word in ("ร่าง", "รอลงนาม", "ส่งแล้ว", "รับแล้ว", "ตอบกลับแล้ว", "ปิด"):
        assert word in body


def test_board_and_table_count_what_is_not_closed_and_lead_to_the_closed(cast, case, hospital, look):
    for state in ("sent", "declined", "closed", "closed"):
        make.referral(case, by=cast.kanplu, agency=hospital, state=state)
    for query in ({}, {"view": "table"}):
        body = look(cast.kanplu, **query)
        assert "2\u00a0รายการที่ยังไม่ปิด" in body
        assert re.findall(r'<a href="\?view=table&amp;state=closed">(.+?)</a>', body) == ["ปิดแล้ว 2"]
    closed = look(cast.kanplu, view="table", state="closed")
    assert "แสดง 2\u00a0รายการ" in closed
    assert "ที่ยังไม่ปิด ·" not in closed
    assert "ปิดแล้ว 2" not in closed


def test_names_are_short_on_a_list(cast, draft, look):
    body = look(cast.kanplu)
    assert "ชบา\u00a0ล." in body
    assert "ลองเรียน" not in body


@pytest.mark.parametrize(("sent_on", "css"), [(19, ""), (18, "due-soon"), (11, "due-over")])
def test_silence_is_marked_by_working_days(cast, case, hospital, look, sent_on, css):
    make.referral(case, by=cast.kanplu, agency=hospital, state="sent", sent_on=datetime.date(2025, 6, sent_on))
    body = look(cast.kanplu)
    assert ("due-soon" in body, "due-over" in body) == (css == "due-soon", css == "due-over")


def test_a_holiday_of_the_area_does_not_count(cast, case, hospital, look):
    make.referral(case, by=cast.kanplu, agency=hospital, state="sent", sent_on=datetime.date(2025, 6, 18))
    assert "5\u00a0วันทำการ" in look(cast.kanplu)
    assert "ยังไม่มีวันหยุดในระบบ" in look(cast.kanplu)
    Holiday.objects.create(area=cast.area, on=datetime.date(2025, 6, 20), name="หยุดพิเศษ")
    assert "4\u00a0วันทำการ" in look(cast.kanplu)
    assert "ยังไม่มีวันหยุดในระบบ" not in look(cast.kanplu)


def test_only_the_silent_ones_when_asked(cast, case, hospital, look):
    old = make.referral(case, by=cast.kanplu, agency=hospital, state="sent", sent_on=datetime.date(2025, 6, 11))
    new = make.referral(case, by=cast.kanplu, agency=hospital, state="sent", sent_on=datetime.date(2025, 6, 24))
    body = look(cast.kanplu, silent="1")
    assert old.code in body
    assert new.code not in body


def test_one_agency_when_asked(cast, case, hospital, look):
    here = make.referral(case, by=cast.kanplu, agency=hospital)
    there = make.referral(case, by=cast.kanplu)
    body = look(cast.kanplu, agency=hospital.public_id)
    assert here.code in body
    assert there.code not in body


def test_the_head_finds_what_to_sign_on_top_and_others_do_not(cast, waiting, look):
    assert "รอคุณลงนาม 1\u00a0เรื่อง" in look(cast.praphan)
    assert "รอคุณลงนาม" not in look(cast.kanplu)


def test_a_phone_shows_one_state(cast, draft, sent, look):
    assert 'class="board-col is-current" aria-labelledby="col-sent"' in look(cast.kanplu)
    assert 'class="board-col is-current" aria-labelledby="col-draft"' in look(cast.kanplu, state="draft")
    assert look(cast.kanplu, state="zzz").count("is-current") == 1


def test_closed_ones_are_cut_and_listed_on_demand(cast, case, hospital, look):
    for _ in range(12):
        make.referral(case, by=cast.kanplu, agency=hospital, state="closed")
    assert "ดูอีก 2\u00a0รายการ" in look(cast.kanplu)
    assert look(cast.kanplu, view="table", state="closed").count('<th scope="row"') == 12


def test_others_children_are_not_on_it(cast, sent, look):
    assert sent.code not in look(cast.mana)
    assert sent.code not in look(cast.dokkaew)
    assert sent.code in look(cast.somying)


def test_hostile_filters_find_nothing(cast, sent, as_):
    response = as_(cast.kanplu).get("/referrals/?agency=%00&state=%00&silent=x")
    assert response.status_code == 200


def test_an_empty_board_says_where_to_begin(cast, look):
    assert "ยังไม่มีการส่งต่อ" in look(cast.kanplu)


def test_forty_referrals_cost_as_many_queries_as_one(cast, case, hospital, as_, statements):
    def count():
        client = as_(cast.kanplu)
        with statements() as made:
            client.get(reverse("referrals:board"))
        return len(made)

    for state in ("draft", "sent", "answered", "awaiting_signature", "closed"):
        make.referral(case, by=cast.kanplu, agency=hospital, state=state)
    one = count()
    for _ in range(9):
        for state in ("draft", "sent", "answered", "awaiting_signature"):
            make.referral(case, by=cast.kanplu, agency=hospital, state=state)
    assert count() == one


def test_side_exits_stand_below_with_their_reason_and_their_way_on(cast, case, hospital, look):
    refused = make.referral(case, by=cast.kanplu, agency=hospital, state="declined")
    make.reply(refused, by=cast.kanplu, result="declined", why="area")
    expired = make.referral(case, by=cast.kanplu, agency=hospital, state="expired")
    revoked = make.referral(case, by=cast.kanplu, agency=hospital, state="revoked", revoked_reason="แม่ขอถอน")
    body = look(cast.kanplu)
    assert "ต้องหาทางใหม่ 3\u00a0รายการ" in body
    for word in ("อยู่นอกพื้นที่รับผิดชอบ", "ไม่มีคำตอบใน 30\u00a0วัน", "แม่ขอถอน"):
        assert word in body
    for view, letter in (("send_to_another", refused), ("renew_link", expired), ("close", revoked)):
        assert reverse(f"referrals:{view}", args=[letter.public_id]) in body
    assert "แม่ขอถอน" not in look(cast.somying)


def test_what_was_sent_anew_leads_to_the_new_letter(cast, case, hospital, look):
    refused = make.referral(case, by=cast.kanplu, agency=hospital, state="declined")
    draft = make.referral(case, by=cast.kanplu, agency=hospital, follows=refused)
    body = look(cast.kanplu)
    assert f"ส่งใหม่ใน {draft.code}" in body
    assert reverse("referrals:send_to_another", args=[refused.public_id]) not in body


def test_an_unread_answer_is_read_in_one_tap_from_its_card(cast, case, hospital, look):
    letter = make.referral(case, by=cast.kanplu, agency=hospital, state="answered")
    reply = make.reply(letter, by=cast.kanplu, advice="นั่งแถวหน้า\nโทรหายาย")
    path = reverse("referrals:read_reply", args=[letter.public_id])
    body = look(cast.kanplu)
    assert path in body
    assert "มีคำแนะนำ 2\u00a0ข้อ" in body
    assert "นั่งแถวหน้า" not in body
    assert path not in look(cast.somying)
    reply.read_by, reply.read_at = cast.kanplu, make.now()
    reply.save()
    assert path not in look(cast.kanplu)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"urgent": "1"}, "a"),
        ({"mine": "1"}, "ab"),
        ({"type": "welfare"}, "b"),
        ({"level": "7"}, "ab"),
        ({"level": "8"}, "c"),
        ({"level": "8", "urgent": "1"}, ""),
        ({"type": "no", "level": "x", "sort": "password", "state": "zzz"}, ""),
        ({"level": "99", "mine": ""}, "abc"),
    ],
)
@pytest.mark.parametrize("view", ["board", "table"])
def test_filters_narrow_board_and_table_alike(cast, case, hospital, look, view, asked, found):
    welfare = make.agency("พมจ.ตัวอย่างธานี", area=cast.area, type="welfare")
    older = make.case(
        make.student("มะลิ", classroom=make.classroom(school=cast.school, level=8, number=9)), by=cast.wilai
    )
    letters = {
        "a": make.referral(case, by=cast.kanplu, agency=hospital, is_urgent=True),
        "b": make.referral(case, by=cast.kanplu, agency=welfare),
        "c": make.referral(older, by=cast.wilai, agency=hospital),
    }
    body = look(cast.kanplu, view=view, **asked)
    assert "".join(key for key, letter in letters.items() if letter.code in body) == found


@pytest.mark.parametrize("sort", ["code", "agency", "type", "level", "state", "waiting"])
def test_the_table_sorts_both_ways(cast, case, look, sort):
    days = (datetime.date(2025, 6, 11), datetime.date(2025, 6, 18), datetime.date(2025, 6, 24))
    kinds = ("ก", "ข", "ค")
    letters = []
    for n, (on, kind) in enumerate(zip(days, kinds, strict=True)):
        agency = make.agency(f"{kind} จำลอง", area=cast.area, type=kind)
        agency.type.position = n
        agency.type.save()
        room = make.classroom(school=cast.school, level=n + 4, number=9)
        other = make.case(make.student(f"{kind}ลำดวน", classroom=room), by=cast.kanplu)
        state = ("draft", "awaiting_signature", "sent")[n] if sort == "state" else "sent"
        letters.append(make.referral(other, by=cast.kanplu, agency=agency, state=state, sent_on=on))
    body = look(cast.kanplu, view="table", sort=sort)
    turned = look(cast.kanplu, view="table", sort=f"-{sort}")
    codes = [letter.code for letter in (reversed(letters) if sort == "waiting" else letters)]
    assert sorted(codes, key=body.index) == codes
    assert sorted(codes, key=turned.index) == codes[::-1]
    assert 'aria-sort="ascending"' in body
    assert 'aria-sort="descending"' in turned


def test_the_workbook_says_who_and_where_and_never_why(cast, case, hospital, as_):
    letter = make.referral(case, by=cast.kanplu, agency=hospital, state="answered", reason="เหตุปกปิด")
    make.reply(letter, by=cast.kanplu, advice="คำแนะนำปกปิด")
    closed = make.referral(case, by=cast.kanplu, agency=hospital, state="closed")
    said = sheet(as_(cast.kanplu).get("/referrals/board.xlsx"))
    assert letter.code in said
    assert "ชบา\u00a0ล." in said
    for word in ("ปกปิด", closed.code, "ลองเรียน"):
        assert word not in said
    assert closed.code in sheet(as_(cast.praphan).get("/referrals/board.xlsx?state=all"))
    line = Line.objects.filter(verb=Verb.DISCLOSED).order_by("pk").first()
    assert line.students == [case.student_id]


def sheet(response):
    assert response.status_code == 200
    rows = openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True)
    return " | ".join(str(cell) for row in rows for cell in row)


def test_the_table_costs_as_many_queries_for_forty_as_for_six(cast, case, hospital, as_, statements):
    def count():
        client = as_(cast.kanplu)
        with statements() as made:
            client.get(reverse("referrals:board"), {"view": "table", "state": "all"})
        return len(made)

    for state in State:
        make.referral(case, by=cast.kanplu, agency=hospital, state=state)
    one = count()
    for _ in range(4):
        for state in State:
            make.referral(case, by=cast.kanplu, agency=hospital, state=state)
    assert count() == one
    assert one < 40


def test_two_taps_from_the_board_to_a_signed_letter(cast, waiting, as_):
    """One leads to letter and packet, one signs."""
    client = as_(cast.praphan)
    path = reverse("referrals:sign", args=[waiting.public_id])
    assert path in client.get("/referrals/").content.decode()
    page = client.get(path).content.decode()
    sent = dict(re.findall(r'name="([a-z_]+)"[^>]*value="([^"]*)"', page))
    sent = {name: value for name, value in sent.items() if not name.endswith("_month")}
    sent |= {"letter_on_month": "6", "sent_on_month": "6", "letter_number": "ศธ 04000.000/15"}
    assert client.post(path, sent).status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == "sent"


def test_the_case_says_how_far_its_letters_are(cast, case, hospital, as_):
    sent = make.referral(case, by=cast.kanplu, agency=hospital, state="sent", sent_on=datetime.date(2025, 6, 11))
    make.referral(case, by=cast.kanplu, agency=hospital, state="declined")
    path = reverse("referrals:letters_of_case", args=[case.public_id])
    for headers in ({}, {"HX-Request": "true"}):
        body = as_(cast.somying).get(path, headers=headers).content.decode()
        for word in (sent.code, "ส่งแล้ว", "ปฏิเสธ", "รอคำตอบ 10\u00a0วันทำการ", "แม่ยินยอม 20\u00a0มิ.ย.\u00a068"):
            assert word in body
    assert ("<h1>" in body) is False
