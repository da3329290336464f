"""What a case asked of others ends with the case, whoever closes it: letters, their doors, internal referrals.

`cases` knows nothing of them; the page that closes a case says so beforehand (decisions C5).
"""

from django.db import migrations

# An outcome is known only of what nobody answered; of the others the report says that none was told.
ENDS = """
CREATE OR REPLACE FUNCTION links_end_with_case() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE referrals_referral SET state = 'closed', closed_by_id = NEW.closed_by_id, closed_at = clock_timestamp(),
    closing_reason = 'ปิดพร้อมเคส', version = version + 1, outcome = CASE
      WHEN state IN ('draft', 'awaiting_signature') THEN 'unsent'
      WHEN state IN ('sent', 'expired', 'declined', 'revoked') THEN 'not_served' ELSE outcome END
  WHERE case_id = NEW.id AND state <> 'closed';
  UPDATE referrals_link SET revoked_at = clock_timestamp(), revoked_by_id = app_uid()
  WHERE revoked_at IS NULL AND referral_id IN (SELECT id FROM referrals_referral WHERE case_id = NEW.id);
  UPDATE referrals_inside SET state = 'revoked', revoked_by_id = NEW.closed_by_id, revoked_at = clock_timestamp(),
    revoked_reason = 'ปิดเคสแล้ว', version = version + 1
  WHERE case_id = NEW.id AND state IN ('pending', 'accepted');
  RETURN NULL;
END $$;
"""

# Letters of cases that were closed before this was so.
BEFORE = """
SELECT set_config('app.actor', 'system:migrate', true);
UPDATE referrals_referral r SET state = 'closed', closed_by_id = c.closed_by_id, closed_at = c.closed_at,
  closing_reason = 'ปิดพร้อมเคส', outcome = CASE
    WHEN r.state IN ('draft', 'awaiting_signature') THEN 'unsent'
    WHEN r.state = 'sent' THEN 'not_served' ELSE r.outcome END
FROM cases_case c WHERE c.id = r.case_id AND c.state = 'closed' AND r.state <> 'closed';
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0016_drafts_follow_a_merged_agency")]
    operations = [
        migrations.RunSQL(ENDS, migrations.RunSQL.noop),
        migrations.RunSQL(BEFORE, migrations.RunSQL.noop),
    ]
