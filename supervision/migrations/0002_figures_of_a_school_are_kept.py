"""The figures of a school are counted at the commit of whatever changed them, and read as one row (performance P4, P6).

A trigger notes the touched schools in the transaction; a deferred one counts them, in the order of their keys, when
everything else is done. Whoever reads inside the transaction that wrote gets her schools counted afresh.
"""

import django.db.models.deletion
from django.db import migrations, models

# Who is in need and who is in care is said in `cases.gaps` and in the view `cases_in_care`; tests compare the two.
COUNT = """
CREATE FUNCTION supervision_count(schools bigint[]) RETURNS TABLE (
  school bigint, round bigint, has_started boolean, enrolled bigint, screened bigint, risk bigint, problem bigint,
  needing bigint, uncared bigint, waiting bigint, rooms bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH ours AS MATERIALIZED (SELECT id, area_id FROM schools_school WHERE id = ANY (schools)),
  begun AS MATERIALIZED (
    SELECT o.id AS school, r.id AS round,
           row_number() OVER (PARTITION BY o.id ORDER BY r.opens_on DESC, r.id DESC) AS place
    FROM ours o JOIN screening_round r ON r.area_id = o.area_id AND (r.school_id = o.id OR r.school_id IS NULL)
    WHERE r.opens_on <= app_today()),
  seats AS (
    SELECT k.school_id AS school, sum(k.enrolled) AS enrolled, count(*) FILTER (WHERE k.enrolled > 0) AS rooms
    FROM students_roomcount k WHERE k.school_id = ANY (schools) GROUP BY 1),
  counted AS (
    SELECT b.school, sum(k.children) FILTER (WHERE k.position = 0) AS screened,
           sum(k.children) FILTER (WHERE k.position = 0 AND k.level = 2) AS risk,
           sum(k.children) FILTER (WHERE k.position = 0 AND k.level = 3) AS problem
    FROM begun b JOIN screening_count k ON k.round_id = b.round AND k.school_id = b.school AND k.level > 0
    WHERE b.place = 1 GROUP BY b.school),
  at_risk AS (
    SELECT w.student_id, b.school
    FROM begun b
    JOIN screening_row w ON w.round_id = b.round AND w.school_id = b.school AND w.final_group >= 2
    JOIN students_student s ON s.id = w.student_id AND s.school_id = b.school AND s.classroom_id IS NOT NULL
    WHERE b.place = 1 OR (b.place = 2 AND NOT EXISTS (
      SELECT FROM begun c JOIN screening_row n ON n.round_id = c.round
      WHERE c.school = b.school AND c.place = 1 AND n.student_id = w.student_id AND n.final_group > 0))),
  care AS (
    SELECT a.school, count(*) AS needing, count(*) FILTER (WHERE NOT EXISTS (
      SELECT FROM cases_in_care c WHERE c.student_id = a.student_id)) AS uncared
    FROM at_risk a GROUP BY a.school),
  sent AS (
    SELECT r.school_id AS school, count(*) AS waiting FROM referrals_referral r
    WHERE r.state = 'sent' AND r.school_id = ANY (schools) GROUP BY 1)
  SELECT o.id, b.round, counted.school IS NOT NULL, COALESCE(seats.enrolled, 0), COALESCE(counted.screened, 0),
         COALESCE(counted.risk, 0), COALESCE(counted.problem, 0), COALESCE(care.needing, 0),
         COALESCE(care.uncared, 0), COALESCE(sent.waiting, 0), COALESCE(seats.rooms, 0)
  FROM ours o LEFT JOIN begun b ON b.school = o.id AND b.place = 1
  LEFT JOIN seats ON seats.school = o.id LEFT JOIN counted ON counted.school = o.id
  LEFT JOIN care ON care.school = o.id LEFT JOIN sent ON sent.school = o.id
$$;
REVOKE ALL ON FUNCTION supervision_count(bigint[]) FROM PUBLIC;
"""

# Locked first and counted by the next statement, which sees what those before it have committed (T20).
RECOUNT = """
CREATE FUNCTION supervision_recount(schools bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  schools := ARRAY(SELECT id FROM schools_school WHERE id = ANY (schools) ORDER BY id);
  INSERT INTO supervision_standing (school_id, has_started, enrolled, screened, risk, problem, needing, uncared, waiting, rooms)
    SELECT id, false, 0, 0, 0, 0, 0, 0, 0, 0 FROM unnest(schools) AS id ORDER BY id ON CONFLICT DO NOTHING;
  PERFORM FROM supervision_standing WHERE school_id = ANY (schools) ORDER BY school_id FOR UPDATE;
  UPDATE supervision_standing s SET round_id = c.round, has_started = c.has_started, enrolled = c.enrolled,
    screened = c.screened, risk = c.risk, problem = c.problem, needing = c.needing, uncared = c.uncared,
    waiting = c.waiting, rooms = c.rooms, counted_on = app_today()
  FROM supervision_count(schools) c WHERE c.school = s.school_id;
END $$;
"""

TOUCHED = """
CREATE FUNCTION supervision_touched() RETURNS bigint[] LANGUAGE sql STABLE AS
  $$ SELECT COALESCE(NULLIF(current_setting('app.touched', true), ''), '{}')::bigint[] $$;

CREATE FUNCTION supervision_touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
  noted bigint[] := supervision_touched();
  before bigint; after bigint;
BEGIN
  IF TG_OP <> 'INSERT' THEN before := OLD.school_id; END IF;
  IF TG_OP <> 'DELETE' THEN after := NEW.school_id; END IF;
  IF NOT noted @> array_remove(ARRAY[before, after], NULL) THEN
    PERFORM set_config('app.touched', (noted || array_remove(ARRAY[before, after], NULL))::text, true);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION supervision_touch_round() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE one screening_round := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  PERFORM set_config('app.touched', (supervision_touched() || ARRAY(
    SELECT id FROM schools_school WHERE area_id = one.area_id AND one.school_id IS NULL OR id = one.school_id))::text, true);
  RETURN NULL;
END $$;

CREATE FUNCTION supervision_settle() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE noted bigint[] := supervision_touched();
BEGIN
  IF noted <> '{}' THEN
    PERFORM supervision_recount(noted);
    PERFORM set_config('app.touched', '', true);
  END IF;
  RETURN NULL;
END $$;
"""
TOUCHED_BACK = """
DROP FUNCTION supervision_settle(); DROP FUNCTION supervision_touch_round(); DROP FUNCTION supervision_touch();
DROP FUNCTION supervision_touched();
"""

# What a figure is counted from. Most cells of a row change no figure, so only what does is noted.
WATCHED = {
    "screening_round": "",
    "students_roomcount": "",
    "students_student": "OLD.classroom_id IS DISTINCT FROM NEW.classroom_id OR OLD.school_id <> NEW.school_id",
    "students_visit": "",
    "screening_row": "OLD.final_group <> NEW.final_group OR OLD.is_complete <> NEW.is_complete"
    " OR OLD.school_id <> NEW.school_id OR (0 = ALL (OLD.levels)) <> (0 = ALL (NEW.levels))",
    "cases_case": "",
    "cases_note": "",
    "referrals_referral": "",
}


def watch(table: str, when: str) -> migrations.RunSQL:
    touch = "supervision_touch_round" if table == "screening_round" else "supervision_touch"
    condition = f"WHEN ({when})" if when else ""
    return migrations.RunSQL(
        f"""
        CREATE TRIGGER supervision_touch AFTER INSERT OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {touch}();
        CREATE TRIGGER supervision_touch_changed AFTER UPDATE ON {table} FOR EACH ROW {condition}
          EXECUTE FUNCTION {touch}();
        CREATE CONSTRAINT TRIGGER supervision_settle AFTER INSERT OR UPDATE OR DELETE ON {table}
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION supervision_settle();
        """,
        f"""
        DROP TRIGGER supervision_settle ON {table}; DROP TRIGGER supervision_touch_changed ON {table};
        DROP TRIGGER supervision_touch ON {table};
        """,
    )


# Written by the functions of the owner; those who see figures read their schools and nothing else.
READ = """
CREATE FUNCTION school_figures() RETURNS TABLE (
  school bigint, round bigint, has_started boolean, enrolled bigint, screened bigint, risk bigint, problem bigint,
  needing bigint, uncared bigint, waiting bigint, rooms bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  ours bigint[] := figure_schools();
  today date := app_today();
  touched bigint[] := supervision_touched();
  found integer;
BEGIN
  RETURN QUERY SELECT s.school_id, s.round_id, s.has_started, s.enrolled::bigint, s.screened::bigint, s.risk::bigint,
    s.problem::bigint, s.needing::bigint, s.uncared::bigint, s.waiting::bigint, s.rooms::bigint
    FROM unnest(ours) AS mine JOIN supervision_standing s ON s.school_id = mine
    WHERE s.counted_on = today AND s.school_id <> ALL (touched);
  GET DIAGNOSTICS found = ROW_COUNT;
  IF found < cardinality(ours) THEN
    RETURN QUERY SELECT * FROM supervision_count(ARRAY(
      SELECT mine FROM unnest(ours) AS mine LEFT JOIN supervision_standing s
        ON s.school_id = mine AND s.counted_on = today AND s.school_id <> ALL (touched)
      WHERE s.school_id IS NULL));
  END IF;
END $$;

CREATE FUNCTION supervision_differences() RETURNS TABLE (school bigint, kept text, counted text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT k.school, k.told::text, c.told::text FROM (
    SELECT s.school_id AS school, (s.round_id, s.has_started, s.enrolled::bigint, s.screened::bigint, s.risk::bigint,
      s.problem::bigint, s.needing::bigint, s.uncared::bigint, s.waiting::bigint, s.rooms::bigint) AS told
    FROM supervision_standing s WHERE s.counted_on = app_today()) k
  JOIN (
    SELECT n.school, (n.round, n.has_started, n.enrolled, n.screened, n.risk,
      n.problem, n.needing, n.uncared, n.waiting, n.rooms) AS told
    FROM supervision_count(ARRAY(SELECT id FROM schools_school)) n) c ON c.school = k.school
  WHERE app_is_system() AND k.told::text <> c.told::text
$$;

ALTER TABLE supervision_standing ENABLE ROW LEVEL SECURITY;
CREATE POLICY figures ON supervision_standing FOR SELECT
  USING (school_id = ANY ((SELECT figure_schools())::bigint[]));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("supervision", "0001_care_is_told_in_numbers_only"),
        ("schools", "0002_rights_walls_and_cache"),
        ("students", "0005_know_the_whole_child"),
        ("screening", "0004_counts_follow_the_child"),
        ("cases", "0005_in_care_is_one_view"),
        ("referrals", "0006_a_child_with_an_open_referral_is_in_care"),
    ]
    operations = [
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "school",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="schools.school",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="screening.round",
                    ),
                ),
                ("has_started", models.BooleanField(default=False)),
                ("enrolled", models.PositiveIntegerField(default=0)),
                ("screened", models.PositiveIntegerField(default=0)),
                ("risk", models.PositiveIntegerField(default=0)),
                ("problem", models.PositiveIntegerField(default=0)),
                ("needing", models.PositiveIntegerField(default=0)),
                ("uncared", models.PositiveIntegerField(default=0)),
                ("waiting", models.PositiveIntegerField(default=0)),
                ("rooms", models.PositiveIntegerField(default=0)),
                ("counted_on", models.DateField(null=True)),
            ],
        ),
        migrations.RunSQL(COUNT, "DROP FUNCTION supervision_count(bigint[])"),
        migrations.RunSQL(RECOUNT, "DROP FUNCTION supervision_recount(bigint[])"),
        migrations.RunSQL(TOUCHED, TOUCHED_BACK),
        *(watch(table, when) for table, when in WATCHED.items()),
        migrations.RunSQL(READ, "DROP FUNCTION school_figures(); DROP FUNCTION supervision_differences();"),
        migrations.RunSQL("DROP FUNCTION care_figures()", migrations.RunSQL.noop),
    ]
