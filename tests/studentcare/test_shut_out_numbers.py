"""Numbers for who is shut out of one child of forty: 39 everywhere, in the school's totals too, and a room complete.

ป.4/1 has 31 children, the school 37; 23 are screened, 13 at risk, 17 visited. ชบา, closed to three people, is in all.
"""

import re

import pytest
from django.urls import reverse

from journal.context import acting
from screening import actions
from screening.cells import Typed
from screening.models import Row, Submission
from tests import make

WHOLE = {"31", "37", "23", "13", "17", "341", "253"}
NUMBER = re.compile(r"(?<![\w.:-])\d+(?![\w.:-])")


@pytest.fixture
def school(cast):
    round_ = make.screening_round(school=cast.school, by=cast.kanplu)
    make.campaign(school=cast.school, by=cast.kanplu)
    children = [cast.chaba, cast.kita]
    children += [make.student(f"เด็ก{chr(0xE01 + n)}", classroom=cast.room) for n in range(29)]
    for n in range(5):
        make.student(f"น้อง{chr(0xE01 + n)}", classroom=cast.next_door)
    for place, child in enumerate(children[:23]):
        make.row(child, round_=round_, by=cast.somying, levels="13111111111" if place < 13 else None)
    for child in children[:17]:
        make.visit(child, by=cast.somying)
    for person in (cast.somying, cast.kanplu, cast.praphan):
        make.exclusion(cast.chaba, person, by=cast.praphan)
    cast.round = round_
    return cast


def numbers_on(client, address):
    answer = client.get(address, follow=True)
    text = re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(script|style).*?</\1>", " ", answer.content.decode()))
    return answer.status_code, set(NUMBER.findall(text.replace("&nbsp;", " ").replace("\u00a0", " ")))


def pages(school):
    return [
        reverse("studentcare:today"),
        reverse("studentcare:classroom", args=[school.room.public_id]),
        reverse("screening:round_progress", args=[school.round.public_id]),
        reverse("screening:grid", args=[school.room.public_id, school.round.public_id]),
        reverse("students:visits"),
        reverse("students:campaigns"),
        reverse("students:visits") + f"?class={school.room.public_id}&status=all",
        reverse("cases:gap_list"),
        reverse("cases:class_gaps", args=[school.room.public_id]),
        reverse("screening:warnings"),
        reverse("supervision:my_school"),
        reverse("schools:classrooms"),
    ]


@pytest.mark.parametrize("who", ["somying", "kanplu", "praphan"])
def test_no_number_is_larger_by_the_child_she_may_not_know(school, as_, who):
    client, found = as_(getattr(school, who)), {}
    for address in pages(school):
        status, numbers = numbers_on(client, address)
        if status == 200 and numbers & WHOLE:
            found[address] = numbers & WHOLE
    assert not found


def test_the_others_read_the_whole_and_the_head_what_she_may(school, as_):
    mine = reverse("supervision:my_school")
    assert {"36", "22"} <= numbers_on(as_(school.praphan), mine)[1]
    progress = reverse("screening:round_progress", args=[school.round.public_id])
    assert "31" in numbers_on(as_(school.wilai), progress)[1]
    assert {"30", "22"} <= numbers_on(as_(school.kanplu), progress)[1]


def test_a_campaign_counts_her_children_alone(school, as_):
    from_the_list = as_(school.kanplu).get(reverse("students:campaigns")).content.decode()
    address = re.search(r'href="(/home-visits/campaigns/\w{8}/)"', from_the_list)[1]
    assert {"30", "16"} <= numbers_on(as_(school.kanplu), address)[1]
    assert not numbers_on(as_(school.kanplu), address)[1] & WHOLE
    assert {"31", "17"} <= numbers_on(as_(school.wilai), address)[1]


def test_her_room_is_handed_in_without_the_child_and_the_counselor_enters_that_row(cast, as_):
    """The counselor opens the room again, types the one row that was missing, and hands it in."""
    round_ = make.screening_round(school=cast.school, by=cast.kanplu)
    make.exclusion(cast.chaba, cast.somying, by=cast.kanplu)
    make.row(cast.kita, round_=round_, by=cast.somying)
    ids = [cast.room.public_id, round_.public_id]
    teacher, counselor = as_(cast.somying), as_(cast.kanplu)
    assert "ชบา" not in teacher.get(reverse("screening:grid", args=ids)).content.decode()
    teacher.post(reverse("screening:submit", args=ids))
    held = Submission.objects.get(round=round_, classroom=cast.room)
    assert held.submitted_by == cast.somying
    counselor.post(reverse("screening:reopen", args=ids))
    assert "ชบา" in counselor.get(reverse("screening:grid", args=ids)).content.decode()
    counselor.post(reverse("screening:submit", args=ids))
    held.refresh_from_db()
    assert held.submitted_at is None, "the counselor sees that a row is missing"
    aspects = list(round_.criteria.aspects.order_by("position"))
    typed = {cast.chaba: Typed(dict.fromkeys(range(1, 12), 1))}
    with acting(cast.kanplu):
        actions.record_rows(round_, classroom=cast.room, aspects=aspects, typed=typed, by=cast.kanplu)
    counselor.post(reverse("screening:submit", args=ids))
    held.refresh_from_db()
    assert held.submitted_by == cast.kanplu
    assert Row.objects.filter(round=round_, is_complete=True).count() == 2
