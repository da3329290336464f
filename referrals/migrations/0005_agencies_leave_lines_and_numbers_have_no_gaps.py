"""Changes of agencies are journaled; a referral's number comes from the database, so that two never share one.

The function counts behind the wall: a counselor who is shut out from a child must not be given that child's number.
"""

from django.db import migrations

from journal.walls import journaled

NUMBER = """
CREATE FUNCTION next_referral_number(in_school bigint, in_year integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF NOT in_school = ANY (care_schools()) THEN
    RAISE EXCEPTION 'not a school of the acting person' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('referral number'), in_school::integer);
  RETURN (SELECT COALESCE(max(number), 0) + 1 FROM referrals_referral WHERE school_id = in_school AND year = in_year);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0004_consent_says_who_or_why_and_returns_say_why"),
        ("schools", "0002_rights_walls_and_cache"),
    ]
    operations = [
        migrations.RunSQL(NUMBER, "DROP FUNCTION next_referral_number(bigint, integer)"),
        journaled("referrals_agency", student=""),
    ]
