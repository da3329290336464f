"""A child named in an incident later: what was told of it goes from those who are shut out from her."""

from django.db import migrations

# By the owner, as when she is shut out (0017): who adds the child may not even know of it.
GO = """
CREATE FUNCTION notices_go_with_the_involved() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  DELETE FROM schools_notice n USING students_exclusion x, cases_incident i
  WHERE x.student_id = NEW.student_id AND i.id = NEW.incident_id AND n.to_user_id = x.user_id
    AND string_to_array(n.url, '/') && ARRAY[i.public_id::text];
  RETURN NULL;
END $$;
CREATE TRIGGER notices_go AFTER INSERT ON cases_involved FOR EACH ROW
  EXECUTE FUNCTION notices_go_with_the_involved();
"""
GO_BACK = "DROP TRIGGER notices_go ON cases_involved; DROP FUNCTION notices_go_with_the_involved();"


class Migration(migrations.Migration):
    dependencies = [("cases", "0026_a_timeline_tells_of_internal_referrals")]
    operations = [migrations.RunSQL(GO, GO_BACK)]
