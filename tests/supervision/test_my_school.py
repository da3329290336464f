"""โรงเรียนของฉัน: five numbers and the rooms, for head and counselor of that school."""

import pytest
from django.urls import reverse

from tests import make


@pytest.fixture
def school(cast):
    cast.round = make.screening_round(area=cast.area, by=cast.khet)
    make.row(cast.chaba, round_=cast.round, by=cast.somying, levels="13111111111")
    make.row(cast.kita, round_=cast.round, by=cast.somying)
    cast.round.submissions.create(
        classroom=cast.room, school=cast.school, submitted_at=make.now(), submitted_by=cast.somying
    )
    return cast


def opened(client):
    return client.get(reverse("supervision:my_school"))


@pytest.mark.parametrize("person", ["praphan", "kanplu"])
def test_nothing_is_hidden_from_who_sees_the_children(school, as_, person):
    whole = opened(as_(getattr(school, person))).context["whole"]
    assert (whole.enrolled, whole.screened, whole.at_risk, whole.uncared) == (3, 2, 1, 1)
    assert whole.screened_percent == "67%"


def test_rooms_say_what_is_left_and_who_has_nobody(school, as_):
    rooms = {room.classroom.name: room for room in opened(as_(school.praphan)).context["rooms"]}
    first, second = rooms["ป.4/1"], rooms["ป.4/2"]
    assert (first.screened, first.left, first.at_risk, first.uncared, first.is_handed_in) == (2, 0, 1, 1, True)
    assert (second.screened, second.left, second.is_handed_in) == (0, 1, False)


def test_rooms_without_children_are_not_listed(school, as_):
    make.classroom(school=school.school, number=9)
    assert len(opened(as_(school.praphan)).context["rooms"]) == 2


def test_others_have_no_such_page(school, as_):
    for person in ("somying", "khet", "tabian"):
        assert opened(as_(getattr(school, person))).status_code == 403


def test_statements_are_the_same_for_two_and_for_thirty_rooms(school, as_, statements):
    client = as_(school.praphan)
    opened(client)
    with statements() as few:
        opened(client)
    for number in range(3, 31):
        make.student(classroom=make.classroom(school=school.school, number=number))
    with statements() as many:
        opened(client)
    assert len(many) == len(few) <= 15
