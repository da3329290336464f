"""What staff hear is kept as the reply form has it; it is read in one tap, and its advice becomes tasks once."""

import datetime
import re
from html import unescape

import pytest
from django.urls import reverse

from cases.models import Task
from journal.context import acting
from journal.models import Line, Verb
from referrals import actions
from referrals.models import Referral, Reply
from tests import make

ON = datetime.date(2025, 6, 25)
SAID = {"version": "1", "result": "accepted", "said_by": "พยาบาลมะลิ", "how": "phone"}


def day(name, on=ON):
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year + 543)}


def at(view, referral, *more):
    return reverse(f"referrals:{view}", args=[referral.public_id, *more])


@pytest.fixture
def reply(sent, cast):
    with acting(cast.kanplu):
        return actions.record_reply(
            sent,
            result="accepted",
            said_by="พยาบาลมะลิ",
            how="phone",
            received_on=ON,
            appointment_on=datetime.date(2025, 6, 30),
            appointment_place="9 โมง คลินิกวัยรุ่น",
            advice="- ให้นั่งแถวหน้า\nโทรหายายทุกสัปดาห์\n\n",
            version=1,
            by=cast.kanplu,
        )


def test_every_field_of_the_form_is_kept(cast, sent, as_):
    typed = {
        "position": "พยาบาลวิชาชีพ",
        "phone": "000-000-0000",
        "appointment_place": "คลินิกวัยรุ่น",
        "findings": "เครียดจากที่บ้าน",
        "advice": "ให้นั่งแถวหน้า",
    }
    days = day("received_on") | day("appointment_on", datetime.date(2025, 6, 30))
    days |= day("next_on", datetime.date(2025, 7, 14))
    assert as_(cast.praphan).post(at("record_reply", sent), SAID | typed | days).status_code == 302
    kept = Reply.objects.get()
    assert [getattr(kept, name) for name in typed] == list(typed.values())
    assert (kept.recorded_by, kept.received_on, kept.next_on) == (cast.praphan, ON, datetime.date(2025, 7, 14))
    sent.refresh_from_db()
    assert sent.state == "answered"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"result": "declined"}, "เลือกเหตุที่หน่วยงานไม่รับ"),
        ({"result": "declined", "why": "other"}, "เขียนเหตุผลที่หน่วยงานไม่รับ"),
        ({"result": "declined", "why": "zzz"}, "เลือกเหตุจากรายการ"),
        ({"result": "more"}, "เขียนว่าหน่วยงานขอข้อมูลอะไรเพิ่ม"),
        ({"how": "link"}, "link"),
        (day("next_on", datetime.date(2025, 6, 1)), "วันนัดถัดไปต้องไม่ก่อนวันที่ได้รับคำตอบ"),
        (day("received_on", datetime.date(2025, 6, 27)), "25"),
    ],
)
def test_what_cannot_be_is_asked_again(cast, sent, as_, typed, says):
    answer = as_(cast.kanplu).post(at("record_reply", sent), SAID | day("received_on") | typed)
    assert (answer.status_code, says in answer.content.decode(), Reply.objects.count()) == (200, True, 0)


def test_a_refusal_on_the_telephone_is_a_side_exit_with_its_reason(cast, sent, as_):
    typed = SAID | day("received_on") | {"result": "declined", "why": "area"}
    as_(cast.kanplu).post(at("record_reply", sent), typed)
    body = as_(cast.kanplu).get(at("referral", sent)).content.decode()
    assert "อยู่นอกพื้นที่รับผิดชอบ" in body
    assert at("send_to_another", sent) in body


def test_answers_stand_in_versions_the_newest_first(cast, sent, reply, as_):
    with acting(cast.kanplu):
        actions.record_reply(
            sent, result="accepted", said_by="หมอสมมติ", how="phone", received_on=ON, version=2, by=cast.kanplu
        )
    body = as_(cast.kanplu).get(at("referral", sent)).content.decode()
    assert body.index("คำตอบที่ 2") < body.index("คำตอบที่ 1")
    assert "คลินิกวัยรุ่น" in body


def test_the_homeroom_teacher_sees_that_it_was_answered_and_not_what(cast, sent, reply, as_):
    body = as_(cast.somying).get(at("referral", sent)).content.decode()
    assert "รับดูแล" in body
    for word in ("นั่งแถวหน้า", "พยาบาลมะลิ", "ทำเป็นงาน", "รับทราบ"):
        assert word not in body


def test_one_tap_says_it_was_read_by_whom(cast, sent, reply, as_):
    client = as_(cast.praphan)
    assert client.post(at("read_reply", sent), {"number": "1"}).status_code == 302
    reply.refresh_from_db()
    assert (reply.read_by, reply.read_at is not None) == (cast.praphan, True)
    as_(cast.kanplu).post(at("read_reply", sent), {"number": "1"})
    reply.refresh_from_db()
    assert reply.read_by == cast.praphan
    assert Line.objects.filter(verb=Verb.REVIEWED, about_id=sent.pk, about="referrals.Referral").count() == 1


def test_tapped_on_the_board_it_leads_back_to_its_column_with_the_filters(cast, sent, reply, as_):
    client = as_(cast.kanplu)
    page = client.get(reverse("referrals:board"), {"mine": "1", "sort": "code"}).content.decode()
    [board] = set(re.findall(r'name="board" value="([^"]*)"', page))
    answer = client.post(at("read_reply", sent), {"number": "1", "board": unescape(board)}, follow=True)
    [(place, _)] = answer.redirect_chain
    assert place == f"{reverse('referrals:board')}?state=answered&sort=code&mine=1"
    assert f"รับทราบคำตอบของ {sent.code} แล้ว" in answer.content.decode()
    reply.refresh_from_db()
    assert reply.read_by == cast.kanplu


def test_what_left_the_way_leads_back_to_the_list_below_and_nowhere_else(cast, sent, reply, as_):
    Referral.objects.filter(pk=sent.pk).update(state="declined")
    board = "//elsewhere.example/?state=zzz&agency=%0d%0aX"
    answer = as_(cast.kanplu).post(at("read_reply", sent), {"number": "1", "board": board})
    assert answer["Location"].startswith(f"{reverse('referrals:board')}?")
    assert answer["Location"].endswith("#exits")
    assert "elsewhere" not in answer["Location"]


def test_a_tap_does_not_read_what_came_after_the_page(cast, sent, reply, as_):
    with acting(cast.kanplu):
        actions.record_reply(
            sent, result="accepted", said_by="หมอสมมติ", how="phone", received_on=ON, version=2, by=cast.kanplu
        )
    as_(cast.kanplu).post(at("read_reply", sent), {"number": "1"})
    assert list(Reply.objects.filter(read_at=None).values_list("number", flat=True)) == [2]


@pytest.mark.parametrize("number", ["", "2", "-1", "๑", "x", "99999999999"])
def test_a_reply_that_is_not_there_is_not_read(cast, sent, reply, as_, number):
    assert as_(cast.kanplu).post(at("read_reply", sent), {"number": number}).status_code == 404
    reply.refresh_from_db()
    assert reply.read_at is None


def chosen(cast, *lines, due_on=datetime.date(2025, 7, 2)):
    return {"lines": list(lines), "responsible": cast.kanplu.public_id} | day("due_on", due_on)


def test_one_click_makes_every_line_a_task_and_the_appointment_one_on_its_day(cast, sent, reply, as_):
    client = as_(cast.kanplu)
    body = client.get(at("referral", sent)).content.decode()
    assert "ทำเป็นงานทั้ง 3\u00a0ข้อ" in body
    before = Task.objects.filter(case=sent.case).count()
    assert client.post(at("take_advice", sent, 1), chosen(cast, "appointment", "1", "2")).status_code == 302
    made = Task.objects.filter(case=sent.case).order_by("pk")[before:]
    assert [(task.text, task.due_on, task.responsible) for task in made] == [
        ("พาไปตามนัด 9 โมง คลินิกวัยรุ่น", datetime.date(2025, 6, 30), cast.kanplu),
        ("ให้นั่งแถวหน้า", datetime.date(2025, 7, 2), cast.kanplu),
        ("โทรหายายทุกสัปดาห์", datetime.date(2025, 7, 2), cast.kanplu),
    ]
    reply.refresh_from_db()
    assert reply.read_by == cast.kanplu
    assert "เป็นงานแล้ว" in client.get(at("referral", sent)).content.decode()


def test_the_page_offers_the_same_in_one_click_as_its_form(cast, sent, reply, as_):
    """What the hidden fields of the button say is a valid form: the owner, in a week, every open line."""
    body = as_(cast.kanplu).get(at("referral", sent)).content.decode()
    for name, value in (chosen(cast) | {"lines": "appointment"}).items():
        assert f'name="{name}" value="{value}"' in body


def test_twice_makes_no_double_whoever_asks(cast, sent, reply, as_):
    client, before = as_(cast.kanplu), Task.objects.count()
    client.post(at("take_advice", sent, 1), chosen(cast, "1"))
    client.post(at("take_advice", sent, 1), chosen(cast, "1"))
    client.post(at("take_advice", sent, 1), chosen(cast, "1", "2"))
    assert Task.objects.count() == before + 2


@pytest.mark.parametrize(
    "typed",
    [{"lines": []}, {"lines": ["7"]}, {"responsible": ""}, {"responsible": "zzzzzzzz"}, {"due_on_day": ""}]
    + [day("due_on", on) for on in (datetime.date(2025, 6, 24), datetime.date(2027, 6, 24))],
)
def test_advice_that_nobody_can_do_is_asked_again(cast, sent, reply, as_, typed):
    before = Task.objects.count()
    answer = as_(cast.kanplu).post(at("take_advice", sent, 1), chosen(cast, "1") | typed)
    assert (answer.status_code, Task.objects.count()) == (200, before)


def test_a_long_line_is_cut_where_a_task_ends(cast, sent, as_):
    with acting(cast.kanplu):
        reply = actions.record_reply(
            sent,
            result="accepted",
            said_by="x",
            how="phone",
            received_on=ON,
            advice="ก" * 400,
            version=1,
            by=cast.kanplu,
        )
        actions.take_advice(sent, reply=reply, lines=["1"], due_on=ON, responsible=cast.kanplu, by=cast.kanplu)
    assert len(Task.objects.latest("pk").text) == 200


def test_a_case_that_is_closed_takes_no_advice(cast, sent, reply, as_):
    sent.case.state = "closed"
    sent.case.outcome, sent.case.closed_by, sent.case.closed_at = "improved", cast.kanplu, make.now()
    sent.case.save()
    client, before = as_(cast.kanplu), Task.objects.count()
    assert "ทำเป็นงานทั้ง" not in client.get(at("referral", sent)).content.decode()
    assert client.post(at("take_advice", sent, 1), chosen(cast, "1")).status_code == 409
    assert Task.objects.count() == before
