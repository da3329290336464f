"""What an internal referral opens and to whom, through the database's own walls, and what shuts it again."""

import datetime

import pytest
from django.db import connection, transaction
from django.db.utils import Error
from django.urls import reverse

from cases.models import Case, Note, SharedCase
from journal.context import acting
from referrals import actions
from referrals.models import INSIDE_OPEN, Addressee, Inside
from referrals.rules import may_answer_inside
from schools.actions import end_appointment
from schools.models import Appointment, Notice
from students.actions import shut_out
from students.models import Share, Student
from tests import make


def counted(user, model):
    with acting(user):
        return model.objects.count()


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


def test_shutting_her_out_ends_what_was_opened_to_her(case, cast, do):
    make.inside(case, to="nurse", people=[cast.pim], by=cast.kanplu, sections=["name", "case"])
    do(cast.praphan, shut_out, cast.chaba, person=cast.pim, kind="relative", text="น้า")
    assert Share.objects.get(to_user=cast.pim).ended_at is not None
    with acting(cast.pim):
        assert not Inside.objects.visible_to(cast.pim).exists()
        assert not Case.objects.visible_to(cast.pim).exists()


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
