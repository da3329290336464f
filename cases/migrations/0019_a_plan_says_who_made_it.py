"""A case says who changed its plan last: she does not approve it unnoticed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Until now: by who planned last, of plans that no head has answered yet.
LAST = """
SELECT set_config('app.actor', 'system:migrate', true);
UPDATE cases_case c SET planned_by_id = (
  SELECT e.by_id FROM cases_event e WHERE e.case_id = c.id AND e.kind = 'planned' ORDER BY e.at DESC, e.id DESC LIMIT 1)
WHERE c.goal <> '' AND c.state IN ('assessment', 'plan_review');
SET CONSTRAINTS ALL IMMEDIATE  -- what waits is checked now: the new column's index is made after this
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0018_an_incident_knows_its_own_alert"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            "case",
            "planned_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunSQL(LAST, migrations.RunSQL.noop),
    ]
