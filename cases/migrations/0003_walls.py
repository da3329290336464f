"""The second wall and the journal's triggers around cases and all that is written in them."""

from django.db import migrations

from journal.walls import journaled, walled

TABLES = ["case", "event", "task", "note"]

NOTES_STAY = """
CREATE FUNCTION notes_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a note is never changed: write a correction'; END $$;
CREATE TRIGGER notes_stay BEFORE UPDATE OR DELETE ON cases_note FOR EACH ROW EXECUTE FUNCTION notes_stay();
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_links"), ("screening", "0002_walls")]
    operations = [
        *(walled(f"cases_{table}") for table in TABLES),
        *(journaled(f"cases_{table}") for table in TABLES),
        migrations.RunSQL(NOTES_STAY, "DROP TRIGGER notes_stay ON cases_note; DROP FUNCTION notes_stay();"),
    ]
