"""Who could read or write a campaign or the year's figure of income with SQL alone."""

import pytest
from django.db import ProgrammingError, connection, transaction

from journal.context import acting
from schools.models import Role
from students.models import IncomeLimit
from tests import make


@pytest.fixture
def kept(cast):
    """A campaign of the school, one of the area, a figure of the area; and somebody of a third school elsewhere."""
    cast.own = make.campaign(school=cast.school, by=cast.kanplu, name="ของโรงเรียน")
    cast.wide = make.campaign(area=cast.area, by=cast.khet)
    cast.limit = IncomeLimit.objects.create(area=cast.area, year=2568, baht=3000)
    other = make.area("เขตอื่น")
    cast.stranger = make.staff("stranger", Role.COUNSELOR, school=make.school("ไกล", area=other))
    cast.farofficer = make.staff("farofficer", Role.AREA_OFFICER, area=other)
    cast.faradmin = make.staff("faradmin", Role.AREA_ADMIN, area=other)
    return cast


def sql(person, query, *values):
    with acting(person), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def test_a_campaign_is_read_where_it_holds(kept):
    seen = "SELECT id FROM students_campaign ORDER BY id"
    people = (kept.kanplu, kept.somying, kept.dokkaew, kept.khet, kept.stranger, kept.farofficer)
    own, wide = (kept.own.pk,), (kept.wide.pk,)
    assert [sql(one, seen) for one in people] == [[own, wide], [own, wide], [wide], [own, wide], [], []]


@pytest.mark.parametrize(
    ("name", "own", "wide"),
    [("kanplu", 1, 0), ("khet", 0, 1), ("somying", 0, 0), ("praphan", 0, 0), ("dokkaew", 0, 0), ("farofficer", 0, 0)],
)
def test_a_campaign_is_written_by_its_counselor_or_its_areas_officer(kept, name, own, wide):
    change = "UPDATE students_campaign SET name = name || '.' WHERE id = %s"
    assert sql(getattr(kept, name), change, kept.own.pk) == own
    assert sql(getattr(kept, name), change, kept.wide.pk) == wide


def test_a_campaign_is_not_begun_for_another_place(kept):
    begin = (
        "INSERT INTO students_campaign (public_id, area_id, school_id, year_id, name, opens_on, closes_on,"
        " opened_by_id, opened_at) SELECT 'forged00', %s, %s, year_id, 'x', opens_on, closes_on, opened_by_id,"
        " opened_at FROM students_campaign LIMIT 1"
    )
    places = (
        (kept.kanplu, kept.area.pk, kept.elsewhere.pk),
        (kept.kanplu, kept.area.pk, None),
        (kept.kanplu, kept.stranger.rights.held[0].school.area_id, kept.school.pk),
        (kept.khet, kept.area.pk, kept.school.pk),
    )
    for person, area, school in places:
        with pytest.raises(ProgrammingError, match="row-level security"):
            sql(person, begin, area, school)


def test_the_figure_of_income_is_read_in_the_area_and_set_by_its_administrator(kept):
    seen, change = "SELECT count(*) FROM students_incomelimit", "UPDATE students_incomelimit SET baht = 1"
    readers = (kept.somying, kept.dokkaew, kept.khet, kept.rabop, kept.stranger, kept.faradmin)
    assert [sql(one, seen)[0][0] for one in readers] == [1, 1, 1, 1, 0, 0]
    assert [sql(one, change) for one in (kept.khet, kept.kanplu, kept.faradmin, kept.rabop)] == [0, 0, 0, 1]
    with pytest.raises(ProgrammingError, match="row-level security"):
        sql(kept.khet, "INSERT INTO students_incomelimit (area_id, year, baht) VALUES (%s, 2569, 1)", kept.area.pk)
