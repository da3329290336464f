"""The second wall and the journal's triggers around results and answers; shares of signals are for who sees figures."""

from django.db import migrations

from journal.walls import OURS, journaled, policy, walled

FIGURES = """
ALTER TABLE screening_signalcount ENABLE ROW LEVEL SECURITY;
CREATE POLICY figures ON screening_signalcount FOR SELECT USING (school_id = ANY ((SELECT figure_schools())::bigint[]));
CREATE POLICY wall ON screening_signalcount USING (school_id = ANY ((SELECT care_schools())::bigint[]));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("screening", "0005_instruments_warnings_and_signals"),
        ("students", "0006_walls_around_the_whole_child"),
    ]
    operations = [
        walled("screening_assessment"),
        walled("screening_answersheet"),
        journaled("screening_assessment"),
        journaled("screening_answersheet"),
        policy("screening_signal", using=OURS, check=OURS),
        journaled("screening_signal", student=""),
        journaled("screening_warningrules", student=""),
        journaled("screening_instrument", school="", student=""),
        journaled("screening_wording", school="", student=""),
        migrations.RunSQL(FIGURES, migrations.RunSQL.noop),
    ]
