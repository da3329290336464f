"""Advice that became a task stays one task, whoever asks for it again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0010_an_agencys_yes_begins_the_following_up")]
    operations = [
        migrations.AddField(
            model_name="reply",
            name="taken",
            field=models.JSONField(blank=True, db_default=models.Value({}, models.JSONField()), default=dict),
        ),
    ]
