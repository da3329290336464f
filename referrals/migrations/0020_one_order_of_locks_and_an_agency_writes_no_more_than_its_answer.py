"""Who writes at a case or a letter locks case, letter, link in this order; what an agency may write is its answer.

An answer begins at the door, a closing at the case: without one order the two wait for each other until one breaks.
"""

from django.db import migrations

HOLD = """
CREATE FUNCTION hold_case(about bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM FROM cases_case c WHERE c.id = about AND (app_is_system()
    OR c.school_id = ANY (COALESCE(care_schools(), '{}'))
    OR EXISTS (SELECT FROM referrals_referral r WHERE r.id = app_agency() AND r.case_id = c.id)
    OR EXISTS (SELECT FROM referrals_inside i WHERE i.id = ANY (COALESCE(addressed_to_me(), '{}')) AND i.case_id = c.id))
  FOR UPDATE;
END $$;
"""

# An agency tells of an answer it has just given, an addressee of what is open and still opened to her: in two words
# of the timeline, with the address of a page of referrals.
TOLD = """
CREATE OR REPLACE FUNCTION case_is_told(about bigint, what text, words text, address text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE c cases_case;
BEGIN
  SELECT * INTO c FROM cases_case WHERE id = about FOR UPDATE;
  IF c.id IS NULL OR address !~ '^/referrals/[0-9a-z/]*$' OR NOT (
       (what = 'answered' AND EXISTS (
         SELECT FROM referrals_referral r
         WHERE r.id = app_agency() AND r.case_id = c.id AND r.state IN ('received', 'answered', 'declined')))
    OR (what = 'inside' AND EXISTS (
         SELECT FROM referrals_inside i JOIN referrals_addressee a ON a.inside_id = i.id
         JOIN schools_user u ON u.id = a.user_id LEFT JOIN students_share s ON s.id = a.share_id
         WHERE i.case_id = c.id AND i.state IN ('pending', 'accepted') AND a.user_id = app_uid() AND u.is_active
           AND (s.id IS NULL OR (s.ended_at IS NULL AND app_today() BETWEEN s.from_on AND s.until_on))
           AND NOT EXISTS (SELECT FROM students_exclusion e
                           WHERE e.student_id = i.student_id AND e.user_id = app_uid()))))
  THEN
    RAISE EXCEPTION 'nothing of this case was sent to you' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO cases_event (case_id, student_id, school_id, kind, by_id, at, text, url, is_self_approved)
  VALUES (c.id, c.student_id, c.school_id, what, app_uid(), clock_timestamp(), left(words, 300), left(address, 200), false);
  UPDATE cases_case SET touched_at = clock_timestamp() WHERE id = c.id;
END $$;
"""

# As in 0009; who is shut out from the child is told nothing of whom its letters are told to.
PEOPLE = """
CREATE OR REPLACE FUNCTION people_of_referral(referral bigint) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE r referrals_referral;
BEGIN
  SELECT * INTO r FROM referrals_referral WHERE id = referral;
  IF r.id IS NULL OR NOT (app_is_system() OR app_agency() IS NOT DISTINCT FROM r.id
     OR (r.school_id = ANY (COALESCE(care_schools(), '{}')) AND NOT EXISTS (
         SELECT FROM students_exclusion e WHERE e.student_id = r.student_id AND e.user_id = app_uid())))
  THEN RETURN; END IF;
  RETURN QUERY SELECT u.id FROM schools_user u WHERE u.is_active
    AND NOT EXISTS (SELECT FROM students_exclusion e WHERE e.student_id = r.student_id AND e.user_id = u.id)
    AND EXISTS (SELECT FROM schools_appointment a WHERE a.user_id = u.id AND a.school_id = r.school_id
                AND app_today() BETWEEN a.from_on AND a.until_on
                AND (a.role IN ('counselor', 'head') OR u.id = r.drafted_by_id));
END $$;
"""

ONLY_ITS_ANSWER = """
CREATE FUNCTION agency_writes_its_answer() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF to_jsonb(NEW) - TG_ARGV::text[] IS DISTINCT FROM to_jsonb(OLD) - TG_ARGV::text[] THEN
    RAISE EXCEPTION 'an agency writes its answer and nothing else' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_its_answer BEFORE UPDATE OR DELETE ON referrals_referral FOR EACH ROW
  WHEN (app_agency() IS NOT NULL)
  EXECUTE FUNCTION agency_writes_its_answer('state', 'answered_at', 'version');
CREATE TRIGGER only_its_tries BEFORE UPDATE OR DELETE ON referrals_link FOR EACH ROW
  WHEN (app_agency() IS NOT NULL)
  EXECUTE FUNCTION agency_writes_its_answer('wrong', 'locked_until', 'opened_at', 'last_opened_at');
CREATE TRIGGER answered_for_good BEFORE UPDATE OR DELETE ON referrals_reply FOR EACH ROW
  WHEN (app_agency() IS NOT NULL) EXECUTE FUNCTION agency_writes_its_answer('');
CREATE TRIGGER answered_for_good BEFORE UPDATE OR DELETE ON referrals_attachment FOR EACH ROW
  WHEN (app_agency() IS NOT NULL) EXECUTE FUNCTION agency_writes_its_answer('');
"""
UNDO_ONLY = """
DROP TRIGGER only_its_answer ON referrals_referral;
DROP TRIGGER only_its_tries ON referrals_link;
DROP TRIGGER answered_for_good ON referrals_reply;
DROP TRIGGER answered_for_good ON referrals_attachment;
DROP FUNCTION agency_writes_its_answer();
"""

NOTICES = """
DROP POLICY told_by_agency ON schools_notice;
CREATE POLICY told_by_agency ON schools_notice FOR INSERT WITH CHECK (
  (SELECT app_agency()) IS NOT NULL AND made_by_id IS NULL AND kind IN ('reply', 'locked') AND text = ''
  AND url = (SELECT '/referrals/' || r.public_id || '/' FROM referrals_referral r WHERE r.id = app_agency())
  AND to_user_id IN (SELECT people_of_referral((SELECT app_agency()))));
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0019_who_is_shut_out_hears_of_no_letter")]
    operations = [
        migrations.RunSQL(HOLD, "DROP FUNCTION hold_case(bigint)"),
        migrations.RunSQL(TOLD, migrations.RunSQL.noop),
        migrations.RunSQL(PEOPLE, migrations.RunSQL.noop),
        migrations.RunSQL(ONLY_ITS_ANSWER, UNDO_ONLY),
        migrations.RunSQL(NOTICES, migrations.RunSQL.noop),
    ]
