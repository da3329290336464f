"""What must always hold, now that the rows say so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_secret_words_stand_behind_their_own_wall")]
    operations = [
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("secrecy", "team"),
                        models.Q(
                            models.Q(("text", ""), _negated=True),
                            models.Q(("child_words", ""), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    models.Q(models.Q(("secrecy", "team"), _negated=True), ("child_words", ""), ("text", "")),
                    _connector="OR",
                ),
                name="a_note_of_the_team_says_something_and_no_other_does",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                models.F("student"),
                models.F("aspects"),
                condition=models.Q(("state", "closed"), _negated=True),
                name="one_open_case_per_child_and_concern",
            ),
        ),
    ]
