"""Whom an answer is told to, which advice became a task, and that a share ends with the duty for which it was given."""

from django.db import migrations, models

# Asked also by an addressee of the area, who sees neither the case's owner nor who is shut out from the child.
PEOPLE = """
CREATE FUNCTION people_of_inside(inside_key bigint) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE i referrals_inside;
BEGIN
  SELECT * INTO i FROM referrals_inside WHERE id = inside_key;
  IF i.id IS NULL OR NOT (app_is_system() OR i.school_id = ANY (COALESCE(care_schools(), '{}'))
     OR i.id = ANY (COALESCE(addressed_to_me(), '{}'))) THEN RETURN; END IF;
  RETURN QUERY SELECT u.id FROM schools_user u WHERE u.is_active
    AND (u.id = i.sent_by_id OR u.id = (SELECT c.owner_id FROM cases_case c WHERE c.id = i.case_id)
         OR u.id IN (SELECT a.user_id FROM referrals_addressee a WHERE a.inside_id = i.id))
    AND NOT EXISTS (SELECT FROM students_exclusion e WHERE e.student_id = i.student_id AND e.user_id = u.id);
END $$;
"""

# A nurse who goes to another school takes no child's case with her.
DUTY = """
CREATE FUNCTION shares_end_with_duty() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE students_share s
  SET until_on = GREATEST(s.from_on, LEAST(s.until_on, NEW.until_on)),
      ended_at = CASE WHEN NEW.until_on < GREATEST(app_today(), s.from_on) THEN clock_timestamp() END
  FROM referrals_addressee a JOIN referrals_inside i ON i.id = a.inside_id
  WHERE a.share_id = s.id AND a.user_id = NEW.user_id AND s.ended_at IS NULL
    AND CASE i.to WHEN 'psychologist' THEN NEW.role = 'area_psychologist'
                  WHEN 'committee' THEN NEW.role IN ('area_officer', 'area_psychologist')
                  ELSE NEW.role = i.to AND NEW.school_id = i.school_id END
    AND NOT EXISTS (SELECT FROM schools_appointment o WHERE o.user_id = NEW.user_id AND o.id <> NEW.id
                    AND o.role = NEW.role AND o.until_on > NEW.until_on
                    AND (o.school_id = NEW.school_id OR o.area_id = NEW.area_id));
  RETURN NULL;
END $$;
CREATE TRIGGER shares_end_with_duty AFTER UPDATE OF until_on ON schools_appointment FOR EACH ROW
  WHEN (NEW.until_on < OLD.until_on) EXECUTE FUNCTION shares_end_with_duty();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0014_heads_hear_once_of_late_ones_inside"),
        ("cases", "0026_a_timeline_tells_of_internal_referrals"),
    ]
    operations = [
        migrations.AddField(
            "inside",
            "taken",
            models.JSONField(blank=True, db_default=models.Value({}, models.JSONField()), default=dict),
        ),
        migrations.RunSQL(PEOPLE, "DROP FUNCTION people_of_inside(bigint)"),
        migrations.RunSQL(
            DUTY, "DROP TRIGGER shares_end_with_duty ON schools_appointment; DROP FUNCTION shares_end_with_duty();"
        ),
    ]
