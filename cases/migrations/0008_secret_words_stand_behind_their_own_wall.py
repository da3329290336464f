"""What stood in the note of a counselor moves behind a wall of its own; every case learns where it came from.

Apart from the schema: a table with changes waiting for their deferred triggers cannot be altered.
"""

from django.db import migrations

MOVE = """
SELECT set_config('app.actor', 'system:migrate', true);
ALTER TABLE cases_note DISABLE TRIGGER notes_stay;
INSERT INTO cases_words (note_id, student_id, school_id, secrecy, readers, writer_id, text, child_words)
  SELECT id, student_id, school_id, secrecy, '{}', written_by_id, text, '' FROM cases_note WHERE secrecy <> 'team';
UPDATE cases_note SET text = '' WHERE secrecy <> 'team';
UPDATE cases_case c SET
  source = CASE WHEN alert_id IS NOT NULL THEN 'alert' WHEN row_id IS NOT NULL THEN 'screening' ELSE 'teacher' END,
  starts_on = CASE WHEN goal <> '' THEN (accepted_at AT TIME ZONE 'Asia/Bangkok')::date END,
  due_on = CASE WHEN state <> 'closed' THEN LEAST(review_on, (
    SELECT min(due_on) FROM cases_task t WHERE t.case_id = c.id AND t.done_at IS NULL)) END;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE cases_note ENABLE TRIGGER notes_stay;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_from_assessment_to_monitoring")]
    operations = [migrations.RunSQL(MOVE, migrations.RunSQL.noop)]
