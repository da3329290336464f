"""What somebody was told about a child goes when she is shut out from her: an address is a trace, too."""

from django.db import migrations

# By the owner: a notice is its reader's and its maker's, and who shuts out is neither. The first app that knows
# cases, incidents and protections; addresses hold public ids, eight letters that are given out once.
GO = """
CREATE FUNCTION notices_go_with_the_child() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE told text[] := ARRAY(
    SELECT public_id FROM students_student WHERE id = NEW.student_id
    UNION ALL SELECT public_id FROM students_alert WHERE student_id = NEW.student_id
    UNION ALL SELECT public_id FROM students_emergency WHERE student_id = NEW.student_id
    UNION ALL SELECT public_id FROM students_transfer WHERE student_id = NEW.student_id
    UNION ALL SELECT public_id FROM cases_case WHERE student_id = NEW.student_id
    UNION ALL SELECT public_id FROM cases_protection WHERE student_id = NEW.student_id
    UNION ALL SELECT i.public_id FROM cases_incident i JOIN cases_involved v ON v.incident_id = i.id
              WHERE v.student_id = NEW.student_id);
BEGIN
  DELETE FROM schools_notice WHERE to_user_id = NEW.user_id AND string_to_array(url, '/') && told;
  RETURN NULL;
END $$;
CREATE TRIGGER notices_go AFTER INSERT ON students_exclusion FOR EACH ROW
  EXECUTE FUNCTION notices_go_with_the_child();
"""
GO_BACK = "DROP TRIGGER notices_go ON students_exclusion; DROP FUNCTION notices_go_with_the_child();"


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0016_a_state_has_room_for_its_name"),
        ("schools", "0008_a_draft_is_read_by_its_writer"),
        ("students", "0019_walls_around_who_is_shut_out_and_emergencies"),
    ]
    operations = [migrations.RunSQL(GO, GO_BACK)]
