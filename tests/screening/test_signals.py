"""The teacher is told first; the area reads a share, and no room, child or number under five."""

import datetime

import pytest

from journal.context import acting
from screening import actions
from screening.cells import Typed
from screening.models import Row, Signal, SignalCount
from screening.signals import said
from tests import make


@pytest.fixture
def copied(room, cast):
    """Six children with the very same letters as in the round before."""
    before = make.begun_round(
        cast.school, by=cast.kanplu, term=2, year_number=2567, opens_on=datetime.date(2024, 11, 10)
    )
    children = [room.chaba, room.kita, *(make.student(f"เด็ก{n}", classroom=cast.room) for n in range(4))]
    for child in children:
        for round_ in (before, room.round):
            make.row(child, round_=round_, by=room.somying, levels="11121111111")
    return children


def test_the_check_page_says_what_to_look_at_again_and_by_whom(room, copied, as_):
    page = as_(room.somying).get(room.url("submit")).content.decode()
    assert "เหมือนรอบก่อนทุกช่อง" in page
    assert copied[0].short_name in page


def test_looking_keeps_nothing_and_handing_in_keeps_it_with_her_word(room, copied, as_):
    client = as_(room.somying)
    client.get(room.url("submit"))
    assert not Signal.objects.exists()
    client.post(room.url("submit"), {"answer": "ทวนแล้ว ถูกต้อง"})
    kept = Signal.objects.get()
    assert (kept.kind, kept.about, len(kept.students)) == ("same_as_before", "rows", 6)
    assert (kept.answer, kept.answered_by) == ("ทวนแล้ว ถูกต้อง", room.somying)
    assert SignalCount.objects.get().children == 6


def test_signs_do_not_stop_anybody_from_handing_in(room, copied, as_):
    as_(room.somying).post(room.url("submit"))
    assert Signal.objects.get().answered_at is None


def test_what_was_changed_after_reopening_is_no_sign_any_more(room, copied, as_):
    actions.submit(room.round, classroom=room.classroom, by=room.somying)
    actions.reopen(room.round, classroom=room.classroom, by=room.kanplu)
    for child in copied[:3]:
        row = Row.objects.get(round=room.round, student=child)
        typed = {child: Typed({4: 1, 5: 2}, version=row.version, was=row.levels)}
        actions.record_rows(room.round, classroom=room.classroom, aspects=room.aspects, typed=typed, by=room.somying)
    actions.submit(room.round, classroom=room.classroom, by=room.somying)
    assert not Signal.objects.exists()
    assert not SignalCount.objects.exists()


def test_the_counselor_reads_the_room_and_the_area_a_share(room, copied, cast, as_):
    as_(room.somying).post(room.url("submit"), {"answer": "ถูกต้อง"})
    address = f"/rounds/{room.round.public_id}/"
    mine = as_(room.kanplu).get(address).content.decode()
    assert "ผลที่ควรทวน" in mine
    assert "ถูกต้อง" in mine
    for somebody in (cast.praphan, cast.somying):
        assert "ผลที่ควรทวน 1" not in as_(somebody).get(address).content.decode()


def test_the_area_s_wall_opens_counts_and_no_signs(room, copied, cast):
    actions.submit(room.round, classroom=room.classroom, by=room.somying)
    with acting(cast.khet):
        assert not Signal.objects.exists()
        assert SignalCount.objects.count() == 1
    with acting(cast.dokkaew):
        assert not Signal.objects.exists()
        assert not SignalCount.objects.exists()


@pytest.mark.parametrize(
    ("children", "every", "text"),
    [(4, 100, "<5\xa0คน"), (1, 5, "<5\xa0คน"), (12, 100, "12%"), (97, 100, "*"), (100, 100, "100%")],
)
def test_a_few_children_are_never_a_number(children, every, text):
    assert said(children, every) == text
