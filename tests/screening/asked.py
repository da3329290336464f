"""What a request asked of the database, in words short enough to list."""

import re

# Who is there and what she may: on every request of a signed-in person.
SESSION = ["read django_session", "read schools_user", "read schools_appointment"]
WRITES = re.compile(r"\b(?:INSERT INTO|UPDATE|DELETE FROM) \"?(\w+)")
CALLS = re.compile(r"^SELECT (screening_hold|journal_write|screening_recount)\b")
READS = re.compile(r'\bFROM "?(\w+)"?')


def asked(statements):
    """ "read schools_classroom", "write screening_row" or "call journal_write" for each statement, in order."""
    return [in_words(sql) for sql in statements]


def in_words(sql):
    if called := CALLS.search(sql):
        return f"call {called[1]}"
    if written := WRITES.search(sql):
        return f"write {written[1]}"
    outer = re.sub(r"\(SELECT[^()]*(?:\([^()]*\)[^()]*)*\)", "", sql)
    return f"read {READS.search(outer)[1]}"
