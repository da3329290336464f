"""A round that runs in บ้านสมมติวิทยา, and short ways to its pages."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from screening.cells import cell_name, was_name, was_value
from screening.models import Row
from tests import make
from tests.make.assessments import instrument
from tests.screening.papers import SCALES


@pytest.fixture
def room(cast):
    """ป.4/1 with ชบา (7) and คีตา (3), its round, and what the tests say again and again."""
    round_ = make.screening_round(school=cast.school, by=cast.kanplu)
    aspects = list(round_.criteria.aspects.order_by("position"))

    def url(name, *more, room=cast.room):
        return reverse(f"screening:{name}", args=[room.public_id, round_.public_id, *more])

    def levels(student):
        found = Row.objects.filter(round=round_, student=student).first()
        return "".join(map(str, found.levels)) if found else ""

    def sent(student, now, was="0" * 11, version=0):
        """The form fields of one child: the eleven digits of `now`, "." for a cell that is not sent."""
        cells = {cell_name(student.public_id, at): digit for at, digit in enumerate(now, 1) if digit != "."}
        return cells | {was_name(student.public_id): was_value(version, was)}

    return SimpleNamespace(
        round=round_,
        classroom=cast.room,
        aspects=aspects,
        by_slug={aspect.slug: aspect for aspect in aspects},
        url=url,
        levels=levels,
        sent=sent,
        **{name: getattr(cast, name) for name in ("chaba", "kita", "somying", "kanplu", "praphan", "mana", "wilai")},
    )


@pytest.fixture
def sheet(room):
    """Addresses and fields of the SDQ sheet of ป.4/1."""
    instrument("sdq")

    def url(code="sdq", query="", name="class_sheet", *more):
        page = reverse(f"screening:{name}", args=[room.classroom.public_id, room.round.public_id, code, *more])
        return f"{page}?{query}" if query else page

    def sent(student, values, keys=SCALES, was=None, version=0):
        cells = {f"c-{student.public_id}-{key}": str(value) for key, value in zip(keys, values, strict=True)}
        sep = "" if keys[0] == "1" else ","
        before = was if was is not None else sep.join(["-" if not sep else ""] * len(keys))
        return cells | {f"was-{student.public_id}": f"{version}.{before}"}

    room.sheet, room.sent_paper = url, sent
    return room


@pytest.fixture(autouse=True)
def _counts_equal_rows(request):
    """Whatever a test did, the counts are those of the rows (performance.md P7)."""
    yield
    if "db" in request.fixturenames:
        from screening.figures import differences

        assert differences() == []
