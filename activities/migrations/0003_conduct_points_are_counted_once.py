"""What was written of children until now says how many conduct points each has left in each year."""

from django.db import migrations

COUNT = """
SELECT set_config('app.actor', 'system:migrate', true);
INSERT INTO students_conductstanding (student_id, school_id, year, points)
SELECT student_id, school_id, year, 100 + COALESCE(sum(points) FILTER (WHERE cancelled_at IS NULL), 0)
FROM activities_observation WHERE points IS NOT NULL GROUP BY student_id, school_id, year;
SET CONSTRAINTS ALL IMMEDIATE  -- what waits is checked now
"""


class Migration(migrations.Migration):
    dependencies = [("activities", "0002_walls"), ("students", "0026_conduct_points_stand_on_one_row")]
    operations = [migrations.RunSQL(COUNT, migrations.RunSQL.noop)]
