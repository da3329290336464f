"""A letter whose link has expired waits for an answer as before: one number on every page (decisions B5).

`referrals.waiting.UNANSWERED` says the same in Python; a test compares the two.
"""

from django.db import migrations

CHANGE = """
DO $$
DECLARE
  which regprocedure;
  was text;
BEGIN
  FOREACH which IN ARRAY ARRAY['supervision_count(bigint[])', 'figures_closed()']::regprocedure[] LOOP
    was := pg_get_functiondef(which);
    IF position($q$%s$q$ IN was) = 0 THEN RAISE EXCEPTION '%% does not count letters so', which; END IF;
    EXECUTE replace(was, $q$%s$q$, $q$%s$q$);
  END LOOP;
END $$;
UPDATE supervision_standing SET counted_on = NULL;
"""
SENT, UNANSWERED = "state = 'sent'", "state IN ('sent', 'expired')"


class Migration(migrations.Migration):
    dependencies = [("supervision", "0004_functions_look_at_nobodys_temporary_tables")]
    operations = [
        migrations.RunSQL(CHANGE % (SENT, SENT, UNANSWERED), CHANGE % (UNANSWERED, UNANSWERED, SENT)),
    ]
