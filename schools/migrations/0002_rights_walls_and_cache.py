"""Two scope functions that every policy quotes, who reads the journal, and the cache that all processes share."""

from django.db import migrations

from journal.walls import journaled

# Rows of people's tables follow care_schools(), rows of counts figure_schools() (decisions A4).
SCOPES = """
CREATE FUNCTION app_today() RETURNS date LANGUAGE sql STABLE AS
  $$ SELECT NULLIF(current_setting('app.today', true), '')::date $$;
CREATE FUNCTION app_uid() RETURNS bigint LANGUAGE sql STABLE AS
  $$ SELECT NULLIF(current_setting('app.uid', true), '')::bigint $$;
CREATE FUNCTION app_is_system() RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT COALESCE(current_setting('app.actor', true) LIKE 'system:%', false) $$;

CREATE FUNCTION held_roles() RETURNS SETOF schools_appointment LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
  SELECT a.* FROM schools_appointment a JOIN schools_user u ON u.id = a.user_id
  WHERE a.user_id = app_uid() AND u.is_active AND app_today() BETWEEN a.from_on AND a.until_on
$$;

CREATE FUNCTION care_schools() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
  SELECT CASE WHEN app_is_system() THEN (SELECT array_agg(id) FROM schools_school)
  ELSE (SELECT array_agg(DISTINCT school_id) FROM held_roles() WHERE role IN
    ('homeroom', 'level_head', 'counselor', 'discipline', 'nurse', 'registrar', 'head')) END
$$;

CREATE FUNCTION figure_schools() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
  SELECT CASE WHEN app_is_system() THEN (SELECT array_agg(id) FROM schools_school)
  ELSE (SELECT array_agg(s.id) FROM schools_school s
        WHERE s.id = ANY ((SELECT care_schools())::bigint[])
           OR s.group_id IN (SELECT group_id FROM held_roles() WHERE role = 'group')
           OR s.area_id IN (SELECT area_id FROM held_roles() WHERE role = 'area_officer')) END
$$;

CREATE FUNCTION journal_schools() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
  SELECT CASE WHEN app_is_system() THEN (SELECT array_agg(id) FROM schools_school)
  ELSE (SELECT array_agg(id) FROM schools_school
        WHERE area_id IN (SELECT area_id FROM held_roles() WHERE role = 'auditor')) END
$$;

-- Whose lines an auditor reads although no school stands on them: everybody with an account in her area.
CREATE FUNCTION journal_people() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
  SELECT array_agg(u.id) FROM schools_user u LEFT JOIN schools_school s ON s.id = u.school_id
  WHERE COALESCE(u.area_id, s.area_id) IN (SELECT area_id FROM held_roles() WHERE role = 'auditor')
$$;
"""
SCOPES_BACK = """
DROP FUNCTION journal_people(); DROP FUNCTION journal_schools(); DROP FUNCTION figure_schools(); DROP FUNCTION care_schools();
DROP FUNCTION held_roles(); DROP FUNCTION app_is_system(); DROP FUNCTION app_uid(); DROP FUNCTION app_today();
"""

OWN_SLICE = """
ALTER TABLE journal_line ENABLE ROW LEVEL SECURITY;
CREATE POLICY slice ON journal_line FOR SELECT USING (
  user_id = (SELECT app_uid()) OR (SELECT app_is_system()) OR school_id = ANY ((SELECT journal_schools())::bigint[])
  OR user_id = ANY ((SELECT journal_people())::bigint[]));
ALTER TABLE journal_paper ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON journal_paper USING (by_id = (SELECT app_uid()) OR (SELECT app_is_system()));
"""
OWN_SLICE_BACK = """
DROP POLICY own ON journal_paper; ALTER TABLE journal_paper DISABLE ROW LEVEL SECURITY;
DROP POLICY slice ON journal_line; ALTER TABLE journal_line DISABLE ROW LEVEL SECURITY;
"""

CACHE = """
CREATE UNLOGGED TABLE schools_cache (
  cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX schools_cache_expires ON schools_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("schools", "0001_initial"), ("journal", "0003_lines_are_written_by_the_database")]
    operations = [
        migrations.RunSQL(SCOPES, SCOPES_BACK),
        migrations.RunSQL(OWN_SLICE, OWN_SLICE_BACK),
        migrations.RunSQL(CACHE, "DROP TABLE schools_cache"),
        journaled("schools_user", student="", ignore="last_login"),
        journaled("schools_appointment", student=""),
        journaled("schools_onetimecode", student="", ignore="used_at"),
        journaled("schools_school", school="id", student=""),
        journaled("schools_classroom", student=""),
    ]
