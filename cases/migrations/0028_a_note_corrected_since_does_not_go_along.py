"""A child does not move with the words of a note that was corrected after it was chosen: the packet is made anew."""

from django.db import migrations

# Fires after `when_taken_cases_pass` (by name), which has locked the cases: a correction has been written, or waits.
STANDS = """
CREATE FUNCTION transfer_waits_for_notes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM cases_passing p
             JOIN cases_note n ON n.case_id = p.case_id AND p.packet -> 'notes' ? n.public_id
             JOIN cases_note newer ON newer.corrects_id = n.id
             WHERE p.transfer_id = NEW.id AND p.to_school_id = NEW.to_school_id AND p.state IN ('prepared', 'passed'))
  THEN
    RAISE EXCEPTION 'something about this child is not settled' USING ERRCODE = 'CARE1';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER when_taken_notes_stand AFTER INSERT OR UPDATE OF state ON students_transfer FOR EACH ROW
  WHEN (NEW.state IN ('offered', 'accepted')) EXECUTE FUNCTION transfer_waits_for_notes();
"""
STANDS_BACK = """
DROP TRIGGER when_taken_notes_stand ON students_transfer;
DROP FUNCTION transfer_waits_for_notes();
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0027_who_is_shut_out_hears_of_no_incident")]
    operations = [migrations.RunSQL(STANDS, STANDS_BACK)]
