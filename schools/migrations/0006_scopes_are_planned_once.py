"""The functions that every policy quotes keep their plans: in SQL they were planned anew for each statement of a page."""

from django.db import migrations

PLANNED_ONCE = """
CREATE OR REPLACE FUNCTION held_roles() RETURNS SETOF schools_appointment LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  RETURN QUERY SELECT a.* FROM schools_appointment a JOIN schools_user u ON u.id = a.user_id
    WHERE a.user_id = app_uid() AND u.is_active AND app_today() BETWEEN a.from_on AND a.until_on;
END $$;

CREATE OR REPLACE FUNCTION care_schools() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  IF app_is_system() THEN
    RETURN (SELECT array_agg(id) FROM schools_school);
  END IF;
  RETURN (SELECT array_agg(DISTINCT school_id) FROM held_roles() WHERE role IN
    ('homeroom', 'level_head', 'counselor', 'discipline', 'nurse', 'registrar', 'head'));
END $$;

CREATE OR REPLACE FUNCTION figure_schools() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  IF app_is_system() THEN
    RETURN (SELECT array_agg(id) FROM schools_school);
  END IF;
  RETURN (
    WITH held AS MATERIALIZED (SELECT role, group_id, area_id FROM held_roles())
    SELECT array_agg(s.id) FROM schools_school s
    WHERE s.id = ANY ((SELECT care_schools())::bigint[])
       OR s.group_id IN (SELECT group_id FROM held WHERE role = 'group')
       OR s.area_id IN (SELECT area_id FROM held WHERE role = 'area_officer'));
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("schools", "0005_the_search_key_may_be_switched_off")]
    operations = [migrations.RunSQL(PLANNED_ONCE, migrations.RunSQL.noop)]
