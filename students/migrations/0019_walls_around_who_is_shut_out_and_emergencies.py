"""Only who may lifts an exclusion, only who opened or reviews writes on an emergency, and nobody deletes one.

The auditor reads that an emergency was, never whose page it was, and reviews it when the school has nobody else.
"""

from django.db import migrations

from journal.walls import OURS, journaled, policy

SYSTEM = "(SELECT app_is_system())"
UID = "(SELECT app_uid())"
KEEPS = "school_id IN (SELECT school_id FROM held_roles() WHERE role IN ('counselor', 'head'))"
OPEN_TO_HER = "NOT student_id = ANY (COALESCE((SELECT care_excluded())::bigint[], '{}'))"

# Without an UPDATE policy no row is ever changed; a move to another school goes through its owner's function.
EXCLUSION = f"""
DROP POLICY wall ON students_exclusion;
CREATE POLICY seen ON students_exclusion FOR SELECT USING ({OURS});
CREATE POLICY made ON students_exclusion FOR INSERT
  WITH CHECK ({SYSTEM} OR ({KEEPS} AND {OPEN_TO_HER} AND user_id <> {UID}));
CREATE POLICY ended ON students_exclusion FOR DELETE
  USING ({SYSTEM} OR ({KEEPS} AND {OPEN_TO_HER} AND user_id <> {UID}));
"""
EXCLUSION_BACK = f"""
DROP POLICY seen ON students_exclusion; DROP POLICY made ON students_exclusion; DROP POLICY ended ON students_exclusion;
CREATE POLICY wall ON students_exclusion USING ({OURS}) WITH CHECK ({OURS});
"""
GROUND = f"{SYSTEM} OR ({KEEPS} AND {OPEN_TO_HER})"

# The reason follows the child to her next school together with what it explains.
FOLLOWS = """
CREATE FUNCTION ground_follows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE students_ground SET school_id = NEW.school_id WHERE exclusion_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER ground_follows AFTER UPDATE OF school_id ON students_exclusion
  FOR EACH ROW EXECUTE FUNCTION ground_follows();
"""
FOLLOWS_BACK = "DROP TRIGGER ground_follows ON students_exclusion; DROP FUNCTION ground_follows();"

EMERGENCY = f"""
CREATE POLICY own_hand ON students_emergency AS RESTRICTIVE FOR INSERT WITH CHECK ({SYSTEM} OR user_id = {UID});
CREATE POLICY own_or_review ON students_emergency AS RESTRICTIVE FOR UPDATE
  USING ({SYSTEM} OR user_id = {UID} OR {KEEPS});
CREATE POLICY stays ON students_emergency AS RESTRICTIVE FOR DELETE USING (false);
"""
EMERGENCY_BACK = """
DROP POLICY own_hand ON students_emergency; DROP POLICY own_or_review ON students_emergency;
DROP POLICY stays ON students_emergency;
"""

# As for alerts: what is not reviewed is reviewed by the school in which it happened.
WAITS = """
CREATE FUNCTION transfer_waits_for_reviews() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM students_emergency
             WHERE student_id = NEW.student_id AND school_id = NEW.from_school_id AND reviewed_at IS NULL) THEN
    RAISE EXCEPTION 'something about this child is not settled' USING ERRCODE = 'CARE1';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER waits_for_reviews AFTER INSERT OR UPDATE OF state ON students_transfer FOR EACH ROW
  WHEN (NEW.state IN ('offered', 'accepted')) EXECUTE FUNCTION transfer_waits_for_reviews();
"""
WAITS_BACK = "DROP TRIGGER waits_for_reviews ON students_transfer; DROP FUNCTION transfer_waits_for_reviews();"

# `left_to_area`: nobody of the school is left who may review: no counselor and no head but herself and who is shut
# out. Then the auditor of the area does, by school, person, reason of the list and times alone (decisions A4).
AUDITED = """
CREATE FUNCTION emergencies_of_area() RETURNS TABLE (code text, school text, person text, why text,
  opened_at timestamptz, until_at timestamptz, closed_at timestamptz, review_by_at timestamptz,
  reviewed_at timestamptz, verdict text, left_to_area boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT e.public_id, s.name, btrim(u.title || u.first_name || ' ' || u.last_name), e.why, e.opened_at, e.until_at,
    e.closed_at, e.review_by_at, e.reviewed_at, e.verdict,
    e.reviewed_at IS NULL AND e.user_id <> app_uid() AND NOT EXISTS (
      SELECT 1 FROM schools_appointment a JOIN schools_user r ON r.id = a.user_id
      WHERE a.school_id = e.school_id AND a.role IN ('counselor', 'head') AND r.is_active
        AND app_today() BETWEEN a.from_on AND a.until_on AND r.id <> e.user_id AND NOT EXISTS (
          SELECT 1 FROM students_exclusion x WHERE x.student_id = e.student_id AND x.user_id = r.id))
  FROM students_emergency e JOIN schools_school s ON s.id = e.school_id JOIN schools_user u ON u.id = e.user_id
  WHERE s.area_id IN (SELECT area_id FROM held_roles() WHERE role = 'auditor')
    AND NOT e.student_id = ANY (COALESCE(care_excluded(), '{}'))
  ORDER BY e.opened_at DESC, e.id DESC
$$;
CREATE FUNCTION review_emergency_unseen(wanted text, said text, words text, at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE e students_emergency;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM emergencies_of_area() WHERE code = wanted AND left_to_area) THEN RETURN false; END IF;
  SELECT * INTO e FROM students_emergency WHERE public_id = wanted AND reviewed_at IS NULL FOR UPDATE;
  IF e.id IS NULL THEN RETURN false; END IF;
  UPDATE students_emergency SET verdict = said, review_text = words, reviewed_by_id = app_uid(), reviewed_at = at
  WHERE id = e.id;
  PERFORM journal_put('reviewed', 'students.Emergency', e.id, e.school_id, ARRAY[e.student_id], '{}');
  RETURN true;
END $$;
"""
AUDITED_BACK = """
DROP FUNCTION review_emergency_unseen(text, text, text, timestamptz);
DROP FUNCTION emergencies_of_area();
"""


class Migration(migrations.Migration):
    dependencies = [("students", "0018_who_is_shut_out_and_why")]
    operations = [
        migrations.RunSQL(EXCLUSION, EXCLUSION_BACK),
        policy("students_ground", using=GROUND, check=GROUND),
        journaled("students_ground"),
        migrations.RunSQL(FOLLOWS, FOLLOWS_BACK),
        migrations.RunSQL(EMERGENCY, EMERGENCY_BACK),
        migrations.RunSQL(WAITS, WAITS_BACK),
        migrations.RunSQL(AUDITED, AUDITED_BACK),
    ]
