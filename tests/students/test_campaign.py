"""Campaigns: one deadline for a school or the area, and how far everybody is without a child's name."""

import datetime
import re

import pytest
from django.db import connection
from django.urls import reverse

from journal.context import acting
from students import coverage
from students.models import Campaign, IncomeLimit, Photo, RoomCount, Student, Visit
from tests import make

TODAY = datetime.date(2025, 6, 25)


@pytest.fixture
def campaign(cast):
    return make.campaign(area=cast.area, by=cast.khet)


def page(campaign):
    return reverse("students:campaign", args=[campaign.public_id])


def days(name, day, month="6", year="2568"):
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


def form(place, **more):
    told = {"place": place.public_id, "name": "เดือนเยี่ยมบ้าน", **days("opens_on", "1"), **days("closes_on", "30")}
    return told | more


def test_the_counselor_opens_one_for_her_school_and_the_area_for_all(cast, as_):
    as_(cast.kanplu).post(reverse("students:open_campaign"), form(cast.school))
    as_(cast.khet).post(reverse("students:open_campaign"), form(cast.area))
    assert list(Campaign.objects.order_by("pk").values_list("school", "year__year")) == [
        (cast.school.pk, 2568),
        (None, 2568),
    ]
    assert coverage.current(cast.school, TODAY).school == cast.school
    assert coverage.current(cast.elsewhere, TODAY).school is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": ""}, "กรอกชื่อ"),
        (days("closes_on", "1", "5"), "วันสุดท้ายต้องไม่ก่อนวันเริ่ม"),
        (days("opens_on", "1", "6", "2599"), "ปีการศึกษา"),
        (days("opens_on", "", "", ""), "กรอก"),
        ({"place": "zzz"}, "error"),
    ],
    ids=str,
)
def test_bad_input_opens_nothing(cast, as_, change, says):
    answer = as_(cast.kanplu).post(reverse("students:open_campaign"), form(cast.school) | change)
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert not Campaign.objects.exists()


def test_the_same_name_twice_in_a_year_is_said(cast, as_):
    client = as_(cast.kanplu)
    client.post(reverse("students:open_campaign"), form(cast.school))
    answer = client.post(reverse("students:open_campaign"), form(cast.school))
    assert "มีการเยี่ยมบ้านชื่อนี้แล้วในปีนี้" in answer.content.decode()


def test_rooms_with_their_teachers_and_a_text_without_names(cast, as_, campaign):
    make.visit(cast.chaba, by=cast.somying)
    body = as_(cast.kanplu).get(page(campaign)).content.decode()
    assert "1/2\u00a0คน" in body
    assert "• ป.4/1 ครูสมหญิง เหลือ 1 คน" in body
    assert cast.kita.first_name not in body
    assert cast.luktan.first_name not in body


def test_the_area_reads_counts_of_schools_and_no_row(cast, as_, campaign):
    visit = make.visit(cast.chaba, by=cast.somying, saw="ลับที่บ้าน")
    make.photo(visit, by=cast.somying)
    body = as_(cast.khet).get(page(campaign)).content.decode()
    assert "1/3\u00a0คน" in body
    RoomCount.objects.filter(classroom=cast.room).update(enrolled=1834)
    assert re.search(r"1,83\d\u00a0คน", as_(cast.khet).get(page(campaign)).content.decode())
    assert "แจ้งโรงเรียนที่ยังไม่เริ่ม" in body
    assert "บ้านดอนจำลอง" in body
    assert "ลับที่บ้าน" not in body
    assert cast.chaba.first_name not in body


@pytest.mark.parametrize("person", ["khet", "klum", "chit", "rabop", "truat", "bunchi", "dokkaew"])
def test_the_tables_are_empty_for_who_opens_no_child_here(cast, person, campaign):
    visit = make.visit(cast.chaba, by=cast.somying)
    make.photo(visit, by=cast.somying)
    with acting(getattr(cast, person)):
        assert (Visit.objects.count(), Photo.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("person", "counts"), [("khet", 1), ("klum", 1), ("kanplu", 1), ("dokkaew", 0), ("chit", 0), ("bunchi", 0)]
)
def test_the_count_follows_the_scope_of_figures(cast, campaign, person, counts):
    make.visit(cast.chaba, by=cast.somying)
    with acting(getattr(cast, person)):
        assert sum(coverage.counted(campaign).values()) == counts


def test_counted_in_sql_as_in_python(cast, campaign):
    """From the first day until the next campaign of the same place, late as well, and only where someone was met."""
    make.visit(cast.chaba, by=cast.somying, on=datetime.date(2025, 5, 30))
    make.visit(cast.chaba, by=cast.somying, on=datetime.date(2025, 7, 20))
    make.visit(cast.chaba, by=cast.kanplu, on=datetime.date(2025, 7, 21))
    make.visit(cast.kita, by=cast.somying, on=datetime.date(2025, 6, 2), way="not_done")
    make.visit(cast.thara, by=cast.mana, state="draft")
    make.visit(cast.luktan, by=cast.dokkaew, on=datetime.date(2025, 12, 1))
    assert both(campaign) == {cast.room.pk: 1, cast.far_room.pk: 1}
    later = make.campaign(area=cast.area, by=cast.khet, name="รอบสอง", opens_on=datetime.date(2025, 11, 1),
                          closes_on=datetime.date(2025, 12, 31))  # fmt: skip
    assert both(Campaign.objects.get(pk=campaign.pk)) == {cast.room.pk: 1}
    assert both(later) == {cast.far_room.pk: 1}


def test_a_visit_of_the_school_before_does_not_count_in_the_new_one(cast, campaign):
    make.visit(cast.luktan, by=cast.dokkaew)
    Student.objects.filter(pk=cast.luktan.pk).update(school=cast.school, classroom=cast.room)
    assert coverage.counted(campaign) == {}
    make.visit(Student.objects.get(pk=cast.luktan.pk), by=cast.somying)
    assert coverage.counted(campaign) == {cast.room.pk: 1}


def both(campaign):
    counted = coverage.counted(campaign)
    reached = set(Visit.objects.counted_for(campaign).values_list("student", "student__classroom"))
    assert counted == {room: sum(1 for _, at in reached if at == room) for room in {room for _, room in reached}}
    return counted


def test_the_figure_is_read_by_nobody_else(cast, campaign):
    make.visit(cast.chaba, by=cast.somying)
    with acting(None), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM visit_coverage(%s)", [campaign.pk])
        assert cursor.fetchone() == (0,)


def test_the_deadline_moves_with_a_line(cast, as_, campaign):
    as_(cast.khet).post(reverse("students:edit_campaign", args=[campaign.public_id]), days("closes_on", "15", "7"))
    campaign.refresh_from_db()
    assert campaign.closes_on == datetime.date(2025, 7, 15)


def test_statements_are_the_same_for_two_rooms_and_for_ten(cast, as_, campaign, statements):
    client = as_(cast.kanplu)
    client.get(page(campaign))
    with statements() as few:
        client.get(page(campaign))
    for number in range(3, 11):
        room = make.classroom(school=cast.school, number=number)
        make.visit(make.student(f"เด็ก{number}", classroom=room), by=cast.kanplu)
    with statements() as many:
        client.get(page(campaign))
    assert len(many) == len(few)


# -- the teacher's list, and the day ----------------------------------------------------------------------------


def test_who_is_missing(cast, as_, campaign):
    make.visit(cast.chaba, by=cast.somying)
    make.visit(cast.kita, by=cast.somying, state="draft")
    client = as_(cast.somying)
    body = client.get(reverse("students:visits")).content.decode()
    assert cast.kita.full_name in body
    assert cast.chaba.full_name not in body
    assert "ทำร่างต่อ" in body
    assert cast.chaba.full_name in client.get(reverse("students:visits") + "?status=done").content.decode()
    assert client.get(reverse("students:visits") + f"?class={cast.next_door.public_id}").status_code == 404
    assert client.get(reverse("students:visits") + "?class=' OR 1=1&status=%00").status_code == 404


def test_the_list_takes_as_many_statements_for_forty(cast, as_, campaign, statements):
    client = as_(cast.somying)
    client.get(reverse("students:visits"))
    with statements() as few:
        client.get(reverse("students:visits") + "?status=all")
    for number in range(10, 48):
        make.visit(make.student(f"เด็ก{number}", classroom=cast.room, number=number), by=cast.somying)
    with statements() as many:
        client.get(reverse("students:visits") + "?status=all")
    assert len(many) == len(few)


def test_the_day_says_how_many_are_left_and_then_that_all_are_done(cast, as_, campaign):
    make.visit(cast.chaba, by=cast.somying)
    client = as_(cast.somying)
    body = client.get("/today/").content.decode()
    assert "คนที่ยังไม่ได้เยี่ยมบ้าน" in body
    make.visit(cast.kita, by=cast.somying)
    assert "เยี่ยมบ้านครบแล้ว 2/2" in client.get("/today/").content.decode()


def test_the_room_shows_how_far_it_is(cast, as_, campaign):
    make.visit(cast.chaba, by=cast.somying)
    body = as_(cast.somying).get(f"/classes/{cast.room.public_id}/").content.decode()
    assert "/home-visits/?class=" in body


def test_a_childs_visits(cast, as_):
    visit = make.visit(cast.chaba, by=cast.somying)
    make.photo(visit, by=cast.somying)
    body = as_(cast.kanplu).get(reverse("students:visits_of", args=[cast.chaba.public_id])).content.decode()
    assert f"/home-visits/{visit.public_id}/" in body
    assert "1\u00a0ภาพ" in body


# -- the year's figure of income --------------------------------------------------------------------------------


def test_the_limit_is_the_years_own(cast, as_):
    assert coverage.limit_of(cast.area.pk, 2568) == 3000
    as_(cast.rabop).post(reverse("students:income_limits"), {"baht": "๓,๕๐๐"})
    assert IncomeLimit.objects.get().baht == 3500
    assert (coverage.limit_of(cast.area.pk, 2569), coverage.limit_of(cast.area.pk, 2567)) == (3500, 3000)


@pytest.mark.parametrize("typed", ["", "0", "-1", "มาก", "9999999"])
def test_a_limit_that_is_no_number_is_refused(cast, as_, typed):
    answer = as_(cast.rabop).post(reverse("students:income_limits"), {"baht": typed})
    assert answer.status_code == 200
    assert not IncomeLimit.objects.exists()
