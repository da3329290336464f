"""The second wall holds T3 too: answers are for who wrote them, the school's counselors, and homeroom where it is said.

What instruments ask and what warns early is read by everybody and changed by who keeps it.
"""

from django.db import migrations

from journal.walls import OURS

SHUT_OUT = "student_id = ANY (COALESCE((SELECT care_excluded())::bigint[], '{}'))"
SYSTEM = "(SELECT app_is_system())"


def held(scope: str, role: str) -> str:
    """`school_id`s or `area_id`s in which the acting person holds a role; asked once per statement."""
    return f"ANY (ARRAY(SELECT {scope} FROM held_roles() WHERE role = '{role}'))"  # noqa: S608  two words of this file


READERS = f"""{SYSTEM} OR written_by_id = (SELECT app_uid()) OR school_id = {held("school_id", "counselor")}
  OR (is_open_to_homeroom AND school_id = {held("school_id", "homeroom")})"""
ANSWERS = f"""
DROP POLICY wall ON screening_answersheet;
CREATE POLICY wall ON screening_answersheet USING ({OURS} AND NOT {SHUT_OUT} AND ({READERS}))
  WITH CHECK ({OURS} AND NOT {SHUT_OUT});
"""
BEFORE = f"""
DROP POLICY wall ON screening_answersheet;
CREATE POLICY wall ON screening_answersheet
  USING (({OURS} OR student_id = ANY ((SELECT care_shared())::bigint[])) AND NOT {SHUT_OUT})
  WITH CHECK ({OURS} AND NOT {SHUT_OUT});
"""

# That there are answers, and nothing of them: nobody types over a paper that she may not read.
HAS_ANSWERS = """
CREATE FUNCTION screening_has_answers(bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM screening_answersheet WHERE assessment_id = $1);
END $$;
"""


def kept_by(table: str, who: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY read ON {table} FOR SELECT USING (true);
        CREATE POLICY wall ON {table} USING ({SYSTEM} OR {who}) WITH CHECK ({SYSTEM} OR {who});
        """,
        f"DROP POLICY wall ON {table}; DROP POLICY read ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


OF_THE_AREA = f"area_id = {held('area_id', 'area_admin')}"
WARNERS = f"school_id = {held('school_id', 'counselor')} OR area_id = {held('area_id', 'area_officer')}"


class Migration(migrations.Migration):
    dependencies = [("screening", "0008_who_moves_to_another_school_is_screened_there_anew")]
    operations = [
        migrations.RunSQL(ANSWERS, BEFORE),
        migrations.RunSQL(HAS_ANSWERS, "DROP FUNCTION screening_has_answers(bigint)"),
        kept_by("screening_instrument", OF_THE_AREA),
        kept_by("screening_wording", OF_THE_AREA),
        kept_by("screening_warningrules", WARNERS),
    ]
