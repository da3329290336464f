"""A draft of minutes holds what was decided until it becomes tasks; finished minutes stay as they are."""

from django.db import migrations, models

STAY = """
CREATE FUNCTION minutes_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'finished minutes are never changed'; END $$;
CREATE TRIGGER minutes_stay BEFORE UPDATE OR DELETE ON cases_conference FOR EACH ROW
  WHEN (OLD.state = 'done') EXECUTE FUNCTION minutes_stay();
"""
STAY_BACK = "DROP TRIGGER minutes_stay ON cases_conference; DROP FUNCTION minutes_stay();"


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_nobody_closes_what_she_asked_for")]
    operations = [
        migrations.AddField("conference", "decided", models.JSONField("ข้อตกลง", default=list, blank=True)),
        migrations.RunSQL(STAY, STAY_BACK),
    ]
