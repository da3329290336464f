"""A child who moves or leaves takes her counts along: no room has more children screened than enrolled (B5).

The trigger stands here and not in `students`, which knows nothing of screening. It looks at whole statements, so
that an import that promotes a school counts each room once in each round.
"""

from django.db import migrations

FOLLOW = """
CREATE FUNCTION screening_follow() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE one record;
BEGIN
  FOR one IN
    SELECT r.round_id AS round, array_agg(DISTINCT place.room) AS rooms
    FROM old_rows o JOIN new_rows n ON n.id = o.id JOIN screening_row r ON r.student_id = n.id
    CROSS JOIN LATERAL (VALUES (o.classroom_id), (n.classroom_id)) AS place(room)
    WHERE o.classroom_id IS DISTINCT FROM n.classroom_id AND place.room IS NOT NULL
    GROUP BY r.round_id ORDER BY r.round_id
  LOOP
    PERFORM screening_recount(one.round, one.rooms);
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER screening_follow AFTER UPDATE ON students_student
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION screening_follow();
"""


class Migration(migrations.Migration):
    dependencies = [("screening", "0003_counts_are_written_by_the_owner_of_all_rows"), ("students", "0002_walls")]
    operations = [
        migrations.RunSQL(
            FOLLOW, "DROP TRIGGER screening_follow ON students_student; DROP FUNCTION screening_follow();"
        )
    ]
