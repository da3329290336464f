"""The list of early warning: whose children, why, and what never gives a point."""

import datetime
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from journal.models import Line
from schools.models import Role
from screening.warned import warned
from students.models import Exclusion
from tests import make
from tests.students.tables import attendance, result

TODAY = datetime.date(2025, 6, 25)
JUNE = datetime.date(2025, 6, 1)


@pytest.fixture
def away(cast):
    """ชบา missed eight days of twenty, five in a row; ธารา has two subjects open and a low average."""
    attendance(cast.chaba, JUNE, by=cast.somying, days=20, absent=8, streak=5)
    result(cast.thara, by=cast.mana, year=2567, term=2, gpax="1.40", zeros=2)
    return cast


@pytest.fixture
def url():
    return reverse("screening:warnings")


@pytest.mark.parametrize(
    ("person", "names"),
    [
        ("somying", ["ชบา"]),
        ("mana", ["ธารา"]),
        ("kanplu", ["ชบา", "ธารา"]),
        ("praphan", ["ชบา", "ธารา"]),
        ("wilai", ["ชบา", "ธารา"]),
        ("dokkaew", []),
    ],
)
def test_everybody_reads_of_her_own_children(away, as_, url, person, names):
    page = as_(getattr(away, person)).get(url).content.decode()
    assert [name for name in ("ชบา", "ธารา") if f"ด.ญ.{name}" in page or f"ด.ช.{name}" in page] == names


@pytest.mark.parametrize("person", ["decha", "pim", "tabian", "bunchi", "khet", "chit", "truat", "gone"])
def test_nobody_else_reads_it(away, as_, url, person):
    assert as_(getattr(away, person)).get(url).status_code == 403


def test_a_term_that_has_only_begun_takes_no_result_of_the_last_one_away(away, as_, url):
    result(away.thara, by=away.mana, year=2568, term=1, conduct=55)
    page = as_(away.mana).get(url).content.decode()
    assert "เกรดเฉลี่ยสะสม 1.40 2/2567" in page
    assert "2\u00a0วิชา 2/2567" in page
    assert "คะแนนความประพฤติ 55 1/2568" in page


def test_a_nurse_with_a_room_reads_of_her_room_only(away, as_, url):
    make.appoint(away.pim, Role.HOMEROOM, classroom=away.next_door)
    page = as_(away.pim).get(url).content.decode()
    assert "ธารา" in page
    assert "ชบา" not in page


def test_each_point_says_why(away, as_, url):
    page = as_(away.somying).get(url).content.decode()
    assert "มาเรียน 60\u00a0% ของวันเรียน 20\u00a0วัน (เกณฑ์ &lt;\u00a080\u00a0%) +2" in page
    assert "ขาดติดต่อกัน 5\u00a0วัน ในมิถุนายน\u00a02568 (เกณฑ์ ตั้งแต่\u00a05) +3" in page
    assert "ขาด 8\u00a0วัน" in page


def test_filters_of_tier_and_room(away, as_, url):
    result(away.kita, by=away.somying, gpax="1.40")
    client = as_(away.kanplu)
    assert "คีตา" in client.get(f"{url}?tier=medium").content.decode()
    assert "คีตา" not in client.get(f"{url}?tier=high").content.decode()
    assert "ชบา" not in client.get(f"{url}?room={away.next_door.public_id}").content.decode()
    assert "ไม่มีนักเรียนตามตัวกรองนี้" in client.get(f"{url}?room=nosuch").content.decode()


def test_sensitive_aspects_never_give_a_point(cast):
    round_ = make.screening_round(school=cast.school, by=cast.kanplu)
    make.screened(cast.chaba, round=round_, by=cast.somying, safety=3, drugs=3, sex=3)
    make.screened(cast.kita, round=round_, by=cast.somying, learning=3)
    found = warned(cast.kanplu, TODAY)
    assert [one.student for one in found] == [cast.kita]
    assert "คัดกรอง 1/2568 มีปัญหา 1\u00a0ด้าน (เรียน)" in found[0].points[0].says


def test_only_the_latest_round_and_the_latest_results_count(cast):
    before = make.screening_round(
        school=cast.school,
        by=cast.kanplu,
        term=2,
        year=make.year(cast.area, 2567),
        opens_on=datetime.date(2024, 11, 10),
        closes_on=datetime.date(2024, 12, 10),
    )
    now = make.screening_round(school=cast.school, by=cast.kanplu)
    make.screened(cast.chaba, round=before, by=cast.somying, learning=3)
    make.screened(cast.chaba, round=now, by=cast.somying)
    result(cast.chaba, by=cast.somying, year=2567, term=2, gpax="1.00")
    result(cast.chaba, by=cast.somying, year=2568, term=1, gpax="2.50")
    attendance(cast.chaba, datetime.date(2025, 3, 1), by=cast.somying, days=20, absent=20, streak=20)
    assert warned(cast.kanplu, TODAY) == []


def test_a_child_shut_out_from_somebody_is_not_on_her_list(away):
    Exclusion.objects.create(
        student=away.chaba, school=away.school, user=away.kanplu, made_by=away.praphan, made_at=make.now()
    )
    assert [one.student for one in warned(away.kanplu, TODAY)] == [away.thara]


def test_a_child_who_left_is_not_on_the_list(away):
    away.chaba.classroom = None
    away.chaba.save()
    assert [one.student for one in warned(away.kanplu, TODAY)] == [away.thara]


def test_one_statement_for_any_number_of_children(away, as_, url, statements):
    client = as_(away.kanplu)
    client.get(url)
    with statements() as few:
        client.get(url)
    for number in range(40):
        child = make.student(f"เด็ก{number}", classroom=away.room)
        attendance(child, JUNE, by=away.somying, days=20, absent=10)
    with statements() as many:
        client.get(url)
    assert len(many) == len(few)
    assert away.kanplu.rights  # her duties are the session's question
    with statements() as asked:
        warned(away.kanplu, TODAY)
    assert len(asked) == 1


def test_the_workbook_holds_the_list_and_leaves_a_line_with_the_children(away, as_):
    answer = as_(away.kanplu).get(f"{reverse('screening:warnings_xlsx')}?room={away.room.public_id}")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[2] for row in rows[1:]] == [away.chaba.full_name]
    assert "มาเรียน 60" in rows[1][5]
    line = Line.objects.filter(verb="disclosed").latest("pk")
    assert (line.students, line.detail["kind"]) == ([away.chaba.pk], "warnings")


def test_a_child_s_own_page_and_panel(away, as_):
    url = reverse("screening:child_warnings", args=[away.chaba.public_id])
    page = as_(away.somying).get(url).content.decode()
    assert "ขาดติดต่อกัน 5" in page
    panel = as_(away.somying).get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in panel
    assert "ขาดติดต่อกัน 5" in panel
    assert as_(away.mana).get(url).status_code == 404
    assert as_(away.pim).get(url).status_code == 403
