"""Who is looked after already, said once; and the wall around the numbers."""

from django.db import migrations

from journal.walls import OURS, policy

# security_invoker: the application sees through its own walls, a definer function of the owner's sees all (A4).
IN_CARE = """
CREATE VIEW cases_in_care WITH (security_invoker = true) AS
  SELECT student_id FROM cases_case WHERE state <> 'closed'
  UNION
  SELECT student_id FROM cases_note WHERE written_at >= (app_today() - 45)::timestamp AT TIME ZONE 'Asia/Bangkok'
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_numbers_are_taken_one_by_one")]
    operations = [
        migrations.RunSQL(IN_CARE, "DROP VIEW cases_in_care"),
        policy("cases_series", using=OURS, check=OURS),
    ]
