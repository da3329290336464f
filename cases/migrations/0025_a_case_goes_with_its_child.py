"""A child moves with her open cases when each of them is prepared for it; they are the new school's on acceptance.

Neither school may write the other's rows: the owner's triggers on the move close the old case and show the packet.
"""

from django.db import migrations

# As in 0006, but a case that is prepared for this very move and school holds nobody. What came with her from an
# earlier school and waits to be taken does: else nobody would find it any more.
WAITS = """
CREATE OR REPLACE FUNCTION transfer_waits_for_cases() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  IF EXISTS (SELECT FROM cases_case c
             WHERE c.student_id = NEW.student_id AND c.school_id = NEW.from_school_id AND c.state <> 'closed'
               AND NOT EXISTS (SELECT FROM cases_passing p WHERE p.case_id = c.id AND p.transfer_id = NEW.id
                               AND p.to_school_id = NEW.to_school_id AND p.state = 'prepared'))
  OR EXISTS (SELECT FROM cases_passing p
             WHERE p.student_id = NEW.student_id AND p.to_school_id = NEW.from_school_id AND p.state = 'passed')
  THEN
    RAISE EXCEPTION 'something about this child is not settled' USING ERRCODE = 'CARE1';
  END IF;
  RETURN NULL;
END $$;
"""
WAITS_BACK = """
CREATE OR REPLACE FUNCTION transfer_waits_for_cases() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM cases_case
             WHERE student_id = NEW.student_id AND school_id = NEW.from_school_id AND state <> 'closed') THEN
    RAISE EXCEPTION 'something about this child is not settled' USING ERRCODE = 'CARE1';
  END IF;
  RETURN NULL;
END $$;
"""

# After every trigger that holds her (they fire in the order of their names). The case is closed as
# `cases.actions.closing` does it, by who prepared it. Who writes in it at this moment would wait for the child's row,
# which the acceptance holds: it gives way, and the new school tries again.
PASSES = """
CREATE FUNCTION cases_pass_with_transfer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
  p record;
  moment timestamptz := COALESCE(NEW.decided_at, clock_timestamp());
  there text := (SELECT 'ส่งมอบให้ รร.' || name || ' พร้อมย้าย' FROM schools_school WHERE id = NEW.to_school_id);
BEGIN
  BEGIN
    PERFORM 1 FROM cases_case WHERE id IN (SELECT case_id FROM cases_passing WHERE transfer_id = NEW.id)
    ORDER BY id FOR NO KEY UPDATE NOWAIT;
  EXCEPTION WHEN lock_not_available THEN
    RAISE EXCEPTION 'somebody writes in a case of this child' USING ERRCODE = 'CARE1';
  END;
  FOR p IN SELECT g.id, g.public_id, g.case_id, g.made_by_id, c.state FROM cases_passing g
           JOIN cases_case c ON c.id = g.case_id
           WHERE g.transfer_id = NEW.id AND g.state = 'prepared' ORDER BY g.id
  LOOP
    IF p.state = 'closed' THEN
      UPDATE cases_passing SET state = 'withdrawn', sections = '[]', packet = '{}' WHERE id = p.id;
      CONTINUE;
    END IF;
    UPDATE cases_passing SET state = 'passed', passed_at = moment WHERE id = p.id;
    UPDATE cases_case SET state = 'closed', outcome = 'moved', closing_text = there, closed_by_id = p.made_by_id,
      closed_at = moment, closing_asked_by_id = NULL, closing_asked_at = NULL, asked_outcome = '', asked_text = '',
      closing_returned = '', check_on = NULL, due_on = NULL, touched_at = moment, version = version + 1
    WHERE id = p.case_id;
    INSERT INTO cases_event (case_id, student_id, school_id, kind, by_id, at, text, url, is_self_approved)
    VALUES (p.case_id, NEW.student_id, NEW.from_school_id, 'closed', p.made_by_id, moment,
            left('ย้าย: ' || there, 300), '', false);
    PERFORM journal_put('closed', 'cases.Case', p.case_id, NEW.from_school_id, ARRAY[NEW.student_id],
                        '{"outcome": "moved"}');
    PERFORM journal_put('handed_over', 'cases.Passing', p.id, side, ARRAY[NEW.student_id], '{}')
    FROM unnest(ARRAY[NEW.from_school_id, NEW.to_school_id]) AS side ORDER BY side;
    INSERT INTO schools_notice (to_user_id, kind, url, text, made_by_id, made_at)
    SELECT person, 'passed', '/passings/' || p.public_id || '/', '', NULL, moment
    FROM takers_of_cases(NEW.student_id, NEW.to_school_id) AS person ON CONFLICT DO NOTHING;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER when_taken_cases_pass AFTER UPDATE OF state ON students_transfer FOR EACH ROW
  WHEN (NEW.state = 'accepted') EXECUTE FUNCTION cases_pass_with_transfer();
"""
PASSES_BACK = """
DROP TRIGGER when_taken_cases_pass ON students_transfer;
DROP FUNCTION cases_pass_with_transfer();
"""

# The counselors of a school who are not shut out from the child; its heads, when there is none. For triggers alone.
TAKERS = """
CREATE FUNCTION takers_of_cases(child bigint, school bigint) RETURNS SETOF bigint LANGUAGE sql STABLE
SET search_path = pg_catalog, public AS $$
  WITH acting AS (
    SELECT DISTINCT a.user_id, a.role FROM schools_appointment a JOIN schools_user u ON u.id = a.user_id
    WHERE a.school_id = school AND a.role IN ('counselor', 'head') AND u.is_active
      AND app_today() BETWEEN a.from_on AND a.until_on
      AND NOT EXISTS (SELECT FROM students_exclusion e WHERE e.student_id = child AND e.user_id = a.user_id))
  SELECT DISTINCT user_id FROM acting
  WHERE role = 'counselor' OR NOT EXISTS (SELECT FROM acting WHERE role = 'counselor')
$$;
REVOKE ALL ON FUNCTION takers_of_cases(bigint, bigint) FROM PUBLIC;
"""

# She does not go, or goes elsewhere: what was chosen for that school is taken back.
STAYS = """
CREATE FUNCTION cases_stay_with_child() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE cases_passing SET state = 'withdrawn', sections = '[]', packet = '{}'
  WHERE transfer_id = NEW.id AND state = 'prepared';
  RETURN NULL;
END $$;
CREATE TRIGGER cases_stay AFTER UPDATE OF state, to_school_id ON students_transfer FOR EACH ROW
  WHEN (NEW.state IN ('declined', 'revoked') OR NEW.to_school_id <> OLD.to_school_id)
  EXECUTE FUNCTION cases_stay_with_child();
"""
STAYS_BACK = """
DROP TRIGGER cases_stay ON students_transfer;
DROP FUNCTION cases_stay_with_child();
"""

# As 0017 for what else a notice may lead to.
GO = """
CREATE FUNCTION passing_notices_go_with_the_child() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  DELETE FROM schools_notice WHERE to_user_id = NEW.user_id AND string_to_array(url, '/')
    && ARRAY(SELECT public_id::text FROM cases_passing WHERE student_id = NEW.student_id);
  RETURN NULL;
END $$;
CREATE TRIGGER passing_notices_go AFTER INSERT ON students_exclusion FOR EACH ROW
  EXECUTE FUNCTION passing_notices_go_with_the_child();
"""
GO_BACK = """
DROP TRIGGER passing_notices_go ON students_exclusion;
DROP FUNCTION passing_notices_go_with_the_child();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0024_a_case_passed_on_is_taken"),
        ("students", "0013_a_move_waits_and_keeps_who_is_shut_out"),
        ("journal", "0004_an_act_may_be_a_move_to_a_year_or_a_school"),
    ]
    operations = [
        migrations.RunSQL(WAITS, WAITS_BACK),
        migrations.RunSQL(TAKERS, "DROP FUNCTION takers_of_cases(bigint, bigint)"),
        migrations.RunSQL(PASSES, PASSES_BACK),
        migrations.RunSQL(STAYS, STAYS_BACK),
        migrations.RunSQL(GO, GO_BACK),
    ]
