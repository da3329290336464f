"""Whether somebody at home is suspected, asked in one place: then nobody rings the parents first.

The owner's function, because who asks may not know of the alert itself: it says yes or no about a child of her school
or one shared with her, and nothing more. Later steps put their own records into it.
"""

from django.db import migrations

ABOUT = """
CREATE FUNCTION home_suspected(child bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (
    SELECT 1 FROM students_student s WHERE s.id = child
      AND (app_is_system() OR s.school_id = ANY (COALESCE(care_schools(), '{}'))
        OR s.id = ANY (COALESCE(care_shared(), '{}')))
      AND NOT s.id = ANY (COALESCE(care_excluded(), '{}'))
      AND EXISTS (
        SELECT 1 FROM students_alert a WHERE a.student_id = s.id AND a.settled_at IS NULL AND a.is_home_suspected))
$$
"""


class Migration(migrations.Migration):
    dependencies = [("students", "0024_the_list_of_rooms_counts_alike")]
    operations = [migrations.RunSQL(ABOUT, "DROP FUNCTION home_suspected(bigint)")]
