"""Linking a pair that is linked already by number changes nothing: the pair is kept by a unique index."""

from django.db import migrations

LINK = """
CREATE OR REPLACE FUNCTION link_sibling(child bigint, wanted bytea, fresh_id text)
RETURNS TABLE (school_name text, school_phone text, is_new boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  mine record;
  theirs record;
  added integer;
BEGIN
  SELECT st.id, st.school_id INTO mine FROM students_student st
  WHERE st.id = child AND NOT st.id = ANY (COALESCE(care_excluded(), '{}')) AND EXISTS (
    SELECT 1 FROM held_roles() r WHERE r.school_id = st.school_id
    AND (r.role IN ('counselor', 'registrar') OR (r.role = 'homeroom' AND r.classroom_id = st.classroom_id)));
  IF mine.id IS NULL THEN
    RAISE EXCEPTION 'only who knows the child links her siblings' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT st.id, st.school_id, s.name, s.phone INTO theirs
  FROM students_identifier i JOIN students_student st ON st.id = i.student_id
  JOIN schools_school s ON s.id = st.school_id
  WHERE i.index = wanted AND st.id <> mine.id AND NOT st.id = ANY (COALESCE(care_excluded(), '{}'));
  IF theirs.id IS NULL THEN RETURN; END IF;
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
    dependencies = [("students", "0009_the_area_reads_how_many_were_visited")]
    operations = [migrations.RunSQL(LINK, migrations.RunSQL.noop)]
