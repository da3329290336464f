"""The area's psychologist writes notes of the team in a case that is shared with her, while it is.

What she wrote is the school's and stays when her share ends. Nobody else writes by a share, and she writes nothing
else by it: no words for few readers, no correction of another's note, nothing in another case of the child.
"""

from django.db import migrations, models

OPENED = """
CREATE FUNCTION may_note_by_share(about bigint, child bigint, whose bigint, old bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM cases_sharedcase c JOIN students_share s ON s.id = c.share_id
    JOIN cases_case k ON k.id = c.case_id JOIN schools_school o ON o.id = k.school_id
    WHERE c.case_id = about AND k.student_id = child AND k.school_id = whose
      AND s.to_user_id = app_uid() AND s.ended_at IS NULL AND app_today() BETWEEN s.from_on AND s.until_on
      AND EXISTS (SELECT FROM held_roles() r WHERE r.role = 'area_psychologist' AND r.area_id = o.area_id)
      AND NOT child = ANY (COALESCE(care_excluded(), '{}')))
  AND (old IS NULL OR EXISTS (
    SELECT FROM cases_note n WHERE n.id = old AND n.case_id = about AND n.written_by_id = app_uid()))
$$;
"""

WRITTEN = """
CREATE POLICY by_share ON cases_note FOR INSERT WITH CHECK (
  written_by_id = (SELECT app_uid()) AND written_as = 'area_psychologist' AND secrecy = 'team'
  AND may_note_by_share(case_id, student_id, school_id, corrects_id));
"""

# She has no desk at the school: the case stops being silent by this. Returns who looks after it and is to be told.
NOTED = """
CREATE FUNCTION case_is_noted(about bigint, told_at timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE k cases_case;
BEGIN
  SELECT * INTO k FROM cases_case WHERE id = about FOR UPDATE;
  IF k.id IS NULL OR NOT may_note_by_share(k.id, k.student_id, k.school_id, NULL) THEN
    RAISE EXCEPTION 'this case is not shared with you' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE cases_case SET touched_at = greatest(touched_at, least(told_at, clock_timestamp()))
  WHERE id = k.id AND state <> 'closed';
  RETURN (SELECT u.id FROM schools_user u WHERE u.id = k.owner_id AND u.is_active AND NOT EXISTS (
    SELECT FROM students_exclusion e WHERE e.student_id = k.student_id AND e.user_id = u.id));
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0028_a_note_corrected_since_does_not_go_along"),
        ("students", "0026_conduct_points_stand_on_one_row"),
    ]
    operations = [
        migrations.AddField(
            model_name="note",
            name="written_as",
            field=models.CharField(
                blank=True,
                choices=[("area_psychologist", "นักจิตวิทยาโรงเรียนประจำเขต")],
                max_length=20,
                verbose_name="เขียนในฐานะ",
            ),
        ),
        migrations.RunSQL(OPENED, "DROP FUNCTION may_note_by_share(bigint, bigint, bigint, bigint)"),
        migrations.RunSQL(WRITTEN, "DROP POLICY by_share ON cases_note"),
        migrations.RunSQL(NOTED, "DROP FUNCTION case_is_noted(bigint, timestamptz)"),
    ]
