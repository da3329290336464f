"""A move waits for what is urgent, takes along who is shut out, and rewrites no day that has passed.

The school that asked for a child goes on seeing that it did, and nothing of what is being prepared for it.
"""

from django.db import migrations, models

# 'CARE1' is the code of every reason for which a child stays until her school has settled what it began; later apps
# add theirs. What counts stands at the school that offers: nobody learns by trying about a child of another one.
# AFTER, since a row that a policy refuses must not tell anything either.
WAITS = """
CREATE FUNCTION transfer_waits_for_alerts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM students_alert
             WHERE student_id = NEW.student_id AND school_id = NEW.from_school_id AND settled_at IS NULL) THEN
    RAISE EXCEPTION 'something about this child is not settled' USING ERRCODE = 'CARE1';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER waits_for_alerts AFTER INSERT OR UPDATE OF state ON students_transfer FOR EACH ROW
  WHEN (NEW.state IN ('offered', 'accepted')) EXECUTE FUNCTION transfer_waits_for_alerts();
"""
WAITS_BACK = """
DROP TRIGGER waits_for_alerts ON students_transfer;
DROP FUNCTION transfer_waits_for_alerts();
"""

# The policies hide the whole row while it is prepared; the asking school is shown its frame without what is in it.
ASKED_FOR = """
CREATE FUNCTION transfers_asked_for() RETURNS SETOF students_transfer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE t students_transfer;
BEGIN
  FOR t IN SELECT * FROM students_transfer WHERE state = 'prepared' AND was_asked
    AND to_school_id IN (SELECT school_id FROM held_roles() WHERE role IN ('registrar', 'counselor', 'head'))
    AND NOT student_id = ANY (COALESCE(care_excluded(), '{}')) ORDER BY made_at DESC
  LOOP
    t.child_name := '';
    t.level := NULL;
    t.sections := '[]';
    t.packet := '{}';
    RETURN NEXT t;
  END LOOP;
END $$;
"""

# As before, but who is shut out finds nobody, and a request that is being prepared is still hers.
ASK = """
CREATE OR REPLACE FUNCTION ask_transfer(wanted bytea, school bigint, why text, code text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE child record; open record;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM held_roles() WHERE role = 'registrar' AND school_id = school) THEN
    RAISE EXCEPTION 'only a registrar of the school asks for a child' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT st.id, st.school_id, s.area_id INTO child FROM students_identifier i
  JOIN students_student st ON st.id = i.student_id JOIN schools_school s ON s.id = st.school_id
  WHERE i.index = wanted FOR UPDATE OF st;
  IF child.id IS NULL OR child.school_id = school OR child.id = ANY (COALESCE(care_excluded(), '{}'))
     OR child.area_id <> (SELECT area_id FROM schools_school WHERE id = school) THEN RETURN NULL; END IF;
  SELECT public_id, to_school_id, state, was_asked INTO open FROM students_transfer
  WHERE student_id = child.id AND state IN ('asked', 'prepared', 'offered');
  IF FOUND THEN
    RETURN CASE WHEN open.to_school_id = school AND (open.state <> 'prepared' OR open.was_asked)
                THEN open.public_id ELSE '' END;
  END IF;
  INSERT INTO students_transfer (public_id, student_id, from_school_id, to_school_id, child_name, state, sections,
    packet, reason, answer, made_by_id, made_at)
  VALUES (code, child.id, child.school_id, school, '', 'asked', '[]', '{}', left(why, 200), '', app_uid(),
    clock_timestamp());
  RETURN code;
END $$;
"""

# As before, but a day before the offer or the running enrolment is refused, and who is shut out stays shut out.
ACCEPT = """
CREATE OR REPLACE FUNCTION accept_transfer(offer text, room bigint, at_level int, seat int, starts date) RETURNS bigint
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
  IF starts < (COALESCE(t.offered_at, t.made_at) AT TIME ZONE 'Asia/Bangkok')::date
     OR EXISTS (SELECT 1 FROM students_enrolment WHERE student_id = child.id AND from_on >= starts) THEN
    RAISE EXCEPTION 'she does not arrive before she was offered or came' USING ERRCODE = 'check_violation';
  END IF;

  UPDATE students_enrolment SET until_on = starts - 1, ended = 'transferred'
  WHERE student_id = child.id AND until_on IS NULL;
  UPDATE students_student SET school_id = t.to_school_id, classroom_id = room, level = at_level, number = seat,
    school_number = '' WHERE id = child.id;
  INSERT INTO students_enrolment (student_id, school_id, classroom_id, year_id, level, number, from_on, ended)
  VALUES (child.id, t.to_school_id, room, year, at_level, seat, starts, '');
  FOREACH facts IN ARRAY ARRAY['guardian', 'identifier', 'health', 'measure', 'termresult', 'monthattendance',
    'welfare', 'exclusion']
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
    dependencies = [("students", "0012_each_room_leaves_its_own_words")]
    operations = [
        migrations.AddField(
            model_name="transfer", name="was_asked", field=models.BooleanField(db_default=False, default=False)
        ),
        migrations.RunSQL(WAITS, WAITS_BACK),
        migrations.RunSQL(ASKED_FOR, "DROP FUNCTION transfers_asked_for()"),
        migrations.RunSQL(ASK, migrations.RunSQL.noop),
        migrations.RunSQL(ACCEPT, migrations.RunSQL.noop),
    ]
