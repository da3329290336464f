"""How many children are in need, have nobody, and wait for an agency, per school: numbers, never rows (A4, B5).

The owner's function counts over rows that those who call it may not see, and only for `figure_schools()`. Who is
in need and who is in care is said in `cases.gaps` and in the view `cases_in_care`; a test compares the two.
"""

from django.db import migrations

CARE_FIGURES = """
CREATE FUNCTION care_figures() RETURNS TABLE (school_id bigint, needing bigint, uncared bigint, waiting bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH ours AS MATERIALIZED (
    SELECT id, area_id FROM schools_school WHERE id = ANY ((SELECT figure_schools())::bigint[])),
  begun AS MATERIALIZED (
    SELECT o.id AS school, r.id AS round,
           row_number() OVER (PARTITION BY o.id ORDER BY r.opens_on DESC, r.id DESC) AS place
    FROM ours o JOIN screening_round r ON r.area_id = o.area_id AND (r.school_id = o.id OR r.school_id IS NULL)
    WHERE r.opens_on <= app_today()),
  at_risk AS (
    SELECT w.student_id, b.school
    FROM begun b
    JOIN screening_row w ON w.round_id = b.round AND w.school_id = b.school AND w.final_group >= 2
    JOIN students_student s ON s.id = w.student_id AND s.school_id = b.school AND s.classroom_id IS NOT NULL
    WHERE b.place = 1 OR (b.place = 2 AND NOT EXISTS (
      SELECT FROM begun c JOIN screening_row n ON n.round_id = c.round
      WHERE c.school = b.school AND c.place = 1 AND n.student_id = w.student_id AND n.final_group > 0))),
  care AS (
    SELECT a.school, count(*) AS needing, count(*) FILTER (WHERE c.student_id IS NULL) AS uncared
    FROM at_risk a LEFT JOIN cases_in_care c ON c.student_id = a.student_id GROUP BY a.school),
  sent AS (
    SELECT r.school_id AS school, count(*) AS waiting FROM referrals_referral r
    WHERE r.state = 'sent' AND r.school_id IN (SELECT id FROM ours) GROUP BY r.school_id)
  SELECT o.id, COALESCE(care.needing, 0), COALESCE(care.uncared, 0), COALESCE(sent.waiting, 0)
  FROM ours o LEFT JOIN care ON care.school = o.id LEFT JOIN sent ON sent.school = o.id
$$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("cases", "0005_in_care_is_one_view"),
        ("referrals", "0003_walls"),
        ("screening", "0002_walls"),
    ]
    operations = [migrations.RunSQL(CARE_FIGURES, "DROP FUNCTION care_figures()")]
