"""Round 1/2568 with ชบา at risk in เศรษฐกิจ, and her case that กานพลู looks after."""

import contextlib

import pytest

from journal.context import acting
from journal.models import Line
from schools.models import Role
from tests import make


@pytest.fixture
def round_(cast):
    return make.begun_round(cast.school, by=cast.kanplu)


@pytest.fixture
def row(cast, round_):
    return make.screened(cast.chaba, round=round_, by=cast.somying, economy=3)


@pytest.fixture
def case(cast, row):
    return make.case(cast.chaba, by=cast.somying, owner=cast.kanplu, row=row)


@pytest.fixture
def intake(cast, row):
    return make.case(cast.chaba, by=cast.somying, state="intake", row=row)


@pytest.fixture
def two(cast):
    """The cast, and at the other school a registrar who takes children in and a head."""
    cast.far = make.staff("fartabian", Role.REGISTRAR, school=cast.elsewhere)
    cast.far_head = make.staff("farhead", Role.HEAD, school=cast.elsewhere)
    return cast


@pytest.fixture
def move(two, case):
    """ชบา is to go there with her case."""
    return make.transfer(two.chaba, to_school=two.elsewhere, by=two.tabian, state="prepared")


@pytest.fixture
def doing():
    """`with doing(user):` acts as she does in a request, and hands out the lines that were written meanwhile."""

    @contextlib.contextmanager
    def act(user):
        user.__dict__.pop("rights", None)
        last = Line.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        told = []
        with acting(user):
            yield told
        told += Line.objects.filter(pk__gt=last).order_by("pk")

    return act


@pytest.fixture
def verbs():
    """The acts and looks among lines; changes of rows are written by triggers."""
    return lambda lines: [line.verb for line in lines if line.verb not in ("created", "changed", "deleted")]


@pytest.fixture
def incident(cast):
    made = make.incident(cast.chaba, by=cast.mana, text="ถูกล้อชื่อพ่อแม่", group="violence")
    make.involved(made, cast.thara, by=cast.kanplu, part="suspected")
    return made
