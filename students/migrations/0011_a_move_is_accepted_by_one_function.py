"""A child changes school by one function of the owner, because neither school may write the other's rows (A5).

Asked for by a number without learning whose it is; offered by the school she is at; accepted by the school she goes to.
What the two sides may write by themselves is said in the policies: nobody can forge an offer for another school's child,
since accepting looks at where she sits and not at what stands in the offer.
"""

from django.db import migrations

CARE = "ANY ((SELECT care_schools())::bigint[])"
SHUT_OUT = "student_id = ANY (COALESCE((SELECT care_excluded())::bigint[], '{}'))"
SYSTEM = "(SELECT app_is_system())"

# The receiving side sees nothing before it is told, and writes only that it does not take the child (any more).
POLICIES = f"""
DROP POLICY wall ON students_transfer;
CREATE POLICY seen ON students_transfer FOR SELECT
  USING ((from_school_id = {CARE} OR (to_school_id = {CARE} AND state <> 'prepared')) AND NOT {SHUT_OUT});
CREATE POLICY begun ON students_transfer FOR INSERT
  WITH CHECK ({SYSTEM} OR (from_school_id = {CARE} AND state = 'prepared' AND NOT {SHUT_OUT}));
CREATE POLICY kept ON students_transfer FOR UPDATE
  USING (from_school_id = {CARE} AND state IN ('asked', 'prepared', 'offered') AND NOT {SHUT_OUT} OR {SYSTEM})
  WITH CHECK (from_school_id = {CARE} AND state <> 'accepted' OR {SYSTEM});
CREATE POLICY answered ON students_transfer FOR UPDATE
  USING (to_school_id = {CARE} AND state IN ('asked', 'offered') AND NOT {SHUT_OUT})
  WITH CHECK (to_school_id = {CARE} AND state IN ('declined', 'revoked'));
"""
POLICIES_BACK = f"""
DROP POLICY seen ON students_transfer;
DROP POLICY begun ON students_transfer;
DROP POLICY kept ON students_transfer;
DROP POLICY answered ON students_transfer;
CREATE POLICY wall ON students_transfer USING ((from_school_id = {CARE} OR to_school_id = {CARE}) AND NOT {SHUT_OUT});
"""

# The public id of the request; '' when the child is being moved already, NULL when no other school has her.
ASK = """
CREATE FUNCTION ask_transfer(wanted bytea, school bigint, why text, code text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE child record; open record;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM held_roles() WHERE role = 'registrar' AND school_id = school) THEN
    RAISE EXCEPTION 'only a registrar of the school asks for a child' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT st.id, st.school_id, s.area_id INTO child FROM students_identifier i
  JOIN students_student st ON st.id = i.student_id JOIN schools_school s ON s.id = st.school_id
  WHERE i.index = wanted FOR UPDATE OF st;
  IF child.id IS NULL OR child.school_id = school
     OR child.area_id <> (SELECT area_id FROM schools_school WHERE id = school) THEN RETURN NULL; END IF;
  SELECT public_id, to_school_id, state INTO open FROM students_transfer
  WHERE student_id = child.id AND state IN ('asked', 'prepared', 'offered');
  IF FOUND THEN
    RETURN CASE WHEN open.to_school_id = school AND open.state <> 'prepared' THEN open.public_id ELSE '' END;
  END IF;
  INSERT INTO students_transfer (public_id, student_id, from_school_id, to_school_id, child_name, state, sections,
    packet, reason, answer, made_by_id, made_at)
  VALUES (code, child.id, child.school_id, school, '', 'asked', '[]', '{}', left(why, 200), '', app_uid(),
    clock_timestamp());
  RETURN code;
END $$;
"""

# Locks: the offer, the child, then (by the triggers and at the end) the rooms' counts, each in the order of keys.
ACCEPT = """
CREATE FUNCTION accept_transfer(offer text, room bigint, at_level int, seat int, starts date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  t students_transfer;
  child students_student;
  year bigint;
  facts text;
BEGIN
  SELECT * INTO t FROM students_transfer WHERE public_id = offer FOR UPDATE;
  IF t.id IS NULL OR t.student_id = ANY (COALESCE(care_excluded(), '{}')) OR NOT EXISTS (
    SELECT 1 FROM held_roles() WHERE role IN ('registrar', 'head') AND school_id = t.to_school_id) THEN
    RAISE EXCEPTION 'only a registrar or the head of the school that is offered a child accepts her'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO child FROM students_student WHERE id = t.student_id FOR UPDATE;
  IF t.state <> 'offered' OR child.school_id <> t.from_school_id THEN
    RAISE EXCEPTION 'this child is not on offer' USING ERRCODE = 'check_violation';
  END IF;
  SELECT y.id INTO year FROM schools_classroom c JOIN schools_academicyear y ON y.id = c.year_id
  WHERE c.id = room AND c.school_id = t.to_school_id AND at_level BETWEEN c.level AND c.to_level
    AND app_today() BETWEEN y.starts_on AND y.ends_on AND starts BETWEEN y.starts_on AND app_today();
  IF year IS NULL THEN
    RAISE EXCEPTION 'no room of this school and year holds the level' USING ERRCODE = 'check_violation';
  END IF;

  UPDATE students_enrolment SET until_on = GREATEST(from_on, starts - 1), ended = 'transferred'
  WHERE student_id = child.id AND until_on IS NULL;
  UPDATE students_student SET school_id = t.to_school_id, classroom_id = room, level = at_level, number = seat,
    school_number = '' WHERE id = child.id;
  INSERT INTO students_enrolment (student_id, school_id, classroom_id, year_id, level, number, from_on, ended)
  VALUES (child.id, t.to_school_id, room, year, at_level, seat, starts, '');
  FOREACH facts IN ARRAY ARRAY['guardian', 'identifier', 'health', 'measure', 'termresult', 'monthattendance', 'welfare']
  LOOP
    EXECUTE format('UPDATE students_%I SET school_id = $1 WHERE student_id = $2', facts) USING t.to_school_id, child.id;
  END LOOP;
  UPDATE students_sibling SET one_school_id = t.to_school_id WHERE one_id = child.id;
  UPDATE students_sibling SET other_school_id = t.to_school_id WHERE other_id = child.id;
  UPDATE students_share SET ended_at = clock_timestamp() WHERE student_id = child.id AND ended_at IS NULL;
  UPDATE students_transfer SET state = 'accepted', to_classroom_id = room, moves_on = starts,
    decided_by_id = app_uid(), decided_at = clock_timestamp() WHERE id = t.id;

  INSERT INTO students_roomcount (classroom_id, school_id, enrolled) VALUES (room, t.to_school_id, 0)
  ON CONFLICT DO NOTHING;
  PERFORM 1 FROM students_roomcount WHERE classroom_id IN (room, child.classroom_id) ORDER BY classroom_id FOR UPDATE;
  UPDATE students_roomcount r SET enrolled = (SELECT count(*) FROM students_student s WHERE s.classroom_id = r.classroom_id)
  WHERE r.classroom_id IN (room, child.classroom_id);
  PERFORM journal_put('transferred', 'students.Transfer', t.id, side, ARRAY[child.id], '{}')
  FROM unnest(ARRAY[t.from_school_id, t.to_school_id]) AS side ORDER BY side;
  RETURN child.id;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("students", "0010_a_pair_of_siblings_is_linked_once"),
        ("journal", "0004_an_act_may_be_a_move_to_a_year_or_a_school"),
    ]
    operations = [
        migrations.RunSQL(POLICIES, POLICIES_BACK),
        migrations.RunSQL(ASK, "DROP FUNCTION ask_transfer(bytea, bigint, text, text)"),
        migrations.RunSQL(ACCEPT, "DROP FUNCTION accept_transfer(text, bigint, int, int, date)"),
    ]
