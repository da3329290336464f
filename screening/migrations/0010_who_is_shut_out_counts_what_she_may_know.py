"""What of a round's counts belongs to children whom the acting person is shut out of: taken off as she reads."""

from django.db import migrations

CLOSED = """
CREATE FUNCTION screening_closed(wanted bigint)
RETURNS TABLE (room bigint, place int, level int, children bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT s.classroom_id, cell.place, cell.level, count(*)
  FROM screening_row r JOIN students_student s ON s.id = r.student_id AND s.school_id = r.school_id
    AND s.classroom_id IS NOT NULL CROSS JOIN LATERAL (
    SELECT n::int AS place, filled::int AS level FROM unnest(r.levels) WITH ORDINALITY AS one(filled, n) WHERE filled > 0
    UNION ALL SELECT 0, r.final_group WHERE r.is_complete
    UNION ALL SELECT 99, r.mind_level WHERE r.mind_level > 0
  ) AS cell
  WHERE r.round_id = wanted AND s.id = ANY (COALESCE((SELECT care_excluded())::bigint[], '{}'))
  GROUP BY 1, 2, 3
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("screening", "0009_answers_are_read_by_whom_they_are_for"),
        ("students", "0022_who_is_shut_out_counts_what_she_may_know"),
    ]
    operations = [migrations.RunSQL(CLOSED, "DROP FUNCTION screening_closed(bigint)")]
