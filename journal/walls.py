"""The second wall and the journal's triggers, as migration operations: one line per table.

A table with rows about children gets a policy (only schools whose children the acting person may open, and
children shared with her, and never a child she is shut out from) and three statement triggers.
"""

from django.db.migrations import RunSQL

OURS = "school_id = ANY ((SELECT care_schools())::bigint[])"


def journaled(table: str, *, school: str = "school_id", student: str = "student_id", ignore: str = "") -> RunSQL:
    """Write one line per statement that changes `table`. `school`/`student`: a column, or '' for none."""
    args = f"'{school}', '{student}', '{ignore}'"
    return RunSQL(
        f"""
        CREATE TRIGGER journal_insert AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION journal_change({args});
        CREATE TRIGGER journal_update AFTER UPDATE ON {table} REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION journal_change({args});
        CREATE TRIGGER journal_delete AFTER DELETE ON {table} REFERENCING OLD TABLE AS old_rows
            FOR EACH STATEMENT EXECUTE FUNCTION journal_change({args});
        """,
        f"""
        DROP TRIGGER journal_insert ON {table};
        DROP TRIGGER journal_update ON {table};
        DROP TRIGGER journal_delete ON {table};
        """,
    )


def walled(table: str, *, student: str = "student_id") -> RunSQL:
    """Rows about a child: seen with the school or by a share, written with the school, never when shut out."""
    shut_out = f"{student} = ANY (COALESCE((SELECT care_excluded())::bigint[], '{{}}'))"
    shared = f"{student} = ANY ((SELECT care_shared())::bigint[])"
    return policy(table, using=f"({OURS} OR {shared}) AND NOT {shut_out}", check=f"{OURS} AND NOT {shut_out}")


def policy(table: str, *, using: str, check: str) -> RunSQL:
    """No FORCE: the owner passes (migrations, dump, verify), the application never is the owner (T2)."""
    return RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"CREATE POLICY wall ON {table} USING ({using}) WITH CHECK ({check});",
        f"DROP POLICY wall ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )
