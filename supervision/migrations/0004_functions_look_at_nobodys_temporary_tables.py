"""A function with its owner's rights looks into temporary tables last: otherwise somebody's own table of the same
name stands before ours. The last app in the order of imports, so that what came before is there.
"""

from django.db import migrations

LAST = """
DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN
    SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'public' AND 'search_path=pg_catalog, public' = ANY (p.proconfig)
  LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, public, pg_temp', f);
  END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("supervision", "0003_who_is_shut_out_counts_what_she_may_know"),
        ("referrals", "0020_one_order_of_locks_and_an_agency_writes_no_more_than_its_answer"),
        ("cases", "0028_a_note_corrected_since_does_not_go_along"),
        ("screening", "0010_who_is_shut_out_counts_what_she_may_know"),
        ("students", "0026_conduct_points_stand_on_one_row"),
        ("activities", "0003_conduct_points_are_counted_once"),
        ("schools", "0010_a_head_hears_of_a_legal_ground"),
        ("journal", "0006_a_referral_is_renewed_reminded_and_followed"),
    ]
    operations = [migrations.RunSQL(LAST, migrations.RunSQL.noop)]
