"""What the database itself refuses to an agency and to an addressee, whatever our code would ask of it."""

import pytest
from django.db import ProgrammingError, connection, transaction

from journal.context import acting
from referrals.models import Inside
from schools.models import Notice
from students.models import Exclusion
from tests import make


def run(sql, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE referrals_referral SET packet = '{}'::jsonb WHERE id = %s",
        "UPDATE referrals_referral SET asked = 'อื่น' WHERE id = %s",
        "DELETE FROM referrals_referral WHERE id = %s",
        "UPDATE referrals_link SET expires_at = expires_at + interval '1 year' WHERE referral_id = %s",
    ],
)
def test_an_agency_writes_nothing_of_its_letter_but_the_answer(cast, sent, sql):
    make.door(sent, by=cast.kanplu)
    with acting(agency=sent.pk), pytest.raises(ProgrammingError, match="its answer and nothing else"):
        run(sql, sent.pk)


@pytest.mark.parametrize(
    ("kind", "url", "text", "to"),
    [
        ("reply", "/referrals/{id}/", "กดลิงก์นี้", "kanplu"),
        ("reply", "https://evil.example/", "", "kanplu"),
        ("urgent", "/referrals/{id}/", "", "kanplu"),
        ("reply", "/referrals/{id}/", "", "chit"),
    ],
)
def test_an_agency_tells_the_letters_people_of_the_letter_and_nothing_else(cast, sent, kind, url, text, to):
    row = {"to_user": getattr(cast, to), "kind": kind, "url": url.format(id=sent.public_id), "text": text}
    with acting(agency=sent.pk), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Notice.objects.bulk_create([Notice(**row, made_at=make.now())], ignore_conflicts=True)


def test_what_an_agency_may_tell_is_told(cast, sent):
    with acting(agency=sent.pk):
        url = f"/referrals/{sent.public_id}/"
        Notice.objects.bulk_create(
            [Notice(to_user=cast.kanplu, kind="reply", url=url, made_at=make.now())], ignore_conflicts=True
        )
    assert Notice.objects.filter(to_user=cast.kanplu, kind="reply", url=url).exists()


def end(one, cast):
    said = {"answered_by": cast.chit, "answered_at": make.now(), "answer": "ไม่ใช่หน้าที่"}
    Inside.objects.filter(pk=one.pk).update(state="declined", **said)


def shut_out(one, cast):
    Exclusion.objects.create(
        student=one.student, school=cast.school, user=cast.chit, made_by=cast.kanplu, made_at=make.now()
    )


def nothing(one, cast):
    """She may still be asked."""


@pytest.mark.parametrize(
    ("before", "kind", "url"),
    [
        (end, "inside", "/referrals/inside/x/"),
        (shut_out, "inside", "/referrals/inside/x/"),
        (nothing, "closed", "/referrals/inside/x/"),
        (nothing, "inside", "http://evil.example/"),
    ],
)
def test_an_addressee_tells_the_case_only_of_what_is_open_to_her(cast, case, before, kind, url):
    one = make.inside(case, people=[cast.chit], by=cast.kanplu, sections=["name"])
    before(one, cast)
    with acting(cast.chit), pytest.raises(ProgrammingError, match="sent to you"):
        run("SELECT case_is_told(%s, %s, 'แต่งขึ้น', %s)", case.pk, kind, url)


def test_who_is_shut_out_is_told_nothing_of_a_letters_people(cast, sent):
    ask = "SELECT * FROM people_of_referral(%s)"
    with acting(cast.somying):
        assert run(ask, sent.pk)
    Exclusion.objects.create(
        student=sent.student, school=cast.school, user=cast.somying, made_by=cast.kanplu, made_at=make.now()
    )
    with acting(cast.somying):
        assert run(ask, sent.pk) == []


def test_functions_with_their_owners_rights_look_into_temporary_tables_last(db):
    careless = run(
        "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname = 'public' AND p.prosecdef"
        " AND NOT EXISTS (SELECT FROM unnest(p.proconfig) c WHERE c ~ '^search_path=.*, pg_temp$')"
    )
    assert careless == []
