"""A referral that still waits keeps its child off the gap list, also when its case was closed (decisions B4)."""

from django.db import migrations

CASES_AND_NOTES = """
  SELECT student_id FROM cases_case WHERE state <> 'closed'
  UNION
  SELECT student_id FROM cases_note WHERE written_at >= (app_today() - 45)::timestamp AT TIME ZONE 'Asia/Bangkok'
"""
REFERRALS = "UNION SELECT student_id FROM referrals_referral WHERE state <> 'closed'"
VIEW = "CREATE OR REPLACE VIEW cases_in_care WITH (security_invoker = true) AS"


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0005_agencies_leave_lines_and_numbers_have_no_gaps"),
        ("cases", "0005_in_care_is_one_view"),
    ]
    operations = [
        migrations.RunSQL(f"{VIEW} {CASES_AND_NOTES} {REFERRALS}", f"{VIEW} {CASES_AND_NOTES}"),
    ]
