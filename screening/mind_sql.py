"""The statements by which the computed column follows the SDQ; `screening.minds` fills them with values."""

# Of the children whom a CTE before it calls `wanted`. Whoever read the rows before she held the room (`row_sure` false)
# changes none that is another by now, and has to read it again.
ROWS = """
followed AS (INSERT INTO screening_row AS kept
  (round_id, student_id, school_id, classroom_id, levels, bulk_cells, is_complete, mind_level, computed_group,
   final_group, override_reason, override_by_id, version, recorded_by_id, recorded_at)
SELECT %(round)s, t.student, t.school, t.room, t.levels::smallint[], 0, false, t.mind, t.computed, t.final, t.reason,
       t.override_by, t.seen + 1, t.recorded_by, t.recorded_at
FROM unnest(%(row_students)s::bigint[], %(row_schools)s::bigint[], %(row_rooms)s::bigint[], %(row_levels)s::text[],
            %(row_minds)s::int[], %(row_computed)s::int[], %(row_final)s::int[], %(row_reasons)s::text[],
            %(row_override_by)s::bigint[], %(row_seen)s::int[], %(row_recorded_by)s::bigint[],
            %(row_recorded_at)s::timestamptz[])
     AS t(student, school, room, levels, mind, computed, final, reason, override_by, seen, recorded_by, recorded_at)
WHERE t.student IN (SELECT wanted.student_id FROM wanted)
ORDER BY t.student
ON CONFLICT (round_id, student_id, school_id) DO UPDATE SET
  mind_level = EXCLUDED.mind_level, computed_group = EXCLUDED.computed_group, final_group = EXCLUDED.final_group,
  override_reason = EXCLUDED.override_reason, override_by_id = EXCLUDED.override_by_id, version = kept.version + 1,
  urgency = CASE WHEN kept.urgency < EXCLUDED.final_group AND kept.final_group < EXCLUDED.final_group THEN 0
    ELSE kept.urgency END,
  urgency_reason = CASE WHEN kept.urgency < EXCLUDED.final_group AND kept.final_group < EXCLUDED.final_group THEN ''
    ELSE kept.urgency_reason END,
  urgency_by_id = CASE WHEN kept.urgency < EXCLUDED.final_group AND kept.final_group < EXCLUDED.final_group THEN NULL
    ELSE kept.urgency_by_id END
  WHERE %(row_sure)s OR kept.version = EXCLUDED.version - 1
  RETURNING kept.student_id
), counted AS (
  SELECT CASE WHEN written.rows > 0 THEN screening_recount(%(round)s, %(row_seats)s::bigint[])::text END AS done
  FROM (SELECT count(*) AS rows FROM followed) AS written
)
"""

FOLLOW = "".join(
    ("WITH wanted AS (SELECT unnest(%(row_students)s::bigint[]) AS student_id), ", ROWS, "SELECT done FROM counted")
)

REBAND = """
UPDATE screening_assessment AS kept
SET norms = %(norms)s, bands = t.bands::jsonb, level = t.level, words = t.words
FROM unnest(%(keys)s::bigint[], %(seen)s::int[], %(bands)s::text[], %(levels)s::int[], %(words)s::text[])
  AS t(key, seen, bands, level, words)
WHERE kept.id = t.key AND kept.version = t.seen
"""

COLUMNS = (
    "students",
    "schools",
    "rooms",
    "levels",
    "minds",
    "computed",
    "final",
    "reasons",
    "override_by",
    "seen",
    "recorded_by",
    "recorded_at",
)
