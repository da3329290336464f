"""Counting a room and asking whether a child is written about see every row of the own schools, whoever acts."""

from django.db import migrations, models

# Locked in key order before counting, so that two transactions on one room neither deadlock nor lose a child (T20).
RECOUNT = """
CREATE FUNCTION recount_rooms(rooms bigint[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  rooms := ARRAY(SELECT id FROM schools_classroom WHERE id = ANY (rooms) AND school_id = ANY (care_schools()) ORDER BY id);
  INSERT INTO students_roomcount (classroom_id, school_id, enrolled)
    SELECT id, school_id, 0 FROM schools_classroom WHERE id = ANY (rooms) ORDER BY id ON CONFLICT DO NOTHING;
  PERFORM 1 FROM students_roomcount WHERE classroom_id = ANY (rooms) ORDER BY classroom_id FOR UPDATE;
  UPDATE students_roomcount r SET enrolled = (SELECT count(*) FROM students_student s WHERE s.classroom_id = r.classroom_id)
    WHERE r.classroom_id = ANY (rooms);
END $$;
"""

# Who of these children is written about in a table of another step: such a child is never taken back (decisions B3).
WRITTEN_ABOUT = """
CREATE FUNCTION students_written_about(children bigint[]) RETURNS TABLE (student_id bigint, in_table text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE link record;
BEGIN
  FOR link IN
    SELECT c.conrelid::regclass::text AS place, a.attname AS col FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.confrelid = 'students_student'::regclass
      AND c.conrelid::regclass::text NOT IN
        ('students_enrolment', 'students_identifier', 'students_guardian', 'students_importedchange')
    ORDER BY 1, 2
  LOOP
    RETURN QUERY EXECUTE format(
      'SELECT DISTINCT t.%I::bigint, %L::text FROM %s t JOIN students_student s ON s.id = t.%I
       WHERE t.%I = ANY ($1) AND s.school_id = ANY (care_schools())', link.col, link.place, link.place, link.col, link.col)
    USING children;
  END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("students", "0002_walls")]
    operations = [
        migrations.RunSQL(RECOUNT, "DROP FUNCTION recount_rooms(bigint[])"),
        migrations.RunSQL(WRITTEN_ABOUT, "DROP FUNCTION students_written_about(bigint[])"),
        migrations.AlterField(
            model_name="importedchange",
            name="kind",
            field=models.CharField(
                choices=[
                    ("added", "เพิ่ม"),
                    ("changed", "แก้ไข"),
                    ("moved", "ย้ายห้อง"),
                    ("promoted", "เลื่อนชั้น"),
                    ("returned", "รับกลับ"),
                    ("left", "จำหน่าย"),
                ],
                max_length=10,
            ),
        ),
    ]
