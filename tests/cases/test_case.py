"""The case page: what stands on it for whom."""

import datetime

from django.urls import reverse
from django.utils import timezone

from cases.actions import note_event
from cases.models import Task
from journal.models import Line
from students.models import Guardian
from tests import make


def body(client, case):
    return client.get(reverse("cases:case", args=[case.public_id])).content.decode()


def test_buttons_are_those_she_may_use_and_the_state_allows(cast, case, as_):
    pages = {name: body(as_(getattr(cast, name)), case) for name in ("kanplu", "somying", "praphan")}
    buttons = {
        name: reverse(f"{'referrals' if name == 'refer' else 'cases'}:{name}", args=[case.public_id])
        for name in ("refer", "assign", "plan", "add_task", "write_note", "close", "reopen", "accept", "summary")
    }
    shown = {who: {name for name, url in buttons.items() if f'"{url}' in page} for who, page in pages.items()}
    assert shown == {
        "kanplu": {"refer", "assign", "plan", "add_task", "write_note", "close", "summary"},
        "somying": {"write_note", "summary"},
        "praphan": {"assign", "summary"},
    }
    asked = make.case(cast.kita, by=cast.somying, state="intake")
    assert reverse("cases:accept", args=[asked.public_id]) in body(as_(cast.kanplu), asked)
    closed = make.case(cast.kita, by=cast.somying, owner=cast.kanplu, state="closed")
    assert reverse("cases:reopen", args=[closed.public_id]) in body(as_(cast.kanplu), closed)


def test_secrecy_of_notes(cast, case, as_):
    make.note(case, "ทีมรู้", by=cast.kanplu)
    secret = make.note(case, "ลับสุดยอด", by=cast.kanplu, secrecy="counselors")
    seen = {name: body(as_(getattr(cast, name)), case) for name in ("kanplu", "somying", "praphan")}
    assert {name for name, page in seen.items() if "ทีมรู้" in page} == {"kanplu", "somying"}
    assert all("ลับสุดยอด" not in page for page in seen.values())
    link = reverse("cases:read_note", args=[case.public_id, secret.public_id])
    assert {name for name, page in seen.items() if link in page} == {"kanplu"}
    assert seen["praphan"].count("บันทึกจำกัดสิทธิ์") == 2


def test_a_corrected_note_is_struck_and_stays(cast, case, as_):
    note = make.note(case, "แม่ไม่มา", by=cast.somying)
    client = as_(cast.somying)
    client.post(reverse("cases:correct_note", args=[case.public_id, note.public_id]), {"text": "แม่มาแล้ว"})
    page = body(client, case)
    assert '<del class="note-text">แม่ไม่มา</del>' in page
    assert '<p class="note-text">แม่มาแล้ว</p>' in page


def test_a_sensitive_aspect_is_not_named_to_the_head(cast, round_, as_):
    row = make.screened(cast.chaba, round=round_, by=cast.somying, safety=3, economy=2)
    case = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu, row=row, aspects=["economy", "safety"])
    assert "สวัสดิภาพ" in body(as_(cast.kanplu), case)
    assert "สวัสดิภาพ" not in body(as_(cast.praphan), case)
    assert "จำกัดสิทธิ์" in body(as_(cast.praphan), case)


def test_one_opened_page_is_one_line(cast, case, as_):
    make.note(case, by=cast.kanplu, secrecy="counselors")
    body(as_(cast.kanplu), case)
    assert [line.verb for line in Line.objects.filter(user_id=cast.kanplu.pk)] == ["viewed"]


def test_a_timeline_link_of_a_later_step(cast, case, as_, doing):
    with doing(cast.kanplu):
        note_event(case, kind="referred", text="R-2568-0001", url="/referrals/abc/", by=cast.kanplu)
        note_event(case, kind="answered", text="รับดูแล", by=None)
    page = body(as_(cast.somying), case)
    assert '<a href="/referrals/abc/">R-2568-0001</a>' in page
    assert "ระบบ" in page


def test_queries_do_not_grow_with_the_story(cast, case, as_, statements):
    client = as_(cast.kanplu)
    make.note(case, by=cast.somying)
    make.task(case, responsible=cast.somying)
    body(client, case)
    with statements() as short:
        body(client, case)
    for _ in range(20):
        make.note(case, by=cast.somying)
        make.task(case, responsible=cast.pim)
    with statements() as long:
        body(client, case)
    assert len(long) == len(short) <= 22


def test_who_is_shut_out_is_no_longer_named_as_the_team(cast, case, as_):
    make.task(case, responsible=cast.pim)
    client = as_(cast.kanplu)
    page = reverse("cases:case", args=[case.public_id])
    assert client.get(page).context["team"] == [cast.somying, cast.pim]
    for person in (cast.somying, cast.pim):
        make.exclusion(cast.chaba, person, by=cast.kanplu)
    assert client.get(page).context["team"] == []


def test_a_day_that_went_by_is_told_by_the_system(cast, case, as_):
    """Of what is late now, and of what was done or cancelled after its day; never of what was in time."""
    days = {"โทรผู้ปกครอง": 23, "ทำช้าไป": 19, "ทำทันวัน": 21, "วันนี้ยังทัน": 25}
    for text, day in days.items():
        make.task(case, text, responsible=cast.somying, due_on=datetime.date(2025, 6, day))
    ended = datetime.datetime(2025, 6, 21, 3, 0, tzinfo=datetime.UTC)
    Task.objects.filter(text__in=["ทำช้าไป", "ทำทันวัน"]).update(done_at=ended, done_by=cast.somying)
    page = as_(cast.kanplu).get(reverse("cases:case", args=[case.public_id]))
    late = [
        (entry.late.text, timezone.localtime(entry.at).date().day) for entry in page.context["timeline"] if entry.late
    ]
    assert late == [("โทรผู้ปกครอง", 24), ("ทำช้าไป", 20)]
    assert "ระบบ" in page.content.decode()
    assert page.content.decode().count("งานเลยกำหนด") == 2


def test_the_family_is_one_tap_away_unless_somebody_at_home_is_suspected(cast, case, as_):
    """Who may not know the telephone, reads none here either."""
    make.guardian(cast.chaba, phone="0000000077")
    make.task(case, responsible=cast.decha)
    pages = {name: body(as_(getattr(cast, name)), case) for name in ("kanplu", "somying", "praphan", "decha")}
    shown = {name for name, page in pages.items() if 'href="tel:0000000077"' in page}
    seen = {name for name in pages if Guardian.objects.visible_to(getattr(cast, name)).exists()}
    assert shown == seen
    assert {"kanplu", "somying"} <= shown
    make.protection(cast.chaba, by=cast.somying, is_home_suspected=True)
    assert "0000000077" not in body(as_(cast.kanplu), case)
