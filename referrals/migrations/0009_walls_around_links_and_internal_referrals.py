"""Who reads and writes what belongs to a referral: the school, whom it is addressed to, and the agency of one letter.

An agency acts as `agency:<referral>` (journal.context): of all tables it sees its own referral, link, replies and
attachments, and it writes a case's timeline and people's notices only through functions of the owner.
"""

from django.db import migrations

from journal.walls import OURS, journaled, policy, walled

AGENCY = """
CREATE FUNCTION app_agency() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN current_setting('app.actor', true) ~ '^agency:[0-9]+$'
    THEN substr(current_setting('app.actor', true), 8)::bigint END
$$;
"""

# The address itself is the key: whoever has it learns which referral it opens, and nothing more.
FIND = """
CREATE FUNCTION find_link(wanted bytea) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
  SELECT referral_id FROM referrals_link WHERE token_index = wanted
$$;
"""

MINE = """
CREATE FUNCTION addressed_to_me() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
  SELECT array_agg(a.inside_id) FROM referrals_addressee a JOIN schools_user u ON u.id = a.user_id
  WHERE a.user_id = app_uid() AND u.is_active
$$;
"""

# Who is told what happened to a letter: counselors and heads of the school, who drafted it; nobody who is shut out.
PEOPLE = """
CREATE FUNCTION people_of_referral(referral bigint) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE r referrals_referral;
BEGIN
  SELECT * INTO r FROM referrals_referral WHERE id = referral;
  IF r.id IS NULL OR NOT (app_is_system() OR app_agency() IS NOT DISTINCT FROM r.id
     OR r.school_id = ANY (COALESCE(care_schools(), '{}'))) THEN RETURN; END IF;
  RETURN QUERY SELECT u.id FROM schools_user u WHERE u.is_active
    AND NOT EXISTS (SELECT FROM students_exclusion e WHERE e.student_id = r.student_id AND e.user_id = u.id)
    AND EXISTS (SELECT FROM schools_appointment a WHERE a.user_id = u.id AND a.school_id = r.school_id
                AND app_today() BETWEEN a.from_on AND a.until_on
                AND (a.role IN ('counselor', 'head') OR u.id = r.drafted_by_id));
END $$;
"""

# What somebody without a desk at the school did: a line on the case, which is no longer silent.
TOLD = """
CREATE FUNCTION case_is_told(about bigint, what text, words text, address text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE c cases_case;
BEGIN
  SELECT * INTO c FROM cases_case WHERE id = about FOR UPDATE;
  IF c.id IS NULL OR NOT (
       EXISTS (SELECT FROM referrals_referral r WHERE r.id = app_agency() AND r.case_id = c.id)
    OR EXISTS (SELECT FROM referrals_inside i WHERE i.id = ANY (COALESCE(addressed_to_me(), '{}')) AND i.case_id = c.id))
  THEN
    RAISE EXCEPTION 'nothing of this case was sent to you' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO cases_event (case_id, student_id, school_id, kind, by_id, at, text, url, is_self_approved)
  VALUES (c.id, c.student_id, c.school_id, what, app_uid(), clock_timestamp(), left(words, 300), left(address, 200), false);
  UPDATE cases_case SET touched_at = clock_timestamp() WHERE id = c.id;
END $$;
"""

# The number of an internal referral, counted behind the wall as that of a letter (0005).
NUMBER = """
CREATE FUNCTION next_inside_number(in_school bigint, in_year integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF NOT in_school = ANY (care_schools()) THEN
    RAISE EXCEPTION 'not a school of the acting person' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('inside number'), in_school::integer);
  RETURN (SELECT COALESCE(max(number), 0) + 1 FROM referrals_inside WHERE school_id = in_school AND year = in_year);
END $$;
"""

# What was opened for it ends with the referral, whoever ends it.
SHARES_END = """
CREATE FUNCTION shares_end_with_referral() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE students_share SET ended_at = clock_timestamp()
  WHERE ended_at IS NULL AND id IN (SELECT share_id FROM referrals_addressee WHERE inside_id = NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER shares_end AFTER UPDATE OF state ON referrals_inside FOR EACH ROW
  WHEN (NEW.state NOT IN ('pending', 'accepted') AND OLD.state IN ('pending', 'accepted'))
  EXECUTE FUNCTION shares_end_with_referral();
"""

FIGURES = """
ALTER TABLE referrals_waitingcount ENABLE ROW LEVEL SECURITY;
CREATE POLICY figures ON referrals_waitingcount FOR SELECT USING (school_id = ANY ((SELECT figure_schools())::bigint[]));
CREATE POLICY wall ON referrals_waitingcount USING ((SELECT app_is_system()));
"""

# Told by nobody of ours: the notice names no child, and only its reader sees it.
NOTICES = """
CREATE POLICY told_by_agency ON schools_notice FOR INSERT
  WITH CHECK ((SELECT app_agency()) IS NOT NULL AND made_by_id IS NULL);
"""

# A side exit helps nobody: the child may need care again, and may move (see 0006, 0007).
CASES_AND_NOTES = """
  SELECT student_id FROM cases_case WHERE state <> 'closed'
  UNION
  SELECT student_id FROM cases_note WHERE written_at >= (app_today() - 45)::timestamp AT TIME ZONE 'Asia/Bangkok'
"""
ENDED = "('closed', 'declined', 'expired', 'revoked')"
VIEW = "CREATE OR REPLACE VIEW cases_in_care WITH (security_invoker = true) AS"
REFERRALS = "UNION SELECT student_id FROM referrals_referral WHERE state"
WAITS = """
CREATE OR REPLACE FUNCTION transfer_waits_for_referrals() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM referrals_referral WHERE student_id = NEW.student_id AND school_id = NEW.from_school_id
             AND state NOT IN ('closed', 'declined', 'expired', 'revoked'))
  OR EXISTS (SELECT 1 FROM referrals_inside
             WHERE student_id = NEW.student_id AND school_id = NEW.from_school_id AND state IN ('pending', 'accepted'))
  THEN
    RAISE EXCEPTION 'something about this child is not settled' USING ERRCODE = 'CARE1';
  END IF;
  RETURN NULL;
END $$;
"""

SHUT_OUT = "student_id = ANY (COALESCE((SELECT care_excluded())::bigint[], '{}'))"
SHARED = "student_id = ANY ((SELECT care_shared())::bigint[])"


def lettered(table: str, referral: str) -> list[migrations.RunSQL]:
    """Rows of a letter: the school's, a share's to read, and the agency's own."""
    agency = f"{referral} = (SELECT app_agency())"
    again = migrations.RunSQL(f"DROP POLICY IF EXISTS wall ON {table};", migrations.RunSQL.noop)
    rule = policy(
        table,
        using=f"(({OURS} OR {SHARED}) AND NOT {SHUT_OUT}) OR {agency}",
        check=f"({OURS} AND NOT {SHUT_OUT}) OR {agency}",
    )
    return [again, rule]


ADDRESSED = "id = ANY ((SELECT addressed_to_me())::bigint[])"
OWN_REPLY = "(SELECT app_agency()) IS NOT NULL AND reply_id IN (SELECT id FROM referrals_reply)"


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0008_the_network_links_and_what_follows"),
        ("schools", "0009_letterheads_and_notices_of_referrals"),
        ("cases", "0022_a_case_is_shared_or_handed_over"),
    ]
    operations = [
        migrations.RunSQL(AGENCY, "DROP FUNCTION app_agency()"),
        migrations.RunSQL(FIND, "DROP FUNCTION find_link(bytea)"),
        migrations.RunSQL(MINE, "DROP FUNCTION addressed_to_me()"),
        migrations.RunSQL(PEOPLE, "DROP FUNCTION people_of_referral(bigint)"),
        migrations.RunSQL(TOLD, "DROP FUNCTION case_is_told(bigint, text, text, text)"),
        migrations.RunSQL(NUMBER, "DROP FUNCTION next_inside_number(bigint, integer)"),
        migrations.RunSQL(
            SHARES_END, "DROP TRIGGER shares_end ON referrals_inside; DROP FUNCTION shares_end_with_referral();"
        ),
        *lettered("referrals_referral", "id"),
        *lettered("referrals_reply", "referral_id"),
        *lettered("referrals_link", "referral_id"),
        policy(
            "referrals_attachment",
            using=f"(({OURS} OR {SHARED}) AND NOT {SHUT_OUT}) OR ({OWN_REPLY})",
            check=f"({OURS} AND NOT {SHUT_OUT}) OR ({OWN_REPLY})",
        ),
        policy(
            "referrals_inside",
            using=f"({OURS} OR {ADDRESSED}) AND NOT {SHUT_OUT}",
            check=f"({OURS} OR {ADDRESSED}) AND NOT {SHUT_OUT}",
        ),
        policy(
            "referrals_addressee",
            using=f"({OURS} OR user_id = (SELECT app_uid())) AND NOT {SHUT_OUT}",
            check=f"({OURS} OR user_id = (SELECT app_uid())) AND NOT {SHUT_OUT}",
        ),
        walled("referrals_reminder"),
        walled("referrals_followup"),
        *(
            journaled(f"referrals_{table}")
            for table in ("link", "attachment", "inside", "addressee", "reminder", "followup")
        ),
        *(journaled(f"referrals_{table}", school="", student="") for table in ("contact", "network", "paper")),
        journaled("referrals_agreement", student=""),
        migrations.RunSQL(FIGURES, migrations.RunSQL.noop),
        migrations.RunSQL(NOTICES, "DROP POLICY told_by_agency ON schools_notice"),
        migrations.RunSQL(
            f"{VIEW} {CASES_AND_NOTES} {REFERRALS} NOT IN {ENDED}", f"{VIEW} {CASES_AND_NOTES} {REFERRALS} <> 'closed'"
        ),
        migrations.RunSQL(WAITS, migrations.RunSQL.noop),
    ]
