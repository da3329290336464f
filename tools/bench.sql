-- What a child or a school need not have is empty here, also when a later migration thinks of something new.
DO $$
DECLARE one record;
BEGIN
  FOR one IN
    SELECT table_name, column_name, data_type FROM information_schema.columns
    WHERE table_name IN ('schools_school', 'schools_classroom', 'students_student', 'screening_row')
      AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'
      AND data_type IN ('character varying', 'text', 'boolean', 'smallint', 'integer', 'jsonb')
  LOOP
    EXECUTE format('ALTER TABLE %I ALTER %I SET DEFAULT %L', one.table_name, one.column_name,
      CASE one.data_type WHEN 'boolean' THEN 'false' WHEN 'smallint' THEN '0' WHEN 'integer' THEN '0'
        WHEN 'jsonb' THEN '{}' ELSE '' END);
  END LOOP;
END $$;

-- 194 more schools beside the demo's six: 8 rooms each, 27 children a room, one row each in the running round.
INSERT INTO schools_school (public_id, area_id, name, code8, code10, address, district, phone, head_name, head_position,
    acting_head_name, acting_head_position, letterhead, letter_series, thai_numerals)
SELECT 's' || lpad(n::text, 7, '0'), a.id, 'วัดความเร็ว ' || n, (96000000 + n)::text, '', '', 'วัดผล', '', '', '', '', '',
    'blank', '', true
FROM generate_series(1, 194) n, schools_area a;

INSERT INTO schools_classroom (public_id, school_id, year_id, level, to_level, number)
SELECT 'r' || lpad((row_number() OVER ())::text, 7, '0'), s.id, y.id, 3 + n, 3 + n, 1
FROM schools_school s, generate_series(1, 8) n,
     (SELECT id FROM schools_academicyear ORDER BY year DESC LIMIT 1) y
WHERE s.code8 LIKE '96%';

INSERT INTO students_student (public_id, school_id, classroom_id, level, number, school_number, title, first_name,
    last_name, nickname, sex, blood_group, religion, ethnicity, nationality, house, moo, road, subdistrict, district,
    province, phone, disadvantage, suspended, strengths, own_words, search_key)
SELECT 'k' || lpad((row_number() OVER ())::text, 7, '0'), c.school_id, c.id, c.level, n, c.id || '-' || n, 'ด.ญ.',
    'ตัวอย่าง' || n, 'ลองเรียน', '', 'f', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 'ตวอยาง' || n
FROM schools_classroom c JOIN schools_school s ON s.id = c.school_id, generate_series(1, 27) n
WHERE s.code8 LIKE '96%';

INSERT INTO screening_row (round_id, student_id, school_id, classroom_id, levels, bulk_cells, is_complete,
    computed_group, final_group, override_reason, version, recorded_by_id, recorded_at)
SELECT o.id, st.id, st.school_id, st.classroom_id,
    CASE WHEN st.id % 11 = 0 THEN '{1,2,1,1,1,1,1,1,1,1,1}'::smallint[]
         WHEN st.id % 19 = 0 THEN '{1,3,1,1,1,1,1,1,1,1,1}'::smallint[] ELSE '{1,1,1,1,1,1,1,1,1,1,1}'::smallint[] END,
    0, true, g.level, g.level, '', 1, u.id, now()
FROM students_student st JOIN schools_school s ON s.id = st.school_id AND s.code8 LIKE '96%',
     LATERAL (SELECT CASE WHEN st.id % 11 = 0 THEN 2 WHEN st.id % 19 = 0 THEN 3 ELSE 1 END AS level) g,
     (SELECT id FROM screening_round ORDER BY opens_on DESC LIMIT 1) o,
     (SELECT id FROM schools_user WHERE username = 'khet') u;

ANALYZE;
