"""The computed column จิตใจ (SDQ) is counted beside the aspects, at position 99, in the same key order (T20)."""

from importlib import import_module

from django.db import migrations

BEFORE: str = import_module("screening.migrations.0003_counts_are_written_by_the_owner_of_all_rows").RECOUNT
GROUP = "      SELECT 0, r.final_group WHERE r.is_complete\n"
MIND = "      UNION ALL\n      SELECT 99, r.mind_level WHERE r.mind_level > 0\n"


def replaced(function: str) -> str:
    return function.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)


class Migration(migrations.Migration):
    dependencies = [("screening", "0006_walls_around_results")]
    operations = [migrations.RunSQL(replaced(BEFORE.replace(GROUP, GROUP + MIND, 1)), replaced(BEFORE))]
