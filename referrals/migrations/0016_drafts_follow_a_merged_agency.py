"""A draft that was addressed to a double is addressed to the agency the double became, in every school of the area.

Who keeps the area's list sees no school's drafts; nothing is told here, and what has left the school is not touched.
"""

from django.db import migrations

FOLLOW = """
CREATE FUNCTION drafts_follow_merged_agency() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE referrals_referral r SET agency_id = NEW.merged_into_id, version = r.version + 1
  FROM referrals_agency a
  WHERE a.id = NEW.merged_into_id AND r.agency_id = NEW.id AND r.state = 'draft'
    AND (a.school_id IS NULL OR a.school_id = r.school_id);
  RETURN NULL;
END $$;
CREATE TRIGGER drafts_follow AFTER UPDATE OF merged_into_id ON referrals_agency FOR EACH ROW
  WHEN (NEW.merged_into_id IS NOT NULL AND OLD.merged_into_id IS NULL)
  EXECUTE FUNCTION drafts_follow_merged_agency();
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0015_internal_referrals_tell_their_people")]
    operations = [
        migrations.RunSQL(
            FOLLOW, "DROP TRIGGER drafts_follow ON referrals_agency; DROP FUNCTION drafts_follow_merged_agency();"
        )
    ]
