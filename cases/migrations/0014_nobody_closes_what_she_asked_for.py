"""Who asked to close an urgent case does not close it, unless the case says so for good."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_a_task_is_put_off")]
    operations = [
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "closed"), _negated=True),
                    ("closing_asked_by", None),
                    ("is_closing_self_approved", True),
                    models.Q(("closed_by", models.F("closing_asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="nobody_closes_what_she_asked_to_close_unnoticed",
            ),
        ),
    ]
