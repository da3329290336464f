"""The second wall and the journal's triggers around everything that is about a child."""

from django.db import migrations

from journal.walls import OURS, journaled, policy, walled

SHARED = """
CREATE FUNCTION care_shared() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
  SELECT array_agg(student_id) FROM students_share
  WHERE to_user_id = app_uid() AND ended_at IS NULL AND app_today() BETWEEN from_on AND until_on
$$;
CREATE FUNCTION care_excluded() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
  SELECT array_agg(student_id) FROM students_exclusion WHERE user_id = app_uid() AND NOT app_is_system()
$$;
"""

# Search before create, also behind the wall (decisions A6): where a number is known, and never whose it is.
# Only a registrar adds children, so nobody else has a reason to ask.
ELSEWHERE = """
CREATE FUNCTION find_elsewhere(wanted bytea)
RETURNS TABLE (school_name text, school_phone text, is_enrolled boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE found record;
BEGIN
  IF NOT app_is_system() AND NOT EXISTS (SELECT 1 FROM held_roles() WHERE role = 'registrar') THEN
    RAISE EXCEPTION 'only a registrar asks where a number is known' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT s.id, s.name, s.phone, st.id AS child, st.classroom_id IS NOT NULL AS sits INTO found
  FROM students_identifier i JOIN students_student st ON st.id = i.student_id
  JOIN schools_school s ON s.id = st.school_id WHERE i.index = wanted;
  IF found.id IS NULL THEN RETURN; END IF;
  PERFORM journal_put('looked_elsewhere', 'students.Student', found.child, found.id, ARRAY[found.child], '{}');
  RETURN QUERY SELECT found.name::text, found.phone::text, found.sits::boolean;
END $$;
"""

FIGURES = """
ALTER TABLE students_roomcount ENABLE ROW LEVEL SECURITY;
CREATE POLICY figures ON students_roomcount FOR SELECT USING (school_id = ANY ((SELECT figure_schools())::bigint[]));
CREATE POLICY wall ON students_roomcount USING (school_id = ANY ((SELECT care_schools())::bigint[]));
"""

SEARCH = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX student_search ON students_student USING gin (search_key gin_trgm_ops);
"""

TABLES = ["enrolment", "identifier", "guardian", "alert"]


class Migration(migrations.Migration):
    dependencies = [("students", "0001_initial"), ("schools", "0002_rights_walls_and_cache")]
    operations = [
        migrations.RunSQL(SEARCH, "DROP INDEX student_search"),
        migrations.RunSQL(SHARED, "DROP FUNCTION care_shared(); DROP FUNCTION care_excluded();"),
        migrations.RunSQL(ELSEWHERE, "DROP FUNCTION find_elsewhere(bytea)"),
        walled("students_student", student="id"),
        journaled("students_student", student="id"),
        *(walled(f"students_{table}") for table in TABLES),
        *(journaled(f"students_{table}") for table in TABLES),
        policy("students_share", using=f"to_user_id = (SELECT app_uid()) OR {OURS}", check=OURS),
        policy("students_exclusion", using=OURS, check=OURS),
        policy("students_import", using=OURS, check=OURS),
        policy("students_importedchange", using=OURS, check=OURS),
        journaled("students_share"),
        journaled("students_exclusion"),
        journaled("students_import", student=""),
        journaled("students_importedchange"),
        migrations.RunSQL(FIGURES, migrations.RunSQL.noop),
    ]
