"""A school's figures for one of its people who is shut out of a child: as if the child were not there.

What is kept stays whole. The area, whose figures name nobody, reads it so.
"""

from django.db import migrations

# The same definitions as `supervision_count`, for the few children of `care_excluded()`.
CLOSED = """
CREATE FUNCTION figures_closed() RETURNS TABLE (school bigint, enrolled bigint, screened bigint, risk bigint,
  problem bigint, needing bigint, uncared bigint, waiting bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH shut AS MATERIALIZED (
    SELECT s.id, s.school_id, s.classroom_id IS NOT NULL AS sits FROM students_student s
    WHERE s.id = ANY (COALESCE((SELECT care_excluded())::bigint[], '{}'))),
  begun AS MATERIALIZED (
    SELECT o.id AS school, r.id AS round,
           row_number() OVER (PARTITION BY o.id ORDER BY r.opens_on DESC, r.id DESC) AS place
    FROM schools_school o JOIN screening_round r ON r.area_id = o.area_id AND (r.school_id = o.id OR r.school_id IS NULL)
    WHERE o.id IN (SELECT school_id FROM shut) AND r.opens_on <= app_today()),
  results AS (
    SELECT h.id, b.place, w.is_complete, w.final_group FROM shut h
    JOIN begun b ON b.school = h.school_id AND b.place <= 2
    JOIN screening_row w ON w.round_id = b.round AND w.student_id = h.id AND w.school_id = h.school_id),
  child AS (
    SELECT h.id, h.school_id, h.sits,
      (SELECT r.final_group FROM results r WHERE r.id = h.id AND r.place = 1 AND r.is_complete) AS level,
      COALESCE((SELECT NULLIF(r.final_group, 0) FROM results r WHERE r.id = h.id AND r.place = 1),
               (SELECT r.final_group FROM results r WHERE r.id = h.id AND r.place = 2)) AS latest,
      EXISTS (SELECT FROM cases_in_care c WHERE c.student_id = h.id) AS in_care,
      (SELECT count(*) FROM referrals_referral f
       WHERE f.student_id = h.id AND f.school_id = h.school_id AND f.state = 'sent') AS waiting
    FROM shut h)
  SELECT school_id, count(*) FILTER (WHERE sits), count(*) FILTER (WHERE sits AND level > 0),
    count(*) FILTER (WHERE sits AND level = 2), count(*) FILTER (WHERE sits AND level = 3),
    count(*) FILTER (WHERE sits AND latest >= 2), count(*) FILTER (WHERE sits AND latest >= 2 AND NOT in_care),
    COALESCE(sum(waiting), 0)::bigint
  FROM child GROUP BY school_id
$$;
"""

READ = """
ALTER FUNCTION school_figures() RENAME TO school_figures_kept;
CREATE FUNCTION school_figures() RETURNS TABLE (
  school bigint, round bigint, has_started boolean, enrolled bigint, screened bigint, risk bigint, problem bigint,
  needing bigint, uncared bigint, waiting bigint, rooms bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT k.school, k.round, k.has_started, k.enrolled - COALESCE(c.enrolled, 0), k.screened - COALESCE(c.screened, 0),
    k.risk - COALESCE(c.risk, 0), k.problem - COALESCE(c.problem, 0), k.needing - COALESCE(c.needing, 0),
    k.uncared - COALESCE(c.uncared, 0), k.waiting - COALESCE(c.waiting, 0), k.rooms
  FROM school_figures_kept() k LEFT JOIN figures_closed() c ON c.school = k.school
$$;
"""
READ_BACK = """
DROP FUNCTION school_figures();
ALTER FUNCTION school_figures_kept() RENAME TO school_figures;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("supervision", "0002_figures_of_a_school_are_kept"),
        ("students", "0022_who_is_shut_out_counts_what_she_may_know"),
    ]
    operations = [migrations.RunSQL(CLOSED, "DROP FUNCTION figures_closed()"), migrations.RunSQL(READ, READ_BACK)]
