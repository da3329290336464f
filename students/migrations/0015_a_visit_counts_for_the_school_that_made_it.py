"""A child who moved is visited anew: what her school before did is neither read nor counted in the new one."""

from django.db import migrations

COVERAGE = """
CREATE OR REPLACE FUNCTION visit_coverage(wanted bigint)
RETURNS TABLE (school_id bigint, classroom_id bigint, visited bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT s.school_id, s.classroom_id, count(DISTINCT s.id)
  FROM students_campaign c
  JOIN schools_academicyear y ON y.id = c.year_id
  JOIN students_visit v ON v.state = 'done' AND v.way <> 'not_done' AND v.visited_on >= c.opens_on
    AND v.visited_on < COALESCE(
      (SELECT min(n.opens_on) FROM students_campaign n WHERE n.area_id = c.area_id AND n.year_id = c.year_id
        AND n.school_id IS NOT DISTINCT FROM c.school_id AND n.opens_on > c.opens_on), y.ends_on + 1)
  JOIN students_student s ON s.id = v.student_id AND s.school_id = v.school_id
  JOIN schools_classroom r ON r.id = s.classroom_id AND r.year_id = c.year_id
  JOIN schools_school o ON o.id = s.school_id AND o.area_id = c.area_id
  WHERE c.id = wanted AND (c.school_id IS NULL OR c.school_id = s.school_id)
    AND s.school_id = ANY ((SELECT figure_schools())::bigint[])
  GROUP BY s.school_id, s.classroom_id
$$;
"""
BEFORE = COVERAGE.replace(" AND s.school_id = v.school_id", "")


class Migration(migrations.Migration):
    dependencies = [("students", "0014_campaigns_and_the_income_limit_have_a_wall")]
    operations = [migrations.RunSQL(COVERAGE, BEFORE)]
