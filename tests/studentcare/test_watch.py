"""What nurse, discipline and level heads watch over: whole lists of one thing, and nothing of the rest."""

import datetime

import pytest

from activities.models import Activity, Kind, Observation
from journal.models import Line
from schools.models import Role
from screening.models import Aspect
from students.models import Exclusion, Health, Measure
from tests import make

NOW = datetime.datetime(2025, 6, 25, 5, 0, tzinfo=datetime.UTC)
TODAY = datetime.date(2025, 6, 25)


@pytest.fixture
def school(cast):
    """ชบา at risk in สุขภาพ and เศรษฐกิจ, ธารา in รุนแรง and สารเสพติด; คีตา is allergic and weighed."""
    cast.round = make.screening_round(area=cast.area, by=cast.khet)
    make.row(cast.chaba, round_=cast.round, by=cast.somying, levels="11221111111")
    make.row(cast.thara, round_=cast.round, by=cast.mana, levels="11111321111")
    Health.objects.create(student=cast.kita, school=cast.school, allergies="แพ้ถั่วลิสง", told_by=cast.pim, told_at=NOW)
    Measure.objects.create(
        student=cast.kita,
        school=cast.school,
        year=2568,
        term=1,
        measured_on=TODAY,
        weight=30,
        height=130,
        recorded_by=cast.pim,
        recorded_at=NOW,
    )
    return cast


def read(as_, user, address):
    return as_(user).get(address).content.decode()


def test_the_nurse_finds_whom_to_know_at_risk_and_unweighed(school, as_):
    known = read(as_, school.pim, "/watch/health/")
    assert "แพ้ถั่วลิสง" in known
    risky = read(as_, school.pim, "/watch/health/?show=risk")
    assert school.chaba.short_name in risky
    assert school.thara.short_name not in risky
    assert "เศรษฐกิจ" not in risky, "only the aspects that name the nurse"
    unweighed = read(as_, school.pim, "/watch/health/?show=unweighed")
    assert "1 จาก 2\u00a0คน" in unweighed
    assert "1 จาก 1\u00a0คน" in unweighed


def test_discipline_reads_violence_and_drugs_and_no_health(school, as_):
    risky = read(as_, school.decha, "/watch/conduct/?show=risk")
    assert school.thara.short_name in risky
    assert school.chaba.short_name not in risky
    for slug in ("violence", "drugs"):
        assert Aspect.objects.get(criteria=school.round.criteria, slug=slug).short in risky


def test_the_head_reads_violence_and_not_the_sensitive_letter(school, as_):
    risky = read(as_, school.praphan, "/watch/conduct/?show=risk")
    assert school.thara.short_name in risky
    assert Aspect.objects.get(criteria=school.round.criteria, slug="drugs").short not in risky


def test_who_was_warned_lately_stands_with_her_praise(school, as_):
    for tone, days in (("concern", 1), ("praise", 2), ("concern", 40)):
        Observation.objects.create(
            student=school.thara,
            school=school.school,
            tone=tone,
            text="เห็นกับตา",
            year=2568,
            term=1,
            seen_on=TODAY - datetime.timedelta(days=days),
            by=school.mana,
            at=NOW,
        )
    body = read(as_, school.decha, "/watch/conduct/")
    assert school.thara.short_name in body
    assert '<td data-label="ตักเตือน" class="end num">1</td><td data-label="ชื่นชม" class="end num">1</td>' in body


def test_the_level_head_sees_her_rooms_in_five_steps(school, as_):
    Activity.objects.create(
        school=school.school,
        classroom=school.room,
        kind=Kind.HOMEROOM,
        year=2568,
        term=1,
        held_on=TODAY,
        title="มาตรงเวลา",
        led_by=school.somying,
        recorded_by=school.somying,
        recorded_at=NOW,
    )
    body = read(as_, school.wilai, "/watch/levels/")
    assert '<td data-label="โฮมรูมเดือนนี้" class="end num">1</td>' in body
    assert "ป.4/1" in body
    assert "ป.4/2" in body
    assert "ยังไม่มีใครดูแล 2\u00a0คน" in body


def test_a_counselor_chooses_among_all_levels(school, as_):
    other = make.classroom(school=school.school, level=5)
    body = read(as_, school.kanplu, f"/watch/levels/?level={school.school.public_id}-5")
    assert other.name in body
    assert "ป.4/1" not in body


def test_who_is_shut_out_does_not_find_the_child(school, as_):
    Exclusion.objects.create(
        student=school.kita, school=school.school, user=school.pim, made_by=school.kanplu, made_at=NOW
    )
    body = read(as_, school.pim, "/watch/health/")
    assert "แพ้ถั่วลิสง" not in body
    assert 'ต้องรู้ไว้ <span class="num">0</span>' in body


def test_reading_the_list_is_a_line_with_whom_it_named(school, as_):
    read(as_, school.pim, "/watch/health/")
    line = Line.objects.filter(verb="viewed", detail__page="health_watch").latest("id")
    assert line.students == [school.kita.pk]


@pytest.mark.parametrize("watched", ["health", "conduct", "levels"])
def test_the_statements_do_not_grow_with_the_children(school, as_, statements, watched):
    def asked():
        client = as_(school.kanplu)
        client.get(f"/watch/{watched}/?show=risk")
        with statements() as made:
            client.get(f"/watch/{watched}/?show=risk")
        return len(made)

    few = asked()
    for number in range(20, 30):
        make.row(
            make.student("อีกคน", classroom=school.room, number=number),
            round_=school.round,
            by=school.somying,
            levels="11321331111",
        )
    assert asked() == few <= 24


def test_an_empty_school_is_told_so(cast, as_):
    make.appoint(cast.pim, Role.LEVEL_HEAD, school=cast.school, level=6)
    assert "ยังไม่มีข้อมูลโรคประจำตัว" in read(as_, cast.pim, "/watch/health/")
    assert "ไม่มีใครถูกตักเตือน" in read(as_, cast.decha, "/watch/conduct/")
    assert "ยังไม่มีห้องของระดับนี้" in read(as_, cast.pim, "/watch/levels/")
