"""A campaign and the year's figure of income are read where they hold and written by whose they are.

And a sibling is looked for within the area, also a number that nobody has leaving a line.
"""

from django.db import migrations

# As Campaign.visible_to and rules.may_edit_campaign.
CAMPAIGN = """
ALTER TABLE students_campaign ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON students_campaign FOR SELECT USING (
  (SELECT app_is_system()) OR area_id IN (SELECT area_id FROM held_roles())
  OR school_id IN (SELECT school_id FROM held_roles())
  OR school_id IS NULL AND area_id IN (
    SELECT s.area_id FROM held_roles() held JOIN schools_school s ON s.id = held.school_id));
CREATE POLICY kept ON students_campaign USING (
  (SELECT app_is_system())
  OR school_id IS NULL AND area_id IN (SELECT area_id FROM held_roles() WHERE role = 'area_officer')
  OR (school_id, area_id) IN (
    SELECT s.id, s.area_id FROM held_roles() held JOIN schools_school s ON s.id = held.school_id
    WHERE held.role = 'counselor'));
"""
# As IncomeLimit.visible_to and rules.may_set_income_limit.
LIMIT = """
ALTER TABLE students_incomelimit ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON students_incomelimit FOR SELECT USING (
  (SELECT app_is_system()) OR area_id IN (SELECT area_id FROM held_roles()) OR area_id IN (
    SELECT s.area_id FROM held_roles() held JOIN schools_school s ON s.id = held.school_id OR s.group_id = held.group_id));
CREATE POLICY kept ON students_incomelimit USING (
  (SELECT app_is_system()) OR area_id IN (SELECT area_id FROM held_roles() WHERE role = 'area_admin'));
"""
BACK = """
DROP POLICY seen ON {0};
DROP POLICY kept ON {0};
ALTER TABLE {0} DISABLE ROW LEVEL SECURITY;
"""

LINK = """
CREATE OR REPLACE FUNCTION link_sibling(child bigint, wanted bytea, fresh_id text)
RETURNS TABLE (school_name text, school_phone text, is_new boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  mine record;
  theirs record;
  added integer;
BEGIN
  SELECT st.id, st.school_id, s.area_id INTO mine FROM students_student st
  JOIN schools_school s ON s.id = st.school_id
  WHERE st.id = child AND NOT st.id = ANY (COALESCE(care_excluded(), '{}')) AND EXISTS (
    SELECT 1 FROM held_roles() r WHERE r.school_id = st.school_id
    AND (r.role IN ('counselor', 'registrar') OR (r.role = 'homeroom' AND r.classroom_id = st.classroom_id)));
  IF mine.id IS NULL THEN
    RAISE EXCEPTION 'only who knows the child links her siblings' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT st.id, st.school_id, s.name, s.phone INTO theirs
  FROM students_identifier i JOIN students_student st ON st.id = i.student_id
  JOIN schools_school s ON s.id = st.school_id
  WHERE i.index = wanted AND s.area_id = mine.area_id AND st.id <> mine.id
    AND NOT st.id = ANY (COALESCE(care_excluded(), '{}'));
  IF theirs.id IS NULL THEN
    PERFORM journal_put('searched', 'students.Identifier', NULL, mine.school_id, ARRAY[mine.id], '{"found": 0}');
    RETURN;
  END IF;
  PERFORM journal_put('looked_elsewhere', 'students.Student', theirs.id, theirs.school_id, ARRAY[theirs.id], '{}');
  INSERT INTO students_sibling (public_id, one_id, other_id, one_school_id, other_school_id, linked_by_id, linked_at)
  VALUES (fresh_id, LEAST(mine.id, theirs.id), GREATEST(mine.id, theirs.id),
          CASE WHEN mine.id < theirs.id THEN mine.school_id ELSE theirs.school_id END,
          CASE WHEN mine.id < theirs.id THEN theirs.school_id ELSE mine.school_id END,
          app_uid(), clock_timestamp())
  ON CONFLICT (one_id, other_id) DO NOTHING;
  GET DIAGNOSTICS added = ROW_COUNT;
  RETURN QUERY SELECT theirs.name::text, theirs.phone::text, added = 1;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("students", "0013_a_move_waits_and_keeps_who_is_shut_out")]
    operations = [
        migrations.RunSQL(CAMPAIGN, BACK.format("students_campaign")),
        migrations.RunSQL(LIMIT, BACK.format("students_incomelimit")),
        migrations.RunSQL(LINK, migrations.RunSQL.noop),
    ]
