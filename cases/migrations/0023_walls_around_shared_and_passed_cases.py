"""A shared case is its school's; a passed one is a header there and a packet at the school the child has gone to."""

from django.db import migrations

from journal.walls import journaled, policy, walled

SHUT_OUT = "student_id = ANY (COALESCE((SELECT care_excluded())::bigint[], '{}'))"
HERE = "from_school_id = ANY ((SELECT care_schools())::bigint[])"
THERE = "to_school_id = ANY ((SELECT care_schools())::bigint[]) AND state IN ('passed', 'taken')"


class Migration(migrations.Migration):
    dependencies = [("cases", "0022_a_case_is_shared_or_handed_over")]
    operations = [
        walled("cases_sharedcase"),
        journaled("cases_sharedcase"),
        policy(
            "cases_passing",
            using=f"({HERE} OR ({THERE})) AND NOT {SHUT_OUT}",
            check=f"({HERE} OR ({THERE})) AND NOT {SHUT_OUT}",
        ),
        journaled("cases_passing", school="from_school_id"),
    ]
