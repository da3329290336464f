"""`plan_review` has eleven letters. The view over the column is put away and back as it stands."""

from django.db import migrations, models

WIDER = """
DO $$
DECLARE told text := pg_get_viewdef('cases_in_care'::regclass);
BEGIN
  DROP VIEW cases_in_care;
  ALTER TABLE cases_case ALTER COLUMN state TYPE varchar(12);
  EXECUTE 'CREATE VIEW cases_in_care WITH (security_invoker = true) AS ' || told;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_a_draft_of_minutes_holds_its_decisions")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(WIDER, migrations.RunSQL.noop)],
            state_operations=[
                migrations.AlterField(
                    model_name="case",
                    name="state",
                    field=models.CharField(
                        choices=[
                            ("intake", "รับเรื่อง"),
                            ("assessment", "ประเมิน"),
                            ("plan_review", "แผนรออนุมัติ"),
                            ("helping", "กำลังช่วยเหลือ"),
                            ("monitoring", "ติดตาม"),
                            ("closed", "ปิด"),
                        ],
                        default="intake",
                        max_length=12,
                    ),
                )
            ],
        )
    ]
