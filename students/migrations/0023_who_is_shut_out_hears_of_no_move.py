"""A notice about a move names nobody, and still goes to nobody who is shut out from the child: neither side sees who is."""

from django.db import migrations

SHUT_OUT = """
CREATE FUNCTION shut_out_of_transfer(transfer bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT x.user_id FROM students_transfer t JOIN students_exclusion x ON x.student_id = t.student_id
  WHERE t.id = transfer AND (app_is_system()
    OR t.from_school_id = ANY (care_schools()) OR t.to_school_id = ANY (care_schools()))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("students", "0022_who_is_shut_out_counts_what_she_may_know")]
    operations = [migrations.RunSQL(SHUT_OUT, "DROP FUNCTION shut_out_of_transfer(bigint)")]
