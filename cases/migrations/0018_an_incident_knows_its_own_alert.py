"""An incident knows the alert it raised itself; records of protection say that somebody at home is suspected; what the
discipline office finds to be a violated right goes to those who keep such reports.
"""

from django.db import migrations, models

# Until now: the first of the reports that hold an alert of the quick lane, by who raised it.
RAISED = """
SELECT set_config('app.actor', 'system:migrate', true);
UPDATE cases_incident i SET has_raised_alert = true FROM students_alert a
WHERE a.id = i.alert_id AND a.source = 'แจ้งเหตุด่วน' AND a.raised_by_id = i.reported_by_id
  AND NOT EXISTS (SELECT 1 FROM cases_incident e WHERE e.alert_id = i.alert_id AND e.id < i.id);
SELECT set_config('app.actor', '', true)
"""

SUSPECTED = """
CREATE OR REPLACE FUNCTION home_suspected(child bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (
    SELECT 1 FROM students_student s WHERE s.id = child
      AND (app_is_system() OR s.school_id = ANY (COALESCE(care_schools(), '{}'))
        OR s.id = ANY (COALESCE(care_shared(), '{}')))
      AND NOT s.id = ANY (COALESCE(care_excluded(), '{}'))
      AND (EXISTS (
        SELECT 1 FROM students_alert a WHERE a.student_id = s.id AND a.settled_at IS NULL AND a.is_home_suspected) {more}))
$$
"""
PROTECTED = (
    "OR EXISTS (SELECT 1 FROM cases_protection p"
    " WHERE p.student_id = s.id AND p.settled_at IS NULL AND p.is_home_suspected)"
)
WITH, WITHOUT = (SUSPECTED.replace("{more}", more) for more in (PROTECTED, ""))

# Her wall would refuse a row that she no longer sees: so it is the owner's function that hands it on, and only hers.
HANDED = """
CREATE FUNCTION incident_violates_rights(wanted bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE cases_incident SET "group" = 'right', taken_at = NULL, taken_by_id = NULL, version = version + 1
  WHERE id = wanted AND settled_at IS NULL AND "group" <> 'right' AND NOT id = ANY (COALESCE(incidents_barred(), '{}'))
    AND school_id IN (SELECT school_id FROM held_roles() WHERE role = 'discipline');
  RETURN FOUND;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0017_who_is_shut_out_keeps_no_notice"),
        ("students", "0025_somebody_at_home_is_suspected"),
    ]
    operations = [
        migrations.AddField("incident", "has_raised_alert", models.BooleanField(default=False)),
        migrations.RunSQL(RAISED, migrations.RunSQL.noop),
        migrations.RunSQL(WITH, WITHOUT),
        migrations.RunSQL(HANDED, "DROP FUNCTION incident_violates_rights(bigint)"),
    ]
