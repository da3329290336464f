"""The cards of วันนี้: five in their order, the rest as lines, each number that of its list, few statements."""

import pytest
from django.urls import reverse

from referrals.models import Referral
from schools.models import Role
from screening.models import Row
from studentcare.today.cards import MOST, Card, arrange, due_mark, names
from tests import make
from tests.studentcare.days import DAY, NOON, TODAY, cards, day, found

# Where the list behind a card tells how long it is.
LISTS = {
    "/cases/?tab=intake": lambda told: len(told["rows"]),
    "/cases/?tab=silent": lambda told: len(told["rows"]),
    "/cases/?tab=late": lambda told: len(told["rows"]),
    "/cases/?tab=approval": lambda told: len(told["rows"]),
    "/cases/": lambda told: len({alert.student_id for alert, *_ in told["alerts"]}),
    "/tasks/?of=school": lambda told: next(part.count for part in told["parts"] if part.key == "overdue"),
    "/tasks/": lambda told: sum(
        part.count for part in told["parts"] if part.key in ("overdue", "today")
    ),  # a teacher's
    "/gaps/": lambda told: told["page"].paginator.count,
    "/incidents/?state=open": lambda told: told["page"].paginator.count,
    "/protections/": lambda told: told["page"].paginator.count,
    "/emergencies/": lambda told: sum(may_review for *_, may_review in told["rows"]),
    "/referrals/?state=sent&silent=1": lambda told: told["total"],
    "/watch/health/?show=unweighed": lambda told: told["page"].paginator.count,
}


@pytest.mark.parametrize(
    "person",
    ["somying", "kanplu", "praphan", "wilai", "decha", "pim", "tabian", "bunchi", "khet", "klum", "rabop", "truat"],
)
def test_the_page_takes_at_most_twelve_statements(busy, as_, statements, person):
    """Sign-in and shell four, then one for all that is counted and a few for what is not a number."""
    busy.campaign = make.campaign(school=busy.school, by=busy.kanplu)
    client = as_(getattr(busy, person))
    client.get(reverse("studentcare:today"))  # the session has been written
    with statements() as made:
        answer = client.get(reverse("studentcare:today"))
    assert answer.status_code == 200
    assert len(made) <= 12, made


def test_statements_do_not_grow_with_children(busy, as_, statements):
    client = as_(busy.somying)
    client.get(reverse("studentcare:today"))
    with statements() as few:
        client.get(reverse("studentcare:today"))
    for number in range(8, 38):
        child = make.student(f"เด็ก{number}", classroom=busy.room, number=number)
        make.row(child, round_=busy.round, by=busy.somying, levels="13111111111")
    with statements() as many:
        client.get(reverse("studentcare:today"))
    assert len(many) == len(few)


@pytest.mark.parametrize("person", ["somying", "kanplu", "praphan", "decha", "pim", "wilai"])
def test_a_card_says_the_number_of_the_list_it_leads_to(busy, as_, person):
    client, compared = as_(getattr(busy, person)), 0
    for card in cards(getattr(busy, person)).values():
        if card.url in LISTS:
            told = client.get(card.url).context
            assert LISTS[card.url](told) == card.count, card.title
            compared += 1
    assert compared


def test_letters_to_sign_open_one_after_the_other_from_the_longest_waiting(busy, as_):
    waiting = list(Referral.objects.filter(state="awaiting_signature").order_by("pk"))
    Referral.objects.filter(pk=waiting[1].pk).update(asked_to_sign_at=make.now() - DAY)
    client, card = as_(busy.praphan), found(busy.praphan, "หนังสือส่งต่อรอลงนาม")
    assert card.url == reverse("referrals:sign", args=[waiting[1].public_id])
    listed = client.get("/referrals/?state=awaiting_signature").context["to_sign"]
    assert {one.referral.pk for one in listed} == {one.pk for one in waiting}
    assert card.count == len(listed) == 2
    sent = make.referral(waiting[0].case, by=busy.kanplu, state="sent")
    after = client.get(reverse("referrals:hand_over", args=[sent.public_id])).content.decode()
    assert f'href="{card.url}">ลงนามฉบับต่อไป (2)</a>' in after
    others = as_(busy.kanplu).get(reverse("referrals:hand_over", args=[sent.public_id])).content.decode()
    assert "ลงนามฉบับต่อไป" not in others


def test_who_holds_every_duty_of_a_small_school_finds_each_thing_once(busy):
    """Head, counselor and homeroom teacher in one person (decisions C3): one card for the alert, one for the gap."""
    make.appoint(busy.praphan, Role.COUNSELOR, school=busy.school)
    make.appoint(busy.praphan, Role.HOMEROOM, classroom=busy.room, school=busy.school)
    hers = day(busy.praphan)
    titles = [card.title for card in [*hers.cards, *hers.more]]
    assert len(titles) == len(set(titles))
    assert titles.count("คนต้องช่วยทันที") == 1


def test_a_late_task_of_the_counselors_own_is_counted_once(busy):
    assert found(busy.kanplu, "งานที่เลยกำหนด").count == 1
    assert found(busy.kanplu, "งานของฉัน") is None


def test_what_has_no_room_among_the_five_is_a_line_and_not_lost(busy, as_):
    hers = day(busy.kanplu)
    assert len(hers.cards) == MOST
    assert hers.more
    body = as_(busy.kanplu).get(reverse("studentcare:today")).content.decode()
    assert all(card.title in body for card in hers.more)


def card(title, **more):
    return Card(title, "ดู", "/", **{"count": 1} | more)


def test_urgent_before_overdue_before_the_rest():
    late = card("late", due=TODAY - DAY)
    urgent = card("urgent", is_urgent=True)
    shown = arrange([card("plain"), card("none", count=0), late, card("soon", due=TODAY + DAY), urgent], TODAY)
    assert [one.title for one in shown] == ["urgent", "late", "plain", "soon"]


@pytest.mark.parametrize(
    ("days", "mark"),
    [(-1, ("due-over", "prob")), (0, ("due-soon", "risk")), (2, ("due-soon", "risk")), (3, ("", ""))],
)
def test_days_are_marked_when_they_come_near(days, mark):
    assert due_mark(TODAY + days * DAY, TODAY) == mark


def test_names_say_how_many_more_there_are():
    assert names(["ก", "ข"]) == "ก · ข"
    assert names(["ก", "ข", "ค", "ง", "จ"]) == "ก · ข · ค และอีก\u00a02\u00a0คน"


def test_a_teacher_is_led_back_to_the_row_that_she_saved_last(busy, as_):
    """With the first name and one letter only, and from today only."""
    make.row(busy.kita, round_=busy.round, by=busy.mana)
    latest = day(busy.somying).latest
    assert latest.text == "ล่าสุด คุณบันทึก ด.ญ.ชบา\u00a0ล. เมื่อ 12:00\u00a0น."
    body = as_(busy.somying).get(latest.url).content.decode()
    assert f'id="{latest.url.partition("#")[2]}"' in body
    assert latest.url.endswith(f"#r-{busy.chaba.public_id}")
    Row.objects.update(recorded_at=NOON - DAY)
    assert day(busy.somying).latest is None
