"""`before` is a word of the journal's own trigger."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("students", "0003_rooms_are_counted_by_one_function")]
    operations = [migrations.RenameField("importedchange", "before", "previous")]
