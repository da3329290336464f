"""Siblings are linked through the wall without being shown, and a child's page tells who opened it."""

from django.db import migrations, models

import journal.ids

# By national ID, as find_elsewhere: who links learns where the other child is and never who she is. Only those who
# may link siblings ask, for a child they may open; each question leaves a line in the chain of the school that
# knows the number. A child from whom the asker is shut out is not found.
LINK = """
CREATE FUNCTION link_sibling(child bigint, wanted bytea, fresh_id text)
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
  ON CONFLICT ON CONSTRAINT siblings_once DO NOTHING;
  GET DIAGNOSTICS added = ROW_COUNT;
  RETURN QUERY SELECT theirs.name::text, theirs.phone::text, added = 1;
END $$;
"""

# Who opened or printed something about one child since a day. It answers only about a child whom the asker's school
# keeps or who is shared with her, and never to one who is shut out.
OPENED = """
CREATE FUNCTION child_openings(child bigint, since timestamptz)
RETURNS TABLE (user_id bigint, opened bigint, printed bigint, revealed bigint, last_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT l.user_id, count(*) FILTER (WHERE l.verb = 'viewed'), count(*) FILTER (WHERE l.verb = 'disclosed'),
         count(*) FILTER (WHERE l.verb = 'revealed' AND l.about = 'students.Identifier'), max(l.at)
  FROM journal_line l
  WHERE l.students @> ARRAY[child] AND l.at >= since AND l.user_id IS NOT NULL
    AND (l.verb = 'disclosed' OR (l.verb = 'viewed' AND cardinality(l.students) = 1)
         OR (l.verb = 'revealed' AND l.about = 'students.Identifier'))
    AND EXISTS (SELECT 1 FROM students_student st WHERE st.id = child
      AND (st.school_id = ANY (care_schools()) OR st.id = ANY (care_shared()))
      AND NOT st.id = ANY (COALESCE(care_excluded(), '{}')))
  GROUP BY l.user_id
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("students", "0006_walls_around_the_whole_child")]
    operations = [
        migrations.AddField(
            model_name="sibling",
            name="public_id",
            field=models.CharField(default=journal.ids.new_public_id, editable=False, max_length=8, unique=True),
        ),
        migrations.RunSQL(LINK, "DROP FUNCTION link_sibling(bigint, bytea, text)"),
        migrations.RunSQL(OPENED, "DROP FUNCTION child_openings(bigint, timestamptz)"),
    ]
