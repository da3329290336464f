"""What the day asks about referrals: each card's number is that of the list it leads to."""

import datetime

import pytest
from django.urls import reverse

from journal.context import acting
from referrals import actions
from referrals.models import Inside, WaitingCount
from schools.models import Role
from tests import make
from tests.studentcare.days import DAY, NOON, TODAY, cards, found

# Where the list behind a card tells how long it is.
LISTS = {
    "/referrals/?state=sent&silent=1": lambda told: told["total"],
    "/referrals/?unread=1": lambda told: told["total"],
    "/referrals/#exits": lambda told: told["exits_total"],
    "/referrals/follow-ups/": lambda told: len(told["due"]),
    "/referrals/inside/?tab=mine&state=pending": lambda told: len(told["rows"]),
    "/referrals/inside/?tab=mine&state=accepted": lambda told: len(told["rows"]),
    "/referrals/waiting/": lambda told: len(told["inside"]),
}


@pytest.fixture
def asked(cast):
    """Of everything two, so that each card leads to its list."""
    case = make.case(cast.thara, by=cast.mana, owner=cast.kanplu)
    sent = {"by": cast.kanplu, "state": "sent"}
    make.referral(case, sent_on=datetime.date(2025, 6, 9), **sent)
    make.referral(case, sent_on=datetime.date(2025, 6, 19), is_urgent=True, **sent)
    make.referral(case, sent_on=datetime.date(2025, 6, 19), **sent)  # still within its seven days
    for state in ("declined", "expired"):
        make.referral(case, by=cast.kanplu, state=state)
    for state in ("received", "answered", "closed"):
        letter = make.referral(case, by=cast.kanplu, state=state)
        make.reply(letter)
        make.follow_up(letter, due_on=TODAY - DAY)
    made = [make.inside(case, to="nurse", people=[cast.pim], by=cast.kanplu) for _ in range(4)]
    for one in made[:2]:
        with acting(cast.pim):
            actions.accept_inside(one, version=one.version, by=cast.pim)
    Inside.objects.filter(state="pending").update(due_on=TODAY - DAY)
    return cast


@pytest.mark.parametrize(
    ("person", "title", "count"),
    [
        ("kanplu", "การส่งต่อที่หน่วยงานยังไม่ตอบเกินกำหนด", 2),
        ("kanplu", "คำตอบจากหน่วยงานที่ยังไม่ได้รับทราบ", 2),
        ("kanplu", "การส่งต่อที่ต้องหาทางใหม่", 2),
        ("kanplu", "ติดตามหลังรับบริการ", 3),
        ("pim", "เรื่องส่งต่อภายในถึงคุณ", 2),
        ("pim", "เรื่องส่งต่อภายในที่รับไว้", 2),
        ("praphan", "เรื่องส่งต่อภายในที่เลยกำหนดตอบ", 2),
    ],
)
def test_the_card_says_the_number_of_its_list(asked, as_, person, title, count):
    card = found(getattr(asked, person), title)
    assert card.count == count
    assert LISTS[card.url](as_(getattr(asked, person)).get(card.url).context) == count


def test_what_was_read_is_not_asked_again(asked):
    case = asked.thara.cases.get()
    case.referrals.first().replies.model.objects.update(read_at=NOON, read_by=asked.kanplu)
    assert found(asked.kanplu, "คำตอบจากหน่วยงาน") is None


def test_a_case_that_came_with_a_child_waits_for_who_may_take_it(cast, two_schools):
    assert found(two_schools.far, "เคสที่โรงเรียนเดิมส่งมอบ").url == reverse("cases:passings")
    assert found(cast.kanplu, "เคสที่โรงเรียนเดิมส่งมอบ") is None


@pytest.fixture
def two_schools(cast):
    """ธารา's case was prepared and she has gone to the other school, whose counselor is new."""
    cast.far = make.staff("far", Role.COUNSELOR, school=cast.elsewhere)
    case = make.case(cast.thara, by=cast.mana, owner=cast.kanplu)
    transfer = make.transfer(cast.thara, to_school=cast.elsewhere, by=cast.tabian, state="prepared")
    make.passing(case, transfer=transfer, by=cast.kanplu, state="passed")
    return cast


def test_the_area_reads_at_how_many_schools_letters_wait_and_not_which(cast):
    WaitingCount.objects.create(school=cast.school, waiting=3, late=2, longest=14, counted_at=NOON)
    card = found(cast.khet, "โรงเรียนที่หน่วยงานไม่ตอบ")
    assert (card.count, card.url) == (1, reverse("supervision:area", args=[cast.area.public_id]))
    assert cast.school.name in card.notes[0]


def test_an_agreement_that_runs_out_is_told_in_time(cast):
    make.agreement(area=cast.area, by=cast.khet, from_on=TODAY - 300 * DAY, until_on=TODAY + 20 * DAY)
    make.agreement("อีกนาน", area=cast.area, by=cast.khet, from_on=TODAY - 300 * DAY, until_on=TODAY + 400 * DAY)
    assert found(cast.khet, "ข้อตกลงที่ใกล้หมดอายุ").count == 1


def test_the_psychologist_is_asked_by_name(asked):
    case = asked.thara.cases.get()
    make.inside(case, to="psychologist", people=[asked.chit], by=asked.kanplu)
    card = cards(asked.chit)["เรื่องส่งต่อภายในถึงคุณ"]
    assert card.url == reverse("referrals:inside", args=[case.inside_referrals.get(to="psychologist").public_id])
