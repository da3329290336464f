"""The journal's own machinery: triggers for changes, one door for acts, seals at commit (decisions C9, T8)."""

from django.db import migrations

TX = """
ALTER TABLE journal_line ADD COLUMN tx xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX line_tx ON journal_line (tx);
"""

# The actor comes from the context, never from a parameter; without one nothing is written and nothing changes.
WRITE = """
CREATE FUNCTION journal_actor() RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE actor text := NULLIF(current_setting('app.actor', true), '');
BEGIN
  IF actor IS NULL THEN
    RAISE EXCEPTION 'no actor: nothing is written outside acting()' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN actor;
END $$;

CREATE FUNCTION journal_put(verb text, about text, about_id bigint, school bigint, children bigint[], detail jsonb)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  INSERT INTO journal_line (at, actor, user_id, school_id, verb, about, about_id, students, detail, request, address)
  VALUES (clock_timestamp(), left(journal_actor(), 80), NULLIF(current_setting('app.uid', true), '')::bigint, school,
          verb, left(about, 80), about_id, COALESCE(children, '{}'), detail,
          COALESCE(left(current_setting('app.request', true), 40), ''),
          COALESCE(left(current_setting('app.address', true), 45), ''))
$$;
REVOKE ALL ON FUNCTION journal_put(text, text, bigint, bigint, bigint[], jsonb) FROM PUBLIC;

CREATE FUNCTION journal_write(verb text, about text, about_id bigint, school bigint, children bigint[],
                              claimed bigint, detail jsonb)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF verb IN ('created', 'changed', 'deleted') THEN
    RAISE EXCEPTION 'changes are written by triggers' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF journal_actor() LIKE 'user:%' AND journal_actor() IS DISTINCT FROM 'user:' || claimed THEN
    RAISE EXCEPTION 'the journal names who acts: % is acting, not %', journal_actor(), claimed
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM journal_put(verb, about, about_id, school, children, detail);
END $$;
"""

# One line per statement and school: which rows, which children, which columns; never the values.
CHANGE = """
CREATE FUNCTION journal_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
  school text := COALESCE(NULLIF(TG_ARGV[0], ''), 'NULL::bigint');
  child text := COALESCE(NULLIF(TG_ARGV[1], ''), 'NULL::bigint');
  ignored text[] := string_to_array(TG_ARGV[2], ',');
  verb text := CASE TG_OP WHEN 'INSERT' THEN 'created' WHEN 'UPDATE' THEN 'changed' ELSE 'deleted' END;
BEGIN
  PERFORM journal_actor();
  IF TG_OP = 'UPDATE' THEN
    EXECUTE format($q$
      WITH changed AS (
        SELECT n.id, %1$s AS school, %2$s AS child,
               (SELECT array_agg(key) FROM jsonb_each(row_after) WHERE value IS DISTINCT FROM row_before -> key) AS columns
        FROM (SELECT *, to_jsonb(r) AS row_after FROM new_rows r) n
        JOIN (SELECT id AS old_id, to_jsonb(r) AS row_before FROM old_rows r) o ON old_id = n.id
      ), told AS (
        SELECT id, school, child, unnest(columns) AS col FROM changed
      )
      SELECT journal_put($1, $2, NULL, school, array_agg(DISTINCT child) FILTER (WHERE child IS NOT NULL),
               jsonb_build_object('ids', jsonb_agg(DISTINCT id), 'columns', jsonb_agg(DISTINCT col)))
      FROM told WHERE col <> ALL ($3) GROUP BY school $q$, school, child)
    USING verb, TG_TABLE_NAME, COALESCE(ignored, '{}');
  ELSE
    EXECUTE format($q$
      SELECT journal_put($1, $2, NULL, school, array_agg(DISTINCT child) FILTER (WHERE child IS NOT NULL),
               jsonb_build_object('ids', jsonb_agg(id)))
      FROM (SELECT id, %1$s AS school, %2$s AS child FROM %3$s) r GROUP BY school $q$,
      school, child, CASE TG_OP WHEN 'INSERT' THEN 'new_rows' ELSE 'old_rows' END)
    USING verb, TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;
"""

ONLY_GROWS = """
CREATE FUNCTION journal_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the journal only grows'; END $$;
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE ON journal_line
  FOR EACH ROW EXECUTE FUNCTION journal_only_grows();
CREATE TRIGGER only_grows_at_once BEFORE TRUNCATE ON journal_line
  FOR EACH STATEMENT EXECUTE FUNCTION journal_only_grows();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE ON journal_seal
  FOR EACH ROW EXECUTE FUNCTION journal_only_grows();
CREATE TRIGGER only_grows_at_once BEFORE TRUNCATE ON journal_seal
  FOR EACH STATEMENT EXECUTE FUNCTION journal_only_grows();
"""

# Sealed at commit: an insert-time chain would hold the school's head row for the whole request.
SEAL = r"""
CREATE FUNCTION journal_hash(line journal_line, prev bytea) RETURNS bytea LANGUAGE sql STABLE
SET search_path = pg_catalog, public SET timezone = 'UTC' AS $$
  SELECT sha256(prev || convert_to(concat_ws('|', line.id, line.at, line.actor, line.user_id, line.school_id,
    line.verb, line.about, line.about_id, line.students, line.detail, line.request, line.address, line.tx), 'UTF8'))
$$;

CREATE FUNCTION journal_seal_line() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
  before bytea;
  after bytea;
BEGIN
  IF NULLIF(current_setting('journal.sealing', true), '') IS DISTINCT FROM pg_current_xact_id()::text THEN
    INSERT INTO journal_head (chain, hash)
      SELECT DISTINCT COALESCE(school_id, 0), '\x00'::bytea FROM journal_line WHERE tx = pg_current_xact_id()
      ORDER BY 1 ON CONFLICT DO NOTHING;
    PERFORM 1 FROM journal_head WHERE chain IN (
      SELECT COALESCE(school_id, 0) FROM journal_line WHERE tx = pg_current_xact_id()) ORDER BY chain FOR UPDATE;
    PERFORM set_config('journal.sealing', pg_current_xact_id()::text, true);
  END IF;
  SELECT hash INTO before FROM journal_head WHERE chain = COALESCE(NEW.school_id, 0);
  IF before IS NULL THEN  -- a school first written about after the heads were locked
    before := '\x00'::bytea;
    INSERT INTO journal_head (chain, hash) VALUES (COALESCE(NEW.school_id, 0), before);
  END IF;
  after := journal_hash(NEW, before);
  INSERT INTO journal_seal (line_id, chain, prev, hash) VALUES (NEW.id, COALESCE(NEW.school_id, 0), before, after);
  UPDATE journal_head SET hash = after WHERE chain = COALESCE(NEW.school_id, 0);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER seal AFTER INSERT ON journal_line DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION journal_seal_line();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_links")]
    operations = [migrations.RunSQL(sql) for sql in (TX, WRITE, CHANGE, ONLY_GROWS, SEAL)]
