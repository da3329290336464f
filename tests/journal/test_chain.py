"""Whoever changes the journal with an owner's power is found out."""

import contextlib

import psycopg
import pytest
from django.db import connection, connections

from journal.actions import record
from journal.chain import faults
from journal.context import acting
from journal.models import Verb
from tests.conftest import connected_as


@contextlib.contextmanager
def as_owner():
    """A person with the owner's power, who first switches the guards off."""
    where = connections["default"].settings_dict
    with psycopg.connect(host=where["HOST"], user=where["OWNER"], dbname=where["NAME"]) as owner:
        for table in ("journal_line", "journal_seal"):
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield owner
        for table in ("journal_line", "journal_seal"):
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.fixture
def told(transactional_db, cast):
    """Three looks at ชบา, sealed at commit; gives their lines' ids."""
    with acting(cast.somying):
        for _ in range(3):
            record(Verb.VIEWED, cast.chaba, by=cast.somying)
    connection.close()
    with as_owner() as owner:
        lines = [i for (i,) in owner.execute("SELECT id FROM journal_line WHERE verb = 'viewed' ORDER BY id")]
    return lines, cast.school.pk


def verified():
    with connected_as(connections["default"].settings_dict["OWNER"]):
        return list(faults())


def test_what_was_sealed_verifies(told):
    assert verified() == []


TAMPERING = {
    "a verb changed": ("UPDATE journal_line SET verb = 'searched' WHERE id = {1}", 1),
    "a detail changed": ("UPDATE journal_line SET detail = '{{\"x\": 1}}' WHERE id = {0}", 0),
    "an actor changed": ("UPDATE journal_line SET actor = 'user:9999' WHERE id = {2}", 2),
    "a time changed": ("UPDATE journal_line SET at = at - interval '1 hour' WHERE id = {1}", 1),
    "a child taken out": ("UPDATE journal_line SET students = '{{}}' WHERE id = {1}", 1),
    "a line removed": ("DELETE FROM journal_line WHERE id = {1}", 1),
}


@pytest.mark.parametrize(("sql", "which"), TAMPERING.values(), ids=TAMPERING.keys())
def test_the_first_bad_row_is_named(told, sql, which):
    lines, school = told
    with as_owner() as owner:
        owner.execute(sql.format(*lines))
    (fault,) = verified()
    assert (fault.chain, fault.line) == (school, lines[which])


def test_a_line_removed_with_its_seal_breaks_the_chain(told):
    lines, school = told
    with as_owner() as owner:
        owner.execute("DELETE FROM journal_line WHERE id = %s", [lines[1]])
        owner.execute("DELETE FROM journal_seal WHERE line_id = %s", [lines[1]])
    assert school in {fault.chain for fault in verified()}


def test_a_tail_cut_off_is_noticed(told):
    lines, school = told
    with as_owner() as owner:
        owner.execute("DELETE FROM journal_line WHERE id = %s", [lines[2]])
        owner.execute("DELETE FROM journal_seal WHERE line_id = %s", [lines[2]])
    assert [(fault.chain, fault.line) for fault in verified()] == [(school, None)]


def test_a_line_put_in_by_hand_is_noticed(told):
    with as_owner() as owner:
        owner.execute(
            "INSERT INTO journal_line SELECT (jsonb_populate_record(l, '{\"id\": 999999}')).* "
            "FROM journal_line l WHERE verb = 'viewed' LIMIT 1"
        )
    assert [fault.line for fault in verified()] == [999999]
