"""A child with an open case is neither offered to another school nor taken: there nobody would see the case."""

from django.db import migrations

# See students 0013: the same code, only what stands at the school that offers, and after the policies.
WAITS = """
CREATE FUNCTION transfer_waits_for_cases() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM cases_case
             WHERE student_id = NEW.student_id AND school_id = NEW.from_school_id AND state <> 'closed') THEN
    RAISE EXCEPTION 'something about this child is not settled' USING ERRCODE = 'CARE1';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER waits_for_cases AFTER INSERT OR UPDATE OF state ON students_transfer FOR EACH ROW
  WHEN (NEW.state IN ('offered', 'accepted')) EXECUTE FUNCTION transfer_waits_for_cases();
"""
WAITS_BACK = """
DROP TRIGGER waits_for_cases ON students_transfer;
DROP FUNCTION transfer_waits_for_cases();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_in_care_is_one_view"),
        ("students", "0013_a_move_waits_and_keeps_who_is_shut_out"),
    ]
    operations = [migrations.RunSQL(WAITS, WAITS_BACK)]
