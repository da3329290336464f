"""What can happen to an internal referral, as the person who does it."""

import datetime

import pytest

from cases.models import Case, IllegalMove, SharedCase
from referrals import actions
from referrals.models import Referral
from schools.actions import end_appointment
from schools.models import Notice
from students.models import Share
from tests import make

WORDS = {"reason": "เก็บตัว", "asked": "ขอให้พูดคุย"}


def test_a_counselor_asks_the_psychologist_of_the_area(case, cast):
    made = make.inside(case, people=[cast.chit], by=cast.kanplu, sections=["name", "age"])
    assert (made.code, made.state, made.due_on) == ("N-2568-0001", "pending", datetime.date(2025, 7, 4))
    share = Share.objects.get(to_user=cast.chit)
    assert (share.sections, share.until_on) == (["name", "age"], make.END)
    assert not SharedCase.objects.exists()
    assert [part["key"] for part in made.packet["parts"]] == ["name", "age"]
    assert case.events.latest("pk").text == "N-2568-0001 ส่งถึงนักจิตวิทยาประจำเขต"
    assert Notice.objects.get(to_user=cast.chit).url == f"/referrals/inside/{made.public_id}/"


def test_an_urgent_one_asks_for_an_answer_within_three_working_days(case, cast):
    assert make.inside(case, people=[cast.chit], by=cast.kanplu, is_urgent=True).due_on == datetime.date(2025, 6, 30)


def test_numbers_have_no_gap(case, cast):
    codes = [make.inside(case, to="nurse", people=[cast.pim], by=cast.kanplu).code for _ in range(3)]
    assert codes == ["N-2568-0001", "N-2568-0002", "N-2568-0003"]


def test_committee_members_are_named_and_each_has_her_share(case, cast):
    make.inside(case, to="committee", people=[cast.chit, cast.khet], by=cast.praphan, skip_reason="ด่วน")
    assert set(Share.objects.values_list("to_user__username", flat=True)) == {"chit", "khet"}


@pytest.mark.parametrize(
    ("to", "people", "by"),
    [
        ("psychologist", ["chit"], "somying"),  # only counselors and heads ask the area
        ("psychologist", ["khet"], "kanplu"),  # she is none
        ("nurse", ["decha"], "kanplu"),
        ("nurse", ["pim", "decha"], "kanplu"),
        ("counselor", ["dokkaew"], "somying"),  # of another school
        ("counselor", ["kanplu"], "kanplu"),  # herself
        ("committee", [], "kanplu"),
    ],
)
def test_who_cannot_be_asked_is_not(case, cast, do, to, people, by):
    people = [getattr(cast, name) for name in people]
    with pytest.raises(IllegalMove):
        do(getattr(cast, by), actions.send_inside, case, to=to, people=people, **WORDS)


def test_nobody_shut_out_from_the_child_is_asked(case, cast, do):
    make.exclusion(cast.chaba, cast.pim, by=cast.praphan)
    with pytest.raises(IllegalMove, match="คนที่เลือก"):
        do(cast.kanplu, actions.send_inside, case, to="nurse", people=[cast.pim], **WORDS)


def test_a_teacher_says_why_she_goes_past_the_counselor(cast, do):
    fresh = make.case(cast.chaba, by=cast.somying, state="intake", number=77, aspects=["health"])
    with pytest.raises(IllegalMove, match="ครูแนะแนว"):
        do(cast.somying, actions.send_inside, fresh, to="head", people=[cast.praphan], **WORDS)
    skip = {"skip_reason": "ครูแนะแนวลา"}
    made = do(cast.somying, actions.send_inside, fresh, to="head", people=[cast.praphan], **WORDS, **skip)
    assert made.skip_reason == "ครูแนะแนวลา"


def test_what_the_sender_may_not_read_is_not_sent(case, cast, do):
    """The head reads no level of a sensitive aspect and no note of the team: ticked or not, they stay."""
    keys = ["name", "screening_sensitive", "notes", "case"]
    made = do(
        cast.praphan,
        actions.send_inside,
        case,
        to="nurse",
        people=[cast.pim],
        sections=keys,
        sensitive_reason="x",
        **WORDS,
    )
    assert made.sections == ["name"]


def test_something_sensitive_needs_a_reason(case, cast, do):
    with pytest.raises(IllegalMove, match="อ่อนไหว"):
        do(cast.kanplu, actions.send_inside, case, to="nurse", people=[cast.pim], sections=["notes"], **WORDS)


def test_a_closed_case_sends_nothing(cast, do):
    over = make.case(cast.chaba, by=cast.kanplu, state="closed", number=78)
    with pytest.raises(IllegalMove, match="ปิดแล้ว"):
        do(cast.kanplu, actions.send_inside, over, to="nurse", people=[cast.pim], **WORDS)


def test_the_psychologist_takes_it_and_finishes_it_through_the_walls(case, to_chit, cast, do):
    """She has no desk at the school: the case's row is not hers to write."""
    do(cast.chit, actions.accept_inside, to_chit, version=1)
    do(cast.chit, actions.finish_inside, to_chit, result="พูดคุย 2 ครั้ง", advice="ให้นั่งหน้า\n- พบทุกสัปดาห์", version=2)
    to_chit.refresh_from_db()
    assert (to_chit.state, to_chit.done_by, to_chit.is_on_behalf) == ("done", cast.chit, False)
    assert to_chit.advice_lines == ["ให้นั่งหน้า", "พบทุกสัปดาห์"]
    told = [(event.text, event.by) for event in case.events.order_by("pk")][-2:]
    assert told == [("N-2568-0001 รับเรื่องแล้ว", cast.chit), ("N-2568-0001 ช่วยเหลือเสร็จแล้ว", cast.chit)]
    assert Notice.objects.filter(to_user=cast.kanplu, kind="inside").exists()
    assert Share.objects.get(to_user=cast.chit).ended_at is not None


def test_a_head_answers_on_behalf_of_her_staff_and_they_are_told(case, cast, do):
    asked = make.inside(case, to="nurse", people=[cast.pim], by=cast.kanplu)
    Notice.objects.all().delete()
    do(cast.praphan, actions.accept_inside, asked, version=1)
    asked.refresh_from_db()
    assert (asked.is_on_behalf, asked.answered_by) == (True, cast.praphan)
    assert set(Notice.objects.values_list("to_user__username", flat=True)) == {"pim", "kanplu"}
    assert "ผู้บริหารทำแทนผู้รับ" in case.events.latest("pk").text


def test_a_counselor_who_is_asked_takes_the_request_with_it(cast, do):
    request = make.case(cast.chaba, by=cast.somying, state="intake", number=80, aspects=["health"])
    asked = make.inside(request, to="counselor", people=[cast.kanplu], by=cast.somying)
    do(cast.kanplu, actions.accept_inside, asked, version=1)
    request.refresh_from_db()
    assert (request.state, request.owner) == ("assessment", cast.kanplu)


def test_who_comes_second_is_told_and_nothing_is_changed(case, to_chit, cast, do):
    do(cast.kanplu, actions.revoke_inside, to_chit, reason="ผิดคน", version=1)
    with pytest.raises(actions.InsideStale) as stale:
        do(cast.chit, actions.accept_inside, to_chit, version=1)
    assert stale.value.current.state == "revoked"
    with pytest.raises(IllegalMove):
        do(cast.chit, actions.accept_inside, to_chit, version=2)


def test_who_gives_up_her_duty_keeps_no_case(case, cast, do):
    make.inside(case, to="nurse", people=[cast.pim], by=cast.kanplu, sections=["name", "case"])
    do(cast.bunchi, end_appointment, cast.pim.appointments.get(), until_on=datetime.date(2025, 6, 25))
    share = Share.objects.get(to_user=cast.pim)
    assert not share.is_running(datetime.date(2025, 6, 26))


def test_a_childs_first_referral_opens_its_case_in_the_same_act(cast, do):
    made = do(
        cast.somying,
        actions.send_child_inside,
        cast.kita,
        title="เก็บตัว",
        aspects=["violence"],
        to="counselor",
        people=[cast.kanplu],
        **WORDS,
    )
    assert (made.case.state, made.case.opened_by, made.case.student) == ("intake", cast.somying, cast.kita)


def test_no_case_stays_open_when_it_cannot_be_sent(cast, do):
    with pytest.raises(IllegalMove):
        do(
            cast.somying,
            actions.send_child_inside,
            cast.kita,
            title="เก็บตัว",
            aspects=["violence"],
            to="nurse",
            people=[cast.decha],
            **WORDS,
        )
    assert not Case.objects.filter(student=cast.kita).exists()


def test_advice_becomes_tasks_once(case, to_chit, cast, do):
    do(cast.chit, actions.accept_inside, to_chit, version=1)
    do(cast.chit, actions.finish_inside, to_chit, result="คุยแล้ว", advice="ให้นั่งหน้า\nพบทุกสัปดาห์", version=2)
    to_chit.refresh_from_db()
    said = {"lines": [0], "responsible": cast.somying, "due_on": datetime.date(2025, 7, 1)}
    do(cast.kanplu, actions.take_inside_advice, to_chit, **said)
    do(cast.kanplu, actions.take_inside_advice, to_chit, **said)
    assert [task.text for task in case.tasks.filter(text__in=to_chit.advice_lines)] == ["ให้นั่งหน้า"]


def test_it_is_no_letter(case, to_chit):
    assert not Referral.objects.exists()
