"""The agency's own yes begins the following up; of these rows it sees nothing."""

from django.db import migrations

BEGUN = """
CREATE POLICY begun_by_agency ON referrals_followup FOR INSERT
  WITH CHECK (referral_id = (SELECT app_agency()) AND done_at IS NULL);
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0009_walls_around_links_and_internal_referrals")]
    operations = [migrations.RunSQL(BEGUN, "DROP POLICY begun_by_agency ON referrals_followup")]
