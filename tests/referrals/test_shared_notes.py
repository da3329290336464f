"""Notes of the area's psychologist in a case that is shared with her: hers while it is, the school's for good."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.urls import reverse

from cases.models import Case, Note, SharedCase, Words
from journal.context import acting
from journal.models import Line
from referrals import actions
from referrals.models import Inside
from schools.models import Notice
from students.models import Share
from tests import make

DUTY = "นักจิตวิทยาโรงเรียนประจำเขต"
SAID = {"text": "คุยกับครูแล้ว แนะให้พบทุกสัปดาห์", "kind": "counseling", "secrecy": "team"}


@pytest.fixture
def to_chit(case, cast):
    return make.inside(case, people=[cast.chit], by=cast.kanplu, sections=["name", "case"])


def page(name, case, *notes):
    return reverse(f"cases:{name}", args=[case.public_id, *(one.public_id for one in notes)])


def body(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def write(client, case, **more):
    return client.post(page("write_note", case), SAID | more)


def insert(user, case, **more):
    """Straight into the table, as she would past every view."""
    row = {"case": case, "student": case.student, "school": case.school, "text": "x", "written_by": user}
    with acting(user), transaction.atomic():
        return Note.objects.create(**row | {"written_as": Note.As.PSYCHOLOGIST, "written_at": make.now()} | more)


def finish(inside, by):
    with acting(by):
        taken = actions.accept_inside(inside, version=inside.version, by=by)
        actions.finish_inside(taken, result="คุยแล้ว", advice="", version=taken.version, by=by)


def test_she_writes_on_the_page_of_the_case_and_the_school_reads_who_from_where(case, to_chit, cast, as_, clock):
    clock.shift(3600)
    client = as_(cast.chit)
    assert f'action="{page("write_note", case)}"' in body(client, page("case", case))
    assert write(client, case)["Location"] == page("case", case)
    note = Note.objects.latest("pk")
    assert (note.written_by, note.written_as, note.secrecy) == (cast.chit, "area_psychologist", "team")
    assert (note.student, note.school) == (cast.chaba, cast.school)
    shown = body(as_(cast.somying), page("case", case))
    assert SAID["text"] in shown
    assert f"{cast.chit.call_name} ({DUTY})" in shown
    assert f"{cast.chit.call_name} ({DUTY})" in body(
        as_(cast.kanplu), reverse("studentcare:student", args=[cast.chaba.public_id])
    )


def test_the_case_is_no_longer_silent_its_owner_is_told_and_it_is_journaled(case, to_chit, cast, as_, clock):
    Notice.objects.all().delete()
    before = Case.objects.get(pk=case.pk)
    clock.shift(3600)
    write(as_(cast.chit), case)
    after = Case.objects.get(pk=case.pk)
    assert (after.touched_at - before.touched_at).total_seconds() >= 3600
    assert (after.version, after.state, after.due_on) == (before.version, before.state, before.due_on)
    told = Notice.objects.get()
    assert (told.to_user, told.kind, told.url, told.text) == (cast.kanplu, "case", page("case", case), "")
    line = Line.objects.filter(verb="noted").latest("pk")
    assert (line.user_id, line.students) == (cast.chit.pk, [cast.chaba.pk])


def test_an_owner_who_is_shut_out_from_the_child_is_told_nothing(case, to_chit, cast, as_):
    make.exclusion(cast.chaba, user=cast.kanplu, by=cast.praphan)
    Notice.objects.all().delete()
    assert write(as_(cast.chit), case).status_code == 302
    assert not Notice.objects.exists()


def test_the_note_stays_with_the_school_when_the_share_has_ended(case, to_chit, cast, as_):
    client = as_(cast.chit)
    write(client, case)
    note = Note.objects.latest("pk")
    finish(Inside.objects.get(), cast.chit)
    for url in (page("case", case), page("write_note", case), page("correct_note", case, note)):
        assert client.get(url).status_code == 404, url
    assert write(client, case).status_code == 404
    assert client.post(page("correct_note", case, note), {"text": "แก้"}).status_code == 404
    with acting(cast.chit):
        assert not Note.objects.exists()
    assert SAID["text"] in body(as_(cast.kanplu), page("case", case))


def test_she_corrects_her_own_and_no_other(case, to_chit, cast, as_):
    client = as_(cast.chit)
    write(client, case)
    note = Note.objects.latest("pk")
    assert SAID["text"] in body(client, page("correct_note", case, note))
    assert client.post(page("correct_note", case, note), {"text": "พบสองสัปดาห์ครั้ง"}).status_code == 302
    new = Note.objects.get(corrects=note)
    assert (new.text, new.written_as) == ("พบสองสัปดาห์ครั้ง", "area_psychologist")
    theirs = Note.objects.get(written_by=cast.kanplu, secrecy="team")
    assert client.get(page("correct_note", case, theirs)).status_code == 403
    assert client.post(page("correct_note", case, theirs), {"text": "แก้"}).status_code == 403
    with pytest.raises(ProgrammingError, match="row-level security"):
        insert(cast.chit, case, corrects=theirs)


def test_in_a_closed_case_she_corrects_and_writes_nothing_new(case, to_chit, cast, as_):
    client = as_(cast.chit)
    write(client, case)
    note = Note.objects.latest("pk")
    how = {"state": "closed", "outcome": "improved", "closed_by": cast.kanplu, "closed_at": make.now()}
    Case.objects.filter(pk=case.pk).update(**how)
    Share.objects.update(ended_at=None)
    again = {"answered_by": cast.chit, "answered_at": make.now(), "revoked_by": None, "revoked_at": None}
    Inside.objects.update(state="accepted", **again)
    assert write(client, case).status_code == 409
    assert client.post(page("correct_note", case, note), {"text": "พบสองสัปดาห์ครั้ง"}).status_code == 302
    assert Case.objects.get(pk=case.pk).state == "closed"


@pytest.mark.parametrize("secrecy", ["counselors", "named"])
def test_she_writes_nothing_that_only_few_read(case, to_chit, cast, as_, secrecy):
    client = as_(cast.chit)
    assert f'value="{secrecy}"' not in body(client, page("write_note", case))
    count = Note.objects.count()
    answer = write(client, case, secrecy=secrecy, readers=[cast.kanplu.public_id])
    assert (answer.status_code, Note.objects.count()) == (200, count)
    with pytest.raises(ProgrammingError, match="row-level security"):
        insert(cast.chit, case, secrecy=secrecy, text="")
    secret = Note.objects.get(secrecy="counselors")
    whose = {"student": case.student, "school": case.school}
    with acting(cast.chit), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Words.objects.create(note=secret, secrecy=secrecy, writer=cast.chit, text="x", **whose)


def test_another_case_of_the_child_and_another_child_stay_closed(case, to_chit, cast, as_):
    second = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu, number=77, aspects=["economy"])
    others = make.case(cast.kita, by=cast.somying, owner=cast.kanplu, number=78)
    for other in (second, others):
        assert write(as_(cast.chit), other).status_code == 404
        with pytest.raises(ProgrammingError, match="row-level security"):
            insert(cast.chit, other)
    with pytest.raises(ProgrammingError, match="row-level security"):
        insert(cast.chit, case, student=cast.kita)
    with pytest.raises(ProgrammingError, match="row-level security"):
        insert(cast.chit, case, school=cast.elsewhere)


def test_nobody_else_writes_by_a_share_and_she_writes_in_her_own_name(case, to_chit, cast):
    with pytest.raises(ProgrammingError, match="row-level security"):
        insert(cast.chit, case, written_by=cast.kanplu)
    with pytest.raises(ProgrammingError, match="row-level security"):
        insert(cast.chit, case, written_as="")
    assert insert(cast.chit, case).pk


def test_without_the_case_among_the_sections_there_is_nothing_to_write_in(case, cast, as_):
    make.inside(case, people=[cast.chit], by=cast.kanplu, sections=["name", "notes"])
    assert write(as_(cast.chit), case).status_code == 404
    with pytest.raises(ProgrammingError, match="row-level security"):
        insert(cast.chit, case)


def test_an_officer_who_was_asked_with_a_committee_reads_the_case_and_writes_nothing(case, cast, as_):
    make.inside(
        case,
        to="committee",
        people=[cast.chit, cast.khet],
        by=cast.kanplu,
        sections=["name", "case"],
        skip_reason="ด่วน",
    )
    client = as_(cast.khet)
    assert page("write_note", case) not in body(client, page("case", case))
    assert client.get(page("write_note", case)).status_code == 403
    assert write(client, case).status_code == 403
    with pytest.raises(ProgrammingError, match="row-level security"):
        insert(cast.khet, case)
    assert write(as_(cast.chit), case).status_code == 302


@pytest.mark.parametrize("how", ["ended", "over", "shut out", "duty", "area"])
def test_from_the_moment_it_ends_the_database_refuses_her(case, to_chit, cast, how):
    share = Share.objects.filter(to_user=cast.chit)
    if how == "ended":
        share.update(ended_at=make.now())
    elif how == "over":
        share.update(from_on="2025-06-01", until_on="2025-06-24")
    elif how == "shut out":
        make.exclusion(cast.chaba, user=cast.chit, by=cast.kanplu)
    elif how == "duty":
        cast.chit.appointments.update(until_on="2025-06-24")
        share.update(ended_at=None)
    else:
        cast.chit.appointments.update(area=make.area("เขตอื่น"))
    with pytest.raises(ProgrammingError, match="row-level security"):
        insert(cast.chit, case)
    refused = pytest.raises(ProgrammingError, match="not shared with you")
    with acting(cast.chit), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT case_is_noted(%s, now())", [case.pk])


def test_a_share_made_by_herself_opens_nothing(case, cast):
    whose = {"student": case.student, "school": case.school}
    until = {"from_on": "2025-06-01", "until_on": "2025-12-01", "made_by": cast.kanplu}
    with acting(cast.chit), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Share.objects.create(to_user=cast.chit, **until, **whose)
    share = Share.objects.create(to_user=cast.chit, **until, **whose)
    with acting(cast.chit), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        SharedCase.objects.create(share=share, case=case, **whose)
    with pytest.raises(ProgrammingError, match="row-level security"):
        insert(cast.chit, case)
