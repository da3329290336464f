"""Numbers beside lists: a child whom the acting person is shut out of is not in them either (security.md 1.3 row 4).

The kept counts stay whole, for the area and everybody else; what is closed to one person is taken off as she reads.
"""

import importlib

from django.db import migrations

CLOSED = """
CREATE FUNCTION rooms_closed() RETURNS TABLE (room bigint, children bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT classroom_id, count(*) FROM students_student
  WHERE id = ANY (COALESCE((SELECT care_excluded())::bigint[], '{}')) AND classroom_id IS NOT NULL GROUP BY 1
$$;
"""

before = importlib.import_module("students.migrations.0015_a_visit_counts_for_the_school_that_made_it")
COVERAGE = before.COVERAGE.replace(
    "WHERE c.id = wanted",
    "WHERE c.id = wanted AND NOT s.id = ANY (COALESCE((SELECT care_excluded())::bigint[], '{}'))",
)


class Migration(migrations.Migration):
    dependencies = [("students", "0021_walls_around_scholarships_and_files")]
    operations = [
        migrations.RunSQL(CLOSED, "DROP FUNCTION rooms_closed()"),
        migrations.RunSQL(COVERAGE, before.COVERAGE),
    ]
