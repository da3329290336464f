"""That somebody approved what she made herself stands with the act, not with the case: both stay for the area."""

from django.db import migrations, models

LISTED = """
CREATE OR REPLACE FUNCTION self_approved_cases() RETURNS TABLE (school bigint, code text, what text, on_day date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT c.school_id, 'C-' || c.year || '-' || lpad(c.number::text, 4, '0'),
         CASE e.kind WHEN 'closed' THEN 'closing' ELSE 'plan' END, (e.at AT TIME ZONE 'Asia/Bangkok')::date
  FROM cases_event e JOIN cases_case c ON c.id = e.case_id WHERE e.is_self_approved AND e.school_id IN (
    SELECT s.id FROM schools_school s WHERE s.area_id IN (SELECT area_id FROM held_roles() WHERE role = 'area_officer'))
$$;
"""
LISTED_BACK = """
CREATE OR REPLACE FUNCTION self_approved_cases() RETURNS TABLE (school bigint, code text, what text, on_day date)
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
# The marks that cases carry now go to the last act of their kind.
MARKED = """
SELECT set_config('app.actor', 'system:migrate', true);
UPDATE cases_event SET is_self_approved = true WHERE id IN (
  SELECT max(e.id) FROM cases_event e JOIN cases_case c ON c.id = e.case_id
  WHERE (e.kind = 'plan_approved' AND c.is_plan_self_approved) OR (e.kind = 'closed' AND c.is_closing_self_approved)
  GROUP BY e.case_id, e.kind)
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0019_a_plan_says_who_made_it")]
    operations = [
        migrations.AddField(
            "event", "is_self_approved", models.BooleanField(default=False, verbose_name="อนุมัติโดยผู้จัดทำ")
        ),
        migrations.RunSQL(MARKED, migrations.RunSQL.noop),
        migrations.AddIndex(
            "event",
            models.Index(fields=["school"], name="event_self_approved", condition=models.Q(("is_self_approved", True))),
        ),
        migrations.RunSQL(LISTED, LISTED_BACK),
    ]
