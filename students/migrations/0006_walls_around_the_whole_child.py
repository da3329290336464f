"""The second wall and the journal's triggers around health, learning, welfare, visits, siblings and moves."""

from django.db import migrations

from journal.walls import OURS, journaled, policy, walled

TABLES = ["health", "measure", "termresult", "monthattendance", "welfare", "visit", "photo", "handover"]

CARE = "ANY ((SELECT care_schools())::bigint[])"
SHUT_OUT = "COALESCE((SELECT care_excluded())::bigint[], '{}')"
SIBLINGS = f"(one_school_id = {CARE} OR other_school_id = {CARE}) AND NOT (one_id = ANY ({SHUT_OUT}) OR other_id = ANY ({SHUT_OUT}))"
BOTH_SIDES = f"(from_school_id = {CARE} OR to_school_id = {CARE}) AND NOT student_id = ANY ({SHUT_OUT})"


class Migration(migrations.Migration):
    dependencies = [("students", "0005_know_the_whole_child")]
    operations = [
        *(walled(f"students_{table}") for table in TABLES),
        *(journaled(f"students_{table}") for table in TABLES),
        policy("students_sibling", using=SIBLINGS, check=SIBLINGS),
        journaled("students_sibling", school="one_school_id", student="one_id"),
        policy("students_transfer", using=BOTH_SIDES, check=BOTH_SIDES),
        journaled("students_transfer", school="from_school_id"),
        policy("students_columnmap", using=OURS, check=OURS),
        journaled("students_campaign", student=""),
        journaled("students_incomelimit", school="", student=""),
    ]
