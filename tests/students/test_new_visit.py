"""Writing a visit down: draft and end, what is asked again, who is told."""

import json

import pytest
from django.urls import reverse

from journal.models import Line
from students.models import Alert, Visit
from tests import make

KEY = {"form_key": "4b2a7c1e-8a54-4d0e-9a0e-2f6b3c9d1e11"}
BACKGROUND = {"X-Background": "1", "HX-Request": "true"}


def day(number="24", month="6", year="2568"):
    return {"visited_on_day": number, "visited_on_month": month, "visited_on_year": year}


def told(**more):
    met = {"way": "home", "q-met": ["mother"], "q-lives_with": "parents"}
    return {"version": "0", **day(), **met, **more}


def page(child):
    return reverse("students:new_visit", args=[child.public_id])


def send(client, child, act="finish", **more):
    return client.post(page(child), told(act=act, **more))


def test_the_needed_part_is_a_day_whom_she_met_and_with_whom_the_child_lives(cast, as_):
    answer = send(as_(cast.somying), cast.chaba)
    visit = Visit.objects.get()
    assert answer.url == f"/home-visits/{visit.public_id}/"
    assert (visit.state, visit.by, visit.visited_on.isoformat()) == ("done", cast.somying, "2025-06-24")
    assert visit.answers == {"met": ["mother"], "lives_with": "parents"}
    assert (visit.school, visit.classroom, visit.done_at is not None) == (cast.school, cast.room, True)
    assert Line.objects.filter(verb="recorded", about="students.Visit", about_id=visit.pk).exists()


def test_a_form_sent_twice_is_one_visit(cast, as_):
    client = as_(cast.somying)
    assert send(client, cast.chaba, **KEY).url == send(client, cast.chaba, **KEY).url
    assert Visit.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (day("", "", ""), "กรอกวันที่เยี่ยมบ้าน เช่น 12 มิถุนายน 2568"),
        (day("26"), "วันที่เยี่ยมบ้านต้องไม่เกิน"),
        (day("31", "6"), "30"),
        (day("\x00"), "วัน"),
        ({"q-met": []}, "เลือกพบใคร"),
        ({"q-lives_with": ""}, "เลือกนักเรียนอยู่กับ"),
        ({"q-lives_with": "' OR 1=1"}, "error"),
        ({"way": "flying"}, "error"),
        ({"way": "not_done"}, "เลือกถ้าไปแล้วไม่พบ"),
        ({"q-distance": "ไกลมาก"}, "ระยะทางต้องเป็นตัวเลข"),
        ({"q-distance": "-1"}, "ระยะทางต้องเป็นตัวเลข"),
        ({"q-distance": "nan"}, "ระยะทางต้องเป็นตัวเลข"),
        ({"q-distance": "1e9"}, "ระยะทางต้องเป็นตัวเลข"),
        ({"p-0-who": "แม่", "p-0-wage": "9" * 40}, "ต้องเป็นตัวเลข"),
        ({"p-0-who": "แม่", "p-0-age": "²"}, "ต้องเป็นตัวเลข"),
        ({"saw": "ก" * 1501}, "พิมพ์ไม่เกิน 1500"),
        ({"saw": "ก\x00"}, "มองไม่เห็น"),
        ({"version": "x"}, "error"),
    ],
    ids=str,
)
def test_bad_input_is_answered_in_thai_and_nothing_is_finished(cast, as_, change, says):
    answer = as_(cast.somying).post(page(cast.chaba), told(act="finish") | change)
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert "ผิดพลาด: " in answer.content.decode()
    assert not Visit.objects.filter(state="done").exists()


def test_what_was_typed_comes_back(cast, as_):
    body = send(as_(cast.somying), cast.chaba, saw="บ้านริมคลอง", **{"q-distance": "ไกล"}).content.decode()
    assert "บ้านริมคลอง" in body
    assert 'value="ไกล"' in body


def test_thai_digits_commas_and_a_ce_year(cast, as_):
    send(as_(cast.somying), cast.chaba, **day("๒๔", "6", "2025"), **{"q-distance": "๒.๕", "q-fare": "1,200"})
    visit = Visit.objects.get()
    assert (visit.visited_on.year, visit.answers["distance"], visit.answers["fare"]) == (2025, 2.5, 1200)


def test_members_of_the_household_and_their_income(cast, as_):
    rows = {"p-0-who": "แม่", "p-0-age": "38", "p-0-wage": "6,000", "p-2-who": "นักเรียน", "p-11-who": "ยาย"}
    send(as_(cast.somying), cast.chaba, **rows, **{"p-12-who": "เกิน", "p-x-who": "?", "p-²-who": "?"})
    people = Visit.objects.get().answers["people"]
    assert [member["who"] for member in people] == ["แม่", "นักเรียน", "ยาย"]
    assert people[0] == {"who": "แม่", "age": 38, "wage": 6000}


def test_nobody_at_home_is_a_visit_that_reached_nobody(cast, as_):
    campaign = make.campaign(school=cast.school, by=cast.kanplu)
    as_(cast.somying).post(
        page(cast.chaba), {"version": "0", "act": "finish", "way": "not_done", "q-why_not": "empty", **day()}
    )
    assert Visit.objects.get().campaign == campaign
    assert not Visit.objects.all().counted_for(campaign).exists()


# -- the draft --------------------------------------------------------------------------------------------------


def test_a_draft_needs_nothing_and_is_seen_by_nobody_else(cast, as_):
    client = as_(cast.somying)
    answer = client.post(page(cast.chaba), {"version": "0", "act": "draft", "way": "home", "saw": "ครึ่งทาง"})
    draft = Visit.objects.get()
    assert answer.url == f"/home-visits/{draft.public_id}/edit/"
    assert "ครึ่งทาง" in client.get(answer.url).content.decode()
    assert client.get(page(cast.chaba)).url == answer.url
    assert as_(cast.kanplu).get(answer.url).status_code == 404


def test_a_draft_is_saved_behind_the_page_and_does_not_keep_the_session_alive(cast, as_, clock):
    client = as_(cast.somying)
    client.get("/today/")
    seen = client.session["seen"]
    clock.shift(120)
    answer = client.post(page(cast.chaba), told(act="draft", saw="ก"), headers=BACKGROUND)
    assert answer.json() == {"said": "บันทึกร่าง 12:02\u00a0น.", "version": 1}
    assert client.session["seen"] == seen


def test_the_same_again_leaves_no_line(cast, as_):
    client = as_(cast.somying)
    client.post(page(cast.chaba), told(act="draft", saw="ก"), headers=BACKGROUND)
    lines = Line.objects.filter(about="students_visit").count()
    answer = client.post(page(cast.chaba), told(act="draft", saw="ก") | {"version": "1"}, headers=BACKGROUND)
    assert answer.json()["version"] == 1
    assert Line.objects.filter(about="students_visit").count() == lines


def test_what_is_wrong_is_left_out_of_the_draft_and_said(cast, as_):
    answer = as_(cast.somying).post(
        page(cast.chaba), told(act="draft", saw="ก", **{"q-distance": "ไกล"}), headers=BACKGROUND
    )
    assert "ยกเว้น 1 ช่อง" in answer.json()["said"]
    assert "distance" not in Visit.objects.get().answers


def test_two_windows_do_not_write_over_each_other(cast, as_):
    client = as_(cast.somying)
    client.post(page(cast.chaba), told(act="draft", saw="หน้าต่างแรก"), headers=BACKGROUND)
    second = client.post(page(cast.chaba), told(act="draft", saw="หน้าต่างสอง"), headers=BACKGROUND)
    assert second.status_code == 409
    assert "หน้าต่างอื่น" in json.loads(second.content)["said"]
    body = client.post(page(cast.chaba), told(act="finish", saw="หน้าต่างสอง")).content.decode()
    assert "อีกหน้าต่าง" in body
    assert "หน้าต่างสอง" in body
    assert Visit.objects.get().saw == "หน้าต่างแรก"
    client.post(page(cast.chaba), told(act="finish", saw="หน้าต่างสอง") | {"version": "1"})
    assert (Visit.objects.get().saw, Visit.objects.get().state) == ("หน้าต่างสอง", "done")


def test_the_button_for_photographs_keeps_the_draft_first(cast, as_):
    answer = send(as_(cast.somying), cast.chaba, act="photos")
    assert answer.url.endswith("/edit/#photos")
    assert Visit.objects.get().is_draft


def test_a_signed_out_page_is_told_so_and_keeps_its_words(cast, client):
    assert client.post(page(cast.chaba), told(act="draft"), headers=BACKGROUND).status_code == 401


def test_a_draft_can_be_thrown_away(cast, as_):
    draft = make.visit(cast.chaba, by=cast.somying, state="draft")
    make.photo(draft, by=cast.somying)
    as_(cast.somying).post(reverse("students:discard_visit", args=[draft.public_id]))
    assert not Visit.objects.exists()


# -- filled in from last time -----------------------------------------------------------------------------------


@pytest.fixture
def visited(cast):
    """A visit of last year, by another teacher."""
    answers = {"met": ["father"], "lives_with": "kin", "tenure": "own", "state": "worn", "drugs": ["home"]}
    return make.visit(cast.chaba, by=cast.mana, on=make.START.replace(year=2024, month=8), answers=answers)


def test_last_times_answers_stand_there_and_count_only_when_confirmed(cast, as_, visited):
    client = as_(cast.somying)
    body = client.get(page(cast.chaba)).content.decode()
    assert "ยืนยันว่าเหมือนเดิม" in body
    assert "สภาพบ้าน ชำรุดบางส่วน" in body
    send(client, cast.chaba, **{"q-tenure": "own", "q-state": "worn"})
    assert set(Visit.objects.latest("pk").answers) == {"met", "lives_with"}


def test_a_tick_confirms_a_section(cast, as_, visited):
    send(as_(cast.somying), cast.chaba, **{"q-tenure": "own", "q-state": "worn", "same-house": "on"})
    visit = Visit.objects.latest("pk")
    assert visit.answers["state"] == "worn"
    assert sorted(visit.same_as_before) == ["state", "tenure"]


def test_what_another_wrote_about_danger_is_not_filled_in(cast, as_, visited):
    assert "สารเสพติด คนในบ้านเกี่ยวข้อง" not in as_(cast.somying).get(page(cast.chaba)).content.decode()
    assert "สารเสพติด คนในบ้านเกี่ยวข้อง" in as_(cast.kanplu).get(page(cast.chaba)).content.decode()


def test_the_guardian_of_the_register_is_filled_in(cast, as_):
    make.guardian(cast.chaba, first_name="สายใจ", kinship="ยาย", phone="000-000-0000")
    body = as_(cast.somying).get(page(cast.chaba)).content.decode()
    assert "ชื่อ–สกุล สายใจ ลองเรียน" in body


# -- help at once -----------------------------------------------------------------------------------------------


def test_help_at_once_raises_one_alert(cast, as_):
    send(as_(cast.somying), cast.chaba, urgent="on")
    alert = Alert.objects.get()
    assert (alert.student, alert.kind, alert.raised_by) == (cast.chaba, "visit", cast.somying)


def test_a_draft_alarms_nobody(cast, as_):
    send(as_(cast.somying), cast.chaba, act="draft", urgent="on")
    assert not Alert.objects.exists()


def test_not_for_a_child_who_has_left(cast, as_):
    cast.chaba.classroom = None
    cast.chaba.save()
    assert as_(cast.kanplu).get(page(cast.chaba)).status_code == 403


def test_script_in_words_is_only_words(cast, as_):
    client = as_(cast.somying)
    answer = send(client, cast.chaba, saw="<script>alert(1)</script>", **{"q-future": "<b>ครู</b>"})
    body = client.get(answer.url).content.decode()
    assert "<script>alert(1)</script>" not in body
    assert "&lt;b&gt;ครู" in body
