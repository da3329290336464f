"""Raw SQL shows answers only to whom T3 names, and instruments are changed only by who keeps them."""

import pytest
from django.db import DatabaseError, connection, transaction

from journal.context import acting
from screening import actions
from screening.actions import Entry
from screening.models import AnswerSheet, Assessment
from tests.make.assessments import instrument

COPY = """
INSERT INTO screening_instrument
  (public_id, area_id, code, version, name, short, definition, source, sha256, is_current, loaded_at)
SELECT 'aaaaaaaa', %s, code, '2', name, short, definition, source, sha256, true, loaded_at
FROM screening_instrument WHERE id = %s
"""
CARING = ("somying", "mana", "kanplu", "praphan", "wilai", "decha", "pim", "tabian", "dokkaew", "chit")


def write(cast, room, by, code="phq-a", rater="self", items=(0,) * 9, seen=0):
    with acting(by):
        return actions.record_assessments(
            room.round,
            classroom=room.classroom,
            instrument=instrument(code),
            rater=rater,
            entries=[Entry(cast.chaba, items=list(items), seen=seen)],
            by=by,
        )


def readers(cast):
    found = set()
    for name in CARING:
        with acting(getattr(cast, name)), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM screening_answersheet")
            if cursor.fetchone()[0]:
                found.add(name)
    return found


def test_a_nurse_s_own_sheet_is_read_by_her_and_the_counselors(cast, room):
    instrument("phq-a")
    assert write(cast, room, cast.pim).changed
    assert readers(cast) == {"pim", "kanplu"}
    assert write(cast, room, cast.pim, items=[0] * 8 + [1], seen=1).changed, "she changes her own"


def test_a_sheet_that_is_open_to_homeroom_is_not_open_to_the_head(cast, room):
    instrument("sdq")
    write(cast, room, cast.kanplu, code="sdq", rater="teacher", items=[1] * 25)
    assert readers(cast) == {"kanplu", "somying", "mana"}


@pytest.mark.parametrize("seen", [0, 1])
def test_nobody_types_over_answers_that_she_may_not_read(cast, room, seen):
    instrument("phq-a")
    write(cast, room, cast.kanplu, items=[2] * 9)
    done = write(cast, room, cast.pim, items=[0] * 9, seen=seen)
    assert (len(done.conflicts), done.changed) == (1, [])
    assert AnswerSheet.objects.get().items == [2] * 9
    assert Assessment.objects.get().recorded_by == cast.kanplu


@pytest.mark.parametrize(
    ("who", "sql", "is_kept"),
    [
        ("rabop", "UPDATE screening_instrument SET name = 'x' WHERE area_id IS NOT NULL", 1),
        ("rabop", "UPDATE screening_instrument SET name = 'x' WHERE area_id IS NULL", 0),
        ("kanplu", "UPDATE screening_instrument SET name = 'x'", 0),
        ("khet", "DELETE FROM screening_instrument", 0),
        ("somying", "SELECT 1 FROM screening_instrument WHERE area_id IS NULL", 1),
        ("kanplu", "UPDATE screening_wording SET permission = 'x'", 0),
        ("rabop", "UPDATE screening_wording SET permission = 'x'", 1),
        ("pim", "DELETE FROM screening_warningrules WHERE school_id IS NOT NULL", 0),
        ("kanplu", "DELETE FROM screening_warningrules WHERE area_id IS NOT NULL", 0),
        ("kanplu", "DELETE FROM screening_warningrules WHERE school_id IS NOT NULL", 1),
        ("khet", "DELETE FROM screening_warningrules WHERE area_id IS NOT NULL", 1),
    ],
)
def test_what_instruments_ask_and_what_warns_is_changed_by_who_keeps_it(cast, who, sql, is_kept):
    shipped = instrument("gast")
    with connection.cursor() as cursor:
        cursor.execute(
            COPY,
            [cast.area.pk, shipped.pk],
        )
        cursor.execute(
            "INSERT INTO screening_wording (area_id, code, rater, permission, items, loaded_by_id, loaded_at)"
            " VALUES (%s, 'gast', '', '1/2568', '{}', %s, now())",
            [cast.area.pk, cast.rabop.pk],
        )
        cursor.execute(
            "INSERT INTO screening_warningrules (area_id, school_id, rules, kept_at)"
            " VALUES (%s, NULL, '{}', now()), (NULL, %s, '{}', now())",
            [cast.area.pk, cast.school.pk],
        )
    with acting(getattr(cast, who)), connection.cursor() as cursor:
        cursor.execute(sql)
        assert cursor.rowcount == is_kept


def test_the_area_admin_writes_no_shipped_version(cast):
    used = instrument("gast")
    with pytest.raises(DatabaseError), acting(cast.rabop), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            COPY.replace(", true, loaded_at", ", false, loaded_at"),
            [None, used.pk],
        )
