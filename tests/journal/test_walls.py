"""The second wall: what a forgotten filter would still not show."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from journal.actions import record
from journal.context import acting
from journal.models import Line, Verb
from students.models import Exclusion, Share, Student
from tests import make


def seen_by(user):
    with acting(user):
        return set(Student.objects.values_list("first_name", flat=True))


def test_each_person_sees_the_children_of_her_school_and_nobody_elses(cast):
    assert seen_by(cast.somying) == {"ชบา", "คีตา", "ธารา"}
    assert seen_by(cast.dokkaew) == {"ลูกตาล"}


@pytest.mark.parametrize("who", ["khet", "klum", "bunchi", "rabop", "truat", "chit", "gone"])
def test_who_opens_no_child_sees_no_row(cast, who):
    assert seen_by(getattr(cast, who)) == set()


def test_without_context_there_is_nothing_to_see(cast):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.actor', '', false)")
    assert Student.objects.count() == 0


def test_rights_end_in_bangkok_and_not_in_greenwich(cast, clock):
    clock.move_to(datetime.datetime(2026, 5, 15, 23, 0, tzinfo=datetime.UTC))  # 06:00 on 16 May in Bangkok
    assert seen_by(cast.somying) == set()


def test_a_share_opens_one_child_and_an_exclusion_closes_it(cast):
    day = datetime.date(2025, 6, 1)
    Share.objects.create(
        student=cast.chaba,
        school=cast.school,
        to_user=cast.chit,
        reason="ส่งต่อภายใน",
        from_on=day,
        until_on=datetime.date(2025, 7, 1),
        made_by=cast.kanplu,
    )
    assert seen_by(cast.chit) == {"ชบา"}
    Exclusion.objects.create(
        student=cast.chaba, school=cast.school, user=cast.kanplu, made_by=cast.praphan, made_at=make.now()
    )
    assert "ชบา" not in seen_by(cast.kanplu)


def test_nobody_writes_about_a_child_of_another_school(cast):
    with pytest.raises(DatabaseError), acting(cast.dokkaew), transaction.atomic():
        Student.objects.create(school=cast.school, level=7, title="ด.ญ.", first_name="ก", last_name="ข", sex="f")


def test_nothing_changes_without_an_actor(cast):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.actor', '', false)")
    with pytest.raises(DatabaseError, match="no actor"), transaction.atomic():
        Student.objects.filter(pk=cast.chaba.pk).update(nickname="ชบ")


def test_a_bulk_change_leaves_one_line_with_rows_children_and_columns_but_no_values(cast):
    with acting(cast.kanplu):
        Student.objects.filter(classroom=cast.room).update(nickname="ความลับ")
    line = Line.objects.filter(about="students_student", verb="changed").latest("id")
    assert set(line.students) == {cast.chaba.pk, cast.kita.pk}
    assert line.detail["columns"] == ["nickname"]
    assert line.actor == f"user:{cast.kanplu.pk}"
    assert "ความลับ" not in str(line.detail)


def test_the_journal_names_who_acts_and_believes_nobody_else(cast):
    with pytest.raises(DatabaseError, match="names who acts"), acting(cast.somying), transaction.atomic():
        record(Verb.VIEWED, cast.chaba, by=cast.kanplu)


def test_the_auditor_reads_who_was_refused_in_her_area(cast, as_):
    far = make.staff("klai", home=make.school("บ้านไกลจำลอง", area=make.area("สพป.อื่น เขต 1")))
    for person in (cast.mana, cast.khet, far):  # of a school, of the area's office, of another area
        assert as_(person).get(f"/students/{cast.chaba.public_id}/edit/").status_code == 404
    with acting(cast.truat):
        read = Line.objects.filter(verb=Verb.REFUSED).values_list("user_id", "school_id")
        assert set(read) == {(cast.mana.pk, cast.school.pk), (cast.khet.pk, None)}
    with acting(cast.somying):
        assert not Line.objects.filter(verb=Verb.REFUSED).exists()


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO journal_line (at) VALUES (now())",
        "UPDATE journal_line SET verb = 'x'",
        "DELETE FROM journal_line",
        "TRUNCATE journal_line",
        "ALTER TABLE journal_line DISABLE TRIGGER USER",
        "SELECT * FROM journal_seal",
        "SELECT journal_put('viewed', 'x', 1, 1, '{}', '{}')",
        "SET session_replication_role = replica",
    ],
)
def test_the_application_cannot_touch_the_journal(cast, sql):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
