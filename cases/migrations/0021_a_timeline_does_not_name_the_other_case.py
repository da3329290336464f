"""Whoever is shut out from one child does not read the code of her case on the timeline of another's."""

from django.db import migrations

CLEARED = """
SELECT set_config('app.actor', 'system:migrate', true);
UPDATE cases_event SET text = '' WHERE kind = 'linked' AND text <> '';
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0020_what_its_author_approved_stays_listed")]
    operations = [migrations.RunSQL(CLEARED, migrations.RunSQL.noop)]
