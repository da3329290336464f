"""The door of a letter shuts with its case, whoever closes the case (decisions C5). `cases` knows nothing of letters."""

from django.db import migrations

SHUT = """
CREATE FUNCTION links_end_with_case() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE referrals_link SET revoked_at = clock_timestamp(), revoked_by_id = app_uid()
  WHERE revoked_at IS NULL AND referral_id IN (SELECT id FROM referrals_referral WHERE case_id = NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER links_end AFTER UPDATE OF state ON cases_case FOR EACH ROW
  WHEN (NEW.state = 'closed' AND OLD.state <> 'closed')
  EXECUTE FUNCTION links_end_with_case();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0011_replies_say_what_became_a_task"),
        ("cases", "0022_a_case_is_shared_or_handed_over"),
    ]
    operations = [migrations.RunSQL(SHUT, "DROP TRIGGER links_end ON cases_case; DROP FUNCTION links_end_with_case();")]
