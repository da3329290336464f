"""The second wall and the journal's triggers around strategies, check-ins, conferences, incidents and protection.

Words that are not the whole team's (T3) and records of protection are closed also to colleagues of the school.
"""

from django.db import migrations

from journal.walls import OURS, journaled, policy, walled

TABLES = ["checkin", "rescreen", "conference", "attendee"]
SHUT_OUT = "COALESCE((SELECT care_excluded())::bigint[], '{}')"
UID = "(SELECT app_uid())"
SYSTEM = "(SELECT app_is_system())"


# Does the acting person hold one of these duties at the row's school?
KEEPS = "school_id IN (SELECT school_id FROM held_roles() WHERE role IN ('counselor', 'head'))"
COUNSELS = "school_id IN (SELECT school_id FROM held_roles() WHERE role = 'counselor')"
OF_A_RECORD = "protection_id IN (SELECT id FROM cases_protection)"  # whose own wall holds here too

# Which incidents a person must not know of: one of their children is closed to her.
BARRED = """
CREATE FUNCTION incidents_barred() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
  SELECT COALESCE(array_agg(DISTINCT incident_id), '{}') FROM cases_involved
  WHERE student_id = ANY (COALESCE(care_excluded(), '{}'))
$$;
CREATE FUNCTION reports_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'what was reported is never changed: write another report'; END $$;
CREATE TRIGGER reports_stay BEFORE UPDATE OR DELETE ON cases_report FOR EACH ROW EXECUTE FUNCTION reports_stay();
CREATE FUNCTION words_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'words are never changed: write a correction'; END $$;
CREATE TRIGGER words_stay BEFORE UPDATE OR DELETE ON cases_words FOR EACH ROW EXECUTE FUNCTION words_stay();
"""
BARRED_BACK = """
DROP TRIGGER words_stay ON cases_words; DROP FUNCTION words_stay();
DROP TRIGGER reports_stay ON cases_report; DROP FUNCTION reports_stay();
DROP FUNCTION incidents_barred();
"""

NOT_BARRED = "NOT {0} = ANY ((SELECT incidents_barred())::bigint[])"
INCIDENT = (
    f"{OURS} AND {NOT_BARRED.format('id')} AND (\"group\" <> 'right' OR reported_by_id = {UID} OR {SYSTEM} OR {KEEPS})"
)
INVOLVED = f"{OURS} AND {NOT_BARRED.format('incident_id')} AND NOT student_id = ANY ({SHUT_OUT})"
PROTECTION = f"{OURS} AND NOT student_id = ANY ({SHUT_OUT}) AND (recorded_by_id = {UID} OR {SYSTEM} OR {KEEPS})"
REPORT = f"{OURS} AND NOT student_id = ANY ({SHUT_OUT}) AND {OF_A_RECORD}"
WORDS = (
    f"{OURS} AND NOT student_id = ANY ({SHUT_OUT})"
    f" AND (writer_id = {UID} OR {SYSTEM} OR (secrecy = 'named' AND {UID} = ANY (readers))"
    f" OR (secrecy = 'counselors' AND {COUNSELS}))"
)
LINKED = f"{OURS} AND NOT (one_student_id = ANY ({SHUT_OUT}) OR other_student_id = ANY ({SHUT_OUT}))"
OWN = f"by_id = {UID} OR {SYSTEM}"

# As Strategy.visible_to and rules.may_edit_strategies: read in the area and its schools, kept by its officers.
STRATEGY = """
ALTER TABLE cases_strategy ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON cases_strategy FOR SELECT USING (
  (SELECT app_is_system()) OR area_id IN (SELECT area_id FROM held_roles()) OR area_id IN (
    SELECT s.area_id FROM held_roles() held JOIN schools_school s ON s.id = held.school_id OR s.group_id = held.group_id));
CREATE POLICY kept ON cases_strategy USING (
  (SELECT app_is_system()) OR area_id IN (SELECT area_id FROM held_roles() WHERE role = 'area_officer'));
"""
STRATEGY_BACK = """
DROP POLICY seen ON cases_strategy; DROP POLICY kept ON cases_strategy;
ALTER TABLE cases_strategy DISABLE ROW LEVEL SECURITY;
"""

# Small schools where one person is head and counselor: the area learns that a case was approved by its own author,
# of which school and when, and nothing of the child (decisions A4).
SELF_APPROVED = """
CREATE FUNCTION self_approved_cases() RETURNS TABLE (school bigint, code text, what text, on_day date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT c.school_id, 'C-' || c.year || '-' || lpad(c.number::text, 4, '0'), 'plan',
         (c.plan_approved_at AT TIME ZONE 'Asia/Bangkok')::date
  FROM cases_case c WHERE c.is_plan_self_approved AND c.plan_approved_at IS NOT NULL AND c.school_id IN (
    SELECT s.id FROM schools_school s WHERE s.area_id IN (SELECT area_id FROM held_roles() WHERE role = 'area_officer'))
  UNION ALL
  SELECT c.school_id, 'C-' || c.year || '-' || lpad(c.number::text, 4, '0'), 'closing',
         (c.closed_at AT TIME ZONE 'Asia/Bangkok')::date
  FROM cases_case c WHERE c.is_closing_self_approved AND c.closed_at IS NOT NULL AND c.school_id IN (
    SELECT s.id FROM schools_school s WHERE s.area_id IN (SELECT area_id FROM held_roles() WHERE role = 'area_officer'))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0009_one_case_per_child_and_concern"),
        ("students", "0016_an_emergency_opens_a_child_for_an_hour"),
        ("schools", "0007_drafts_and_a_morning_summary"),
    ]
    operations = [
        *(walled(f"cases_{table}") for table in TABLES),
        *(journaled(f"cases_{table}") for table in TABLES),
        migrations.RunSQL(BARRED, BARRED_BACK),
        policy("cases_incident", using=INCIDENT, check=INCIDENT),
        journaled("cases_incident", student=""),
        policy("cases_involved", using=INVOLVED, check=INVOLVED),
        journaled("cases_involved"),
        policy("cases_protection", using=PROTECTION, check=PROTECTION),
        journaled("cases_protection"),
        policy("cases_report", using=REPORT, check=REPORT),
        journaled("cases_report"),
        policy("cases_words", using=WORDS, check=f"{WORDS} AND (writer_id = {UID} OR {SYSTEM})"),
        journaled("cases_words"),
        policy("cases_caselink", using=LINKED, check=LINKED),
        journaled("cases_caselink", student="one_student_id"),
        policy("cases_bulk", using=OWN, check=OWN),
        journaled("cases_bulk", student=""),
        migrations.RunSQL(STRATEGY, STRATEGY_BACK),
        journaled("cases_strategy", school="", student=""),
        migrations.RunSQL(SELF_APPROVED, "DROP FUNCTION self_approved_cases()"),
    ]
