"""What the application role may do to each table, against a committed list (decisions T12)."""

from pathlib import Path

from django.db import connection

PRIVILEGES = """
SELECT table_name, string_agg(privilege_type, ' ' ORDER BY privilege_type)
FROM information_schema.role_table_grants WHERE grantee = current_user AND table_schema = 'public'
GROUP BY table_name ORDER BY table_name
"""
COMMITTED = Path(__file__).parent / "privileges.txt"

WITHOUT_WALL = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid
WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attname IN ('student_id') AND NOT c.relrowsecurity
"""
WITHOUT_JOURNAL = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid
WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attname = 'student_id'
AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'journal_update')
"""


def ask(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_every_table_gives_the_application_what_is_written_down(db):
    found = "".join(f"{table}: {privileges}\n" for table, privileges in ask(PRIVILEGES))
    assert found == COMMITTED.read_text()


def test_every_table_about_a_child_has_a_wall_and_a_journal(db):
    assert ask(WITHOUT_WALL) == []
    assert ask(WITHOUT_JOURNAL) == []
    walled = dict(ask("SELECT relname, relrowsecurity FROM pg_class WHERE relkind = 'r'"))
    assert walled["students_student"]
