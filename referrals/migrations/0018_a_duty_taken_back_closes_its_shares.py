"""A duty that is taken back, and not only shortened, ends what was opened for it; only the same duty without a gap keeps it."""

from django.db import migrations

# As 0015: a duty taken back (its row goes) ended yesterday.
DUTY = """
CREATE OR REPLACE FUNCTION shares_end_with_duty() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  duty schools_appointment;
  today date := COALESCE(app_today(), (clock_timestamp() AT TIME ZONE 'Asia/Bangkok')::date);
BEGIN
  IF TG_OP = 'DELETE' THEN
    duty := OLD;
    duty.until_on := LEAST(OLD.until_on, today - 1);
  ELSE
    duty := NEW;
  END IF;
  UPDATE students_share s
  SET until_on = GREATEST(s.from_on, LEAST(s.until_on, duty.until_on)),
      ended_at = CASE WHEN duty.until_on < GREATEST(today, s.from_on) THEN clock_timestamp() END
  FROM referrals_addressee a JOIN referrals_inside i ON i.id = a.inside_id
  WHERE a.share_id = s.id AND a.user_id = duty.user_id AND s.ended_at IS NULL
    AND CASE i.to WHEN 'psychologist' THEN duty.role = 'area_psychologist'
                  WHEN 'committee' THEN duty.role IN ('area_officer', 'area_psychologist')
                  ELSE duty.role = i.to AND duty.school_id = i.school_id END
    AND NOT EXISTS (SELECT FROM schools_appointment o WHERE o.user_id = duty.user_id AND o.id <> duty.id
                    AND o.role = duty.role AND o.from_on <= duty.until_on + 1 AND o.until_on > duty.until_on
                    AND (o.school_id = duty.school_id OR o.area_id = duty.area_id));
  RETURN NULL;
END $$;
CREATE TRIGGER shares_end_with_duty_taken_back AFTER DELETE ON schools_appointment FOR EACH ROW
  EXECUTE FUNCTION shares_end_with_duty();
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0017_letters_end_with_their_case")]
    operations = [
        migrations.RunSQL(DUTY, "DROP TRIGGER shares_end_with_duty_taken_back ON schools_appointment;"),
    ]
