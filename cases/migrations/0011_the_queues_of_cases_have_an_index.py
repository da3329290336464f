"""Silent cases and closings that wait for a head are found without reading every open case."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_walls_around_plans_meetings_and_incidents")]
    operations = [
        migrations.AddIndex(
            "case",
            models.Index(fields=["school", "touched_at"], name="case_open_touched", condition=~Q(state="closed")),
        ),
        migrations.AddIndex(
            "case",
            models.Index(fields=["school"], name="case_asks_to_close", condition=Q(closing_asked_at__isnull=False)),
        ),
    ]
