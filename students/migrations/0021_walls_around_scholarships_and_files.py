"""A scholarship is seen and written with the child and follows her to her next school; a file is its chooser's alone."""

from django.db import migrations

from journal.walls import OURS, journaled, policy, walled

FOLLOWS = """
CREATE FUNCTION scholarships_follow() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE students_scholarship SET school_id = NEW.school_id WHERE student_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER scholarships_follow AFTER UPDATE OF school_id ON students_student FOR EACH ROW
  WHEN (OLD.school_id IS DISTINCT FROM NEW.school_id) EXECUTE FUNCTION scholarships_follow();
"""
FOLLOWS_BACK = "DROP TRIGGER scholarships_follow ON students_student; DROP FUNCTION scholarships_follow();"

HERS = f"(SELECT app_is_system()) OR ({OURS} AND by_id = (SELECT app_uid()))"


class Migration(migrations.Migration):
    dependencies = [("students", "0020_scholarships_and_files_of_tables")]
    operations = [
        walled("students_scholarship"),
        journaled("students_scholarship"),
        migrations.RunSQL(FOLLOWS, FOLLOWS_BACK),
        policy("students_tablefile", using=HERS, check=HERS),
        journaled("students_tablefile", student=""),
    ]
