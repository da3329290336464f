"""What can happen to an internal referral, as the person who does it, with the database's own walls."""

import datetime

import pytest
from django.db import connection, transaction
from django.db.utils import Error
from django.urls import reverse

from cases.models import Case, IllegalMove, Note, SharedCase
from journal.context import acting
from referrals import actions
from referrals.models import INSIDE_OPEN, Addressee, Inside, Referral
from referrals.rules import may_answer_inside
from schools.actions import end_appointment
from schools.models import Appointment, Notice
from students.actions import shut_out
from students.models import Share, Student
from tests import make

WORDS = {"reason": "เก็บตัว", "asked": "ขอให้พูดคุย"}


@pytest.fixture
def do():
    """`do(user, act, inside, …)`: in her own context, as a request does."""

    def act(user, verb, *args, **said):
        user.__dict__.pop("rights", None)
        with acting(user):
            return verb(*args, **said, by=user)

    return act


@pytest.fixture
def to_chit(case, cast):
    return make.inside(case, people=[cast.chit], by=cast.kanplu, sections=["name", "case"])


def counted(user, model):
    with acting(user):
        return model.objects.count()


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


def test_a_share_shows_one_child_and_its_end_shows_none(case, to_chit, cast, do):
    assert counted(cast.chit, Case) == counted(cast.chit, Student) == 1
    do(cast.chit, actions.decline_inside, to_chit, answer="นอกหน้าที่", version=1)
    assert counted(cast.chit, Case) == counted(cast.chit, Student) == counted(cast.chit, Note) == 0
    assert counted(cast.chit, Inside) == counted(cast.chit, Addressee) == 1


def test_a_psychologist_without_a_share_sees_no_row_at_all(case, cast):
    make.inside(case, to="nurse", people=[cast.pim], by=cast.kanplu, sections=["name", "case"])
    assert [counted(cast.chit, model) for model in (Inside, Addressee, Share, SharedCase, Case, Student)] == [0] * 6


def test_a_share_lets_nobody_write_in_the_case(case, to_chit, cast):
    with acting(cast.chit):
        for statement in (
            "UPDATE cases_case SET title = 'x'",
            "INSERT INTO cases_sharedcase (share_id, case_id, student_id, school_id)"
            " SELECT share_id, case_id, student_id, school_id FROM cases_sharedcase",
        ):
            with pytest.raises(Error, match="row-level security"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)


def test_only_a_case_of_hers_is_told(case, cast):
    other = make.case(cast.thara, by=cast.kanplu, number=79)
    make.inside(case, people=[cast.chit], by=cast.kanplu)
    refused = pytest.raises(Error, match="sent to you")
    with acting(cast.chit), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT case_is_told(%s, 'inside', 'x', '')", [other.pk])


def test_whom_an_answer_is_told_to_is_asked_only_about_ones_own(case, cast):
    mine = make.inside(case, to="nurse", people=[cast.pim], by=cast.kanplu)

    def people(user):
        with acting(user), connection.cursor() as cursor:
            cursor.execute("SELECT * FROM people_of_inside(%s)", [mine.pk])
            return {row[0] for row in cursor.fetchall()}

    assert people(cast.chit) == people(cast.dokkaew) == set()
    assert people(cast.pim) == {cast.pim.pk, cast.kanplu.pk}
    make.exclusion(cast.chaba, cast.pim, by=cast.praphan)
    assert people(cast.kanplu) == {cast.kanplu.pk}


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


def test_shutting_her_out_ends_what_was_opened_to_her(case, cast, do):
    make.inside(case, to="nurse", people=[cast.pim], by=cast.kanplu, sections=["name", "case"])
    do(cast.praphan, shut_out, cast.chaba, person=cast.pim, kind="relative", text="น้า")
    assert Share.objects.get(to_user=cast.pim).ended_at is not None
    with acting(cast.pim):
        assert not Inside.objects.visible_to(cast.pim).exists()
        assert not Case.objects.visible_to(cast.pim).exists()


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


def moves_to_another_area(person):
    """Her duty there ends today, and she begins the same one elsewhere."""
    there = make.area("เขตข้างเคียง")
    now = Appointment.objects.get(user=person)
    Appointment.objects.filter(pk=now.pk).update(until_on=datetime.date(2025, 6, 24))
    today = datetime.date(2025, 6, 25)
    Appointment.objects.create(user=person, role=now.role, area=there, from_on=today, until_on=make.END)


@pytest.mark.parametrize("act", ["accept_inside", "decline_inside", "finish_inside"])
def test_a_psychologist_who_went_to_another_area_answers_nothing_here(case, cast, to_chit, as_, act):
    if act == "finish_inside":
        answered = {"answered_by": cast.chit, "answered_at": make.now()}
        Inside.objects.filter(pk=to_chit.pk).update(state="accepted", **answered)
    moves_to_another_area(cast.chit)
    Share.objects.update(ended_at=None, until_on=make.END)  # even if it had stayed open
    said = {"version": 1, "answer": "นอกหน้าที่", "result": "คุยแล้ว"}
    address = reverse(f"referrals:{act}", args=[to_chit.public_id])
    assert as_(cast.chit).post(address, said).status_code == 403
    to_chit.refresh_from_db()
    assert to_chit.state in INSIDE_OPEN
    assert to_chit.version == 1


def test_an_officer_of_the_area_is_no_psychologist(case, cast, to_chit):
    Appointment.objects.filter(user=cast.chit).update(role="area_officer")
    cast.chit.__dict__.pop("rights", None)
    assert not may_answer_inside(cast.chit, to_chit)


def test_who_was_asked_answers_only_while_her_share_runs(case, cast, to_chit, as_):
    Share.objects.update(from_on="2025-06-01", until_on="2025-06-24")
    answer = as_(cast.chit).post(reverse("referrals:accept_inside", args=[to_chit.public_id]), {"version": 1})
    to_chit.refresh_from_db()
    assert (answer.status_code, to_chit.state) == (403, "pending")


def test_a_duty_that_is_taken_back_closes_what_was_opened_for_it(case, cast, do, as_):
    """It would have ended before it began: its row goes (schools.actions.end_appointment)."""
    Appointment.objects.filter(user=cast.pim).update(from_on="2025-06-25")
    make.inside(case, to="nurse", people=[cast.pim], by=cast.kanplu, sections=["name", "case"])
    address = reverse("cases:case", args=[case.public_id])
    assert as_(cast.pim).get(address).status_code == 200
    duty = Appointment.objects.get(user=cast.pim)
    do(cast.praphan, end_appointment, duty, until_on=datetime.date(2025, 6, 24))
    assert not Appointment.objects.filter(pk=duty.pk).exists()
    assert Share.objects.get(to_user=cast.pim).ended_at is not None
    appointed = {"role": "registrar", "school": cast.school, "from_on": "2025-06-25", "until_on": make.END}
    Appointment.objects.create(user=cast.pim, **appointed)
    assert as_(cast.pim).get(address).status_code == 404


def test_one_of_two_rows_of_the_same_duty_taken_back_closes_nothing(case, cast, do):
    make.inside(case, to="nurse", people=[cast.pim], by=cast.kanplu, sections=["name", "case"])
    kept = Appointment.objects.get(user=cast.pim)
    double = {"user": cast.pim, "role": "nurse", "school": cast.school, "until_on": make.END}
    second = Appointment.objects.create(**double, from_on=datetime.date(2025, 6, 25))
    do(cast.praphan, end_appointment, second, until_on=datetime.date(2025, 6, 24))
    share = Share.objects.get(to_user=cast.pim)
    assert (share.ended_at, share.until_on) == (None, kept.until_on)


def test_who_is_shut_out_keeps_no_notice_of_letters_or_internal_referrals(case, cast, do):
    one = make.inside(case, to="nurse", people=[cast.pim], by=cast.kanplu)
    letter = make.referral(case, by=cast.kanplu, state="sent")
    other = make.inside(case, people=[cast.chit], by=cast.kanplu)
    told = [f"/referrals/inside/{one.public_id}/", f"/referrals/{letter.public_id}/", "/referrals/waiting/"]
    Notice.objects.bulk_create(
        Notice(to_user=cast.pim, kind="reply", url=url, made_by=cast.kanplu, made_at=make.now()) for url in told[1:]
    )
    do(cast.praphan, shut_out, cast.chaba, person=cast.pim, kind="relative", text="ญาติ")
    assert list(Notice.objects.filter(to_user=cast.pim).values_list("url", flat=True)) == told[2:]
    assert Notice.objects.get(to_user=cast.chit).url == f"/referrals/inside/{other.public_id}/"
