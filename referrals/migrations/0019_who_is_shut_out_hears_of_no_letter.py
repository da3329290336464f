"""Notices of letters and of internal referrals go when their reader is shut out from the child, as those of cases do."""

from django.db import migrations

# By the owner, as cases 0017: who shuts out reads nobody else's notices.
GO = """
CREATE FUNCTION referral_notices_go_with_the_child() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE told text[] := ARRAY(
    SELECT public_id::text FROM referrals_referral WHERE student_id = NEW.student_id
    UNION ALL SELECT public_id::text FROM referrals_inside WHERE student_id = NEW.student_id
    UNION ALL SELECT public_id::text FROM referrals_followup WHERE student_id = NEW.student_id
    UNION ALL SELECT public_id::text FROM referrals_attachment WHERE student_id = NEW.student_id);
BEGIN
  DELETE FROM schools_notice WHERE to_user_id = NEW.user_id AND string_to_array(url, '/') && told;
  RETURN NULL;
END $$;
CREATE TRIGGER referral_notices_go AFTER INSERT ON students_exclusion FOR EACH ROW
  EXECUTE FUNCTION referral_notices_go_with_the_child();
"""
GO_BACK = """
DROP TRIGGER referral_notices_go ON students_exclusion;
DROP FUNCTION referral_notices_go_with_the_child();
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0018_a_duty_taken_back_closes_its_shares")]
    operations = [migrations.RunSQL(GO, GO_BACK)]
