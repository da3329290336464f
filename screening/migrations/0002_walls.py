"""The second wall and the journal's triggers around rows and findings; counts are open to those who see figures."""

from django.db import migrations

from journal.walls import OURS, journaled, policy, walled

FIGURES = """
ALTER TABLE screening_count ENABLE ROW LEVEL SECURITY;
CREATE POLICY figures ON screening_count FOR SELECT USING (school_id = ANY ((SELECT figure_schools())::bigint[]));
CREATE POLICY wall ON screening_count USING (school_id = ANY ((SELECT care_schools())::bigint[]));
ALTER TABLE screening_submission ENABLE ROW LEVEL SECURITY;
CREATE POLICY figures ON screening_submission FOR SELECT USING (school_id = ANY ((SELECT figure_schools())::bigint[]));
CREATE POLICY wall ON screening_submission USING (school_id = ANY ((SELECT care_schools())::bigint[]));
"""


class Migration(migrations.Migration):
    dependencies = [("screening", "0001_initial"), ("students", "0002_walls")]
    operations = [
        walled("screening_row"),
        walled("screening_finding"),
        policy("screening_fill", using=OURS, check=OURS),
        journaled("screening_row"),
        journaled("screening_finding"),
        journaled("screening_fill", student=""),
        journaled("screening_submission", student=""),
        migrations.RunSQL(FIGURES, migrations.RunSQL.noop),
    ]
