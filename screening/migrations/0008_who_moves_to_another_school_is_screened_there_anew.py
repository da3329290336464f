"""A child who moves to another school of the area leaves her results where they were made and is screened there anew.

Both schools may hold a row of hers in one round of the area; counted is the one of the school where she is. The rooms
of both schools are counted by the database itself: nobody who acts may count the other school's.
"""

from importlib import import_module

from django.db import migrations, models

BEFORE: str = import_module("screening.migrations.0003_counts_are_written_by_the_owner_of_all_rows").RECOUNT
FOLLOW: str = import_module("screening.migrations.0004_counts_follow_the_child").FOLLOW
MINDS = import_module("screening.migrations.0007_counts_hold_what_sdq_says")

LAST: str = MINDS.replaced(BEFORE.replace(MINDS.GROUP, MINDS.GROUP + MINDS.MIND, 1))
ALL_ROOMS = (
    LAST.replace("screening_recount(", "screening_recount_all(", 1)
    .replace("WHERE c.id = ANY (rooms) AND c.school_id = ANY (care_schools())", "WHERE c.id = ANY (rooms)", 1)
    .replace("s.id = r.student_id\n", "s.id = r.student_id AND s.school_id = r.school_id\n", 1)
    + "REVOKE ALL ON FUNCTION screening_recount_all(bigint, bigint[]) FROM PUBLIC;"
)
OWN_ROOMS = """
CREATE OR REPLACE FUNCTION screening_recount(round bigint, rooms bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM screening_recount_all(
    round, ARRAY(SELECT id FROM schools_classroom WHERE id = ANY (rooms) AND school_id = ANY (care_schools())));
END $$;
"""
FOLLOWED = FOLLOW.partition("CREATE TRIGGER")[0].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)


class Migration(migrations.Migration):
    dependencies = [("screening", "0007_counts_hold_what_sdq_says")]
    operations = [
        migrations.RunSQL(ALL_ROOMS, "DROP FUNCTION screening_recount_all(bigint, bigint[])"),
        migrations.RunSQL(OWN_ROOMS, LAST),
        migrations.RunSQL(FOLLOWED.replace("screening_recount(", "screening_recount_all("), FOLLOWED),
        migrations.RemoveConstraint("row", "one_row_per_child_and_round"),
        migrations.AddConstraint(
            "row",
            models.UniqueConstraint("round", "student", "school", name="one_row_per_child_and_round"),
        ),
        migrations.RemoveConstraint("assessment", "one_result_per_round_and_rater"),
        migrations.AddConstraint(
            "assessment",
            models.UniqueConstraint(
                "round", "student", "school", "code", "rater", name="one_result_per_round_and_rater"
            ),
        ),
    ]
