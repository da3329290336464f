"""The kept figures of a school: counted at the commit of what changed them, and never another number than the rows."""

import datetime
import io
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections, transaction

from cases.models import Case
from journal.context import acting
from screening.models import Row
from students.actions import leave, move_room
from supervision import figures, jobs
from supervision.models import Standing
from tests import make
from tests.conftest import TODAY, connected_as, copy_of_the_cast

pytestmark = pytest.mark.django_db(transaction=True)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def area(transactional_db):
    """ชบา and ธารา are at risk, คีตา is not; ชบา has a case. Everything is committed."""
    cast = copy_of_the_cast()
    with acting(cast.khet):
        cast.round = make.screening_round(area=cast.area, by=cast.khet)
    with acting(cast.kanplu):
        make.row(cast.chaba, round_=cast.round, by=cast.somying, levels="12111111111")
        make.row(cast.kita, round_=cast.round, by=cast.somying)
        make.row(cast.thara, round_=cast.round, by=cast.mana, levels="13111111111")
        cast.case = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu)
    return cast


def read(area):
    """(needing, uncared, waiting, screened) of บ้านสมมติวิทยา as its officer reads them."""
    with acting(area.khet):
        one = figures.standings()[area.school.pk][2]
    return one.needing, one.uncared, one.waiting, one.screened


def differ():
    with acting(system="test"):
        return figures.differences()


def kept(area):
    with acting(system="test"):
        return Standing.objects.get(school=area.school)


def note(area):
    make.note(make.case(area.thara, by=area.mana, state="closed"), by=area.mana)


def close(area):
    Case.objects.filter(pk=area.case.pk).update(
        state="closed", outcome="improved", closing_text="ดีขึ้น", closed_by=area.kanplu, closed_at=make.now()
    )


def send(area):
    make.referral(area.case, by=area.kanplu, state="sent")


def improve(area):
    Row.objects.filter(student=area.thara).update(computed_group=1, final_group=1, levels=[1] * 11)


def screen_again(area):
    later = make.screening_round(school=area.school, by=area.kanplu, sequence=2, opens_on=TODAY)
    make.row(area.thara, round_=later, by=area.mana)


@pytest.mark.parametrize(
    ("change", "read_then"),
    [
        (note, (2, 0, 0, 3)),
        (close, (2, 2, 0, 3)),
        (send, (2, 1, 1, 3)),
        (improve, (1, 0, 0, 3)),
        (screen_again, (1, 0, 0, 1)),
        (lambda area: leave(area.thara, on=TODAY, by=area.kanplu), (1, 0, 0, 2)),
        (lambda area: move_room(area.thara, classroom=area.room, on=TODAY, by=area.kanplu), (2, 1, 0, 3)),
    ],
    ids=["note", "close", "send", "improve", "screen_again", "leave", "move"],
)
def test_whatever_happens_is_counted_when_it_is_committed(area, change, read_then):
    assert read(area) == (2, 1, 0, 3)
    with acting(area.kanplu):
        change(area)
    assert read(area) == read_then
    assert kept(area).counted_on == TODAY
    assert differ() == []


def test_what_is_taken_back_is_not_counted(area):
    with acting(area.kanplu):
        close(area)
        transaction.set_rollback(True)
    assert read(area) == (2, 1, 0, 3)
    assert differ() == []


def test_who_has_just_written_reads_it_at_once(area):
    with acting(area.kanplu):
        close(area)
        assert figures.standings()[area.school.pk][2].uncared == 2
        assert kept(area).uncared == 1


def test_a_new_day_is_counted_by_who_reads_first_and_kept_by_the_worker(area, clock):
    """The note of the 46th day looks after nobody any more, and nobody wrote anything."""
    with acting(area.kanplu):
        note(area)
    clock.shift(46 * DAY)
    assert read(area)[:2] == (2, 1)
    assert kept(area).uncared == 0
    jobs.recount(timestamp=0)
    assert (kept(area).uncared, kept(area).counted_on) == (1, TODAY + 46 * DAY)


def test_a_round_of_the_area_is_counted_in_each_of_its_schools(area):
    with acting(area.khet):
        make.screening_round(area=area.area, by=area.khet, sequence=2, opens_on=TODAY)
    assert read(area) == (2, 1, 0, 0), "those of the round before are still in need"
    with acting(system="test"):
        assert {one.round.sequence for one in Standing.objects.all()} == {2}


def save(person, child, ready):
    with acting(person):
        Row.objects.filter(student=child).update(computed_group=3, final_group=3)
        ready.wait(timeout=10)
    connections.close_all()


def test_two_rooms_that_save_at_once_are_both_counted(area):
    ready = threading.Barrier(2)
    savers = [
        threading.Thread(target=save, args=(person, child, ready))
        for person, child in ((area.somying, area.kita), (area.mana, area.thara))
    ]
    for saver in savers:
        saver.start()
    for saver in savers:
        saver.join(timeout=20)
    assert read(area)[:2] == (3, 2)
    assert differ() == []


def test_nobody_writes_a_figure_by_hand(area):
    with acting(area.khet):
        assert Standing.objects.update(uncared=0) == 0
    with pytest.raises(DatabaseError), acting(system="test"):
        Standing.objects.create(school=area.elsewhere, uncared=3)
    with acting(area.somying):
        assert {one.school_id for one in Standing.objects.all()} == {area.school.pk}


def test_a_wrong_figure_is_told_and_mended(area):
    with connected_as(connections["default"].settings_dict["OWNER"]):
        Standing.objects.filter(school=area.school).update(uncared=9)
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 counts differ"):
        call_command("recount", stdout=out)
    assert f"school {area.school.pk}: kept" in out.getvalue()
    call_command("recount", "--mend", stdout=out)
    assert read(area)[:2] == (2, 1)
    assert differ() == []
