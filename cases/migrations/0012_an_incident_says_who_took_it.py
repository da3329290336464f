"""Who took an incident and which alert it raised; and a wall that is as narrow as `Incident.visible_to`.

What happened to whom (T3) is closed also to colleagues of the school who neither reported it nor settle it.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from journal.walls import OURS, policy

UID = "(SELECT app_uid())"
SYSTEM = "(SELECT app_is_system())"
HOLDS = "school_id IN (SELECT school_id FROM held_roles() WHERE role IN ({0}))"
KEEPS, DISCIPLINES = HOLDS.format("'counselor', 'head'"), HOLDS.format("'discipline'")
NOT_BARRED = "NOT {0} = ANY ((SELECT incidents_barred())::bigint[])"
NOT_SHUT_OUT = "NOT student_id = ANY (COALESCE((SELECT care_excluded())::bigint[], '{}'))"
OF_AN_INCIDENT = "incident_id IN (SELECT id FROM cases_incident)"  # whose own wall holds here too
READS = f"(reported_by_id = {UID} OR {SYSTEM} OR {KEEPS} OR (\"group\" <> 'right' AND {DISCIPLINES}))"
INCIDENT = f"{OURS} AND {NOT_BARRED.format('id')} AND {READS}"
INVOLVED = f"{OURS} AND {NOT_SHUT_OUT} AND {OF_AN_INCIDENT}"

# As cases.0010 had laid them.
INCIDENT_BEFORE = (
    f"{OURS} AND {NOT_BARRED.format('id')} AND (\"group\" <> 'right' OR reported_by_id = {UID} OR {SYSTEM} OR {KEEPS})"
)
INVOLVED_BEFORE = f"{OURS} AND {NOT_BARRED.format('incident_id')} AND {NOT_SHUT_OUT}"


def dropped(table: str, before: str) -> migrations.RunSQL:
    laid = policy(table, using=before, check=before)
    return migrations.RunSQL(laid.reverse_sql, laid.sql)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0011_the_queues_of_cases_have_an_index"),
        ("students", "0017_emergencies_have_a_wall"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            "incident",
            "alert",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="incidents",
                to="students.alert",
            ),
        ),
        migrations.AddField("incident", "taken_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "incident",
            "taken_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            "incident",
            models.CheckConstraint(
                name="a_taken_incident_says_by_whom",
                condition=models.Q(taken_at=None, taken_by=None)
                | models.Q(taken_at__isnull=False, taken_by__isnull=False),
            ),
        ),
        dropped("cases_incident", INCIDENT_BEFORE),
        policy("cases_incident", using=INCIDENT, check=INCIDENT),
        dropped("cases_involved", INVOLVED_BEFORE),
        policy("cases_involved", using=INVOLVED, check=INVOLVED),
    ]
