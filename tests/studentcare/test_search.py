"""One box: Thai as people type it, one's own children only, and no words left behind."""

import datetime

import pytest

from journal.models import Line
from schools.models import Appointment, User
from students.search_key import search_key
from tests import make

URL = "/search/"


def looked_up(client, words):
    answer = client.post(URL, {"q": words})
    assert answer.status_code == 200
    return answer.context["found"]


@pytest.fixture
def named(cast):
    """ด.ญ.เอื้องฟ้า ณ สมมติ "ฟ้าใส", 20145, in ป.4/1."""
    child = make.student(
        "เอื้องฟ้า", last_name="ณ สมมติ", classroom=cast.room, number=12, nickname="ฟ้าใส", school_number="20145"
    )
    child.search_key = search_key("เอื้องฟ้า", "ณ สมมติ", "ฟ้าใส", "20145")
    child.save()
    cast.named = child
    return cast


@pytest.mark.parametrize(
    "words",
    [
        "เอื้องฟ้า",
        "เอืองฟา",  # without tone marks
        "ด.ญ.เอื้องฟ้า",
        "เด็กหญิง เอื้องฟ้า",
        "น สมมติ",  # ณ heard as น
        "ฟ้าใส",
        "20145",
        "๒๐๑๔๕",
        " เอื้อง  ฟ้า ",
        "สมมติ เอื้องฟ้า",
    ],
)
def test_a_child_is_found_as_people_say_and_spell_her(named, as_, words):
    assert named.named in looked_up(as_(named.somying), words).students


@pytest.mark.parametrize("words", ["", " ", "ช", "่้", "\x00", "%", "__", "'--"])
def test_too_little_finds_nobody(named, as_, words):
    found = looked_up(as_(named.kanplu), words)
    assert found.students == []


def test_signs_of_the_database_are_letters_like_others(named, as_):
    assert looked_up(as_(named.kanplu), "%เอ%").students == []


def test_names_that_begin_so_come_first(cast, as_):
    for first in ("ชบาไพร", "ดอกชบา"):
        make.student(first, classroom=cast.room)
    assert [child.first_name for child in looked_up(as_(cast.somying), "ชบา").students] == ["ชบา", "ชบาไพร", "ดอกชบา"]


def test_a_teacher_finds_her_room_the_counselor_her_school_nobody_another(cast, as_):
    assert looked_up(as_(cast.mana), "ชบา").students == []
    assert looked_up(as_(cast.kanplu), "ธารา").students == [cast.thara]
    assert looked_up(as_(cast.kanplu), "ลูกตาล").students == []


@pytest.mark.parametrize("words", ["C-2568-0001", "c25680001", "C-๒๕๖๘-๐๐๐๑", " C-2568-1 "])
def test_a_case_is_found_by_its_code(cast, as_, words):
    case = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu)
    make.case(cast.luktan, by=cast.dokkaew)
    assert looked_up(as_(cast.somying), words).cases == [case]
    assert looked_up(as_(cast.mana), words).cases == []


def test_a_referral_is_found_by_its_code(cast, as_):
    referral = make.referral(make.case(cast.chaba, by=cast.somying, owner=cast.kanplu), by=cast.kanplu)
    assert looked_up(as_(cast.kanplu), referral.code).referrals == [referral]


def test_an_internal_referral_is_found_by_its_code_by_who_sees_it(cast, as_):
    case = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu)
    inside = make.inside(case, people=[cast.chit], by=cast.kanplu)
    assert looked_up(as_(cast.kanplu), inside.code).insides == [inside]
    assert looked_up(as_(cast.dokkaew), inside.code).insides == []


def test_the_line_says_how_many_and_not_what(cast, as_):
    looked_up(as_(cast.somying), "ชบา")
    line = Line.objects.get(verb="searched", user_id=cast.somying.pk)
    assert line.detail == {"found": 1}
    assert line.students == [cast.chaba.pk]
    assert "ชบา" not in str(vars(line))


def test_words_in_the_address_are_not_read(cast, as_):
    body = as_(cast.somying).get(URL, {"q": "ชบา"}).content.decode()
    assert "ชบา ลองเรียน" not in body


def test_fifty_are_shown_and_more_are_announced(cast, as_):
    for number in range(52):
        make.student(f"มะลิ{number}", classroom=cast.room)
    found = looked_up(as_(cast.somying), "มะลิ")
    assert (len(found.students), found.more) == (50, True)


def test_a_megabyte_is_answered(cast, as_):
    assert looked_up(as_(cast.somying), "ก" * 1_000_000).students == []


def test_who_opens_no_child_has_nothing_to_search(cast, as_):
    assert as_(cast.khet).get(URL).status_code == 403


def test_the_example_of_a_code_is_of_this_year(cast, as_, clock):
    Appointment.objects.filter(user=cast.kanplu).update(until_on=datetime.date(2027, 5, 15))
    clock.move_to(datetime.datetime(2026, 6, 25, 5, tzinfo=datetime.UTC))
    assert "C-2569-0042" in as_(User.objects.get(pk=cast.kanplu.pk)).get(URL).content.decode()
