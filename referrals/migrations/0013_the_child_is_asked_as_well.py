"""A referral keeps what the child herself answered."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0012_links_end_with_their_case"),
    ]

    operations = [
        migrations.AddField(
            model_name="referral",
            name="child_wish",
            field=models.CharField(
                blank=True,
                choices=[
                    ("agrees", "นักเรียนเห็นด้วย"),
                    ("objects", "นักเรียนไม่เห็นด้วย"),
                    ("unasked", "ยังไม่ได้ถาม หรือยังถามไม่ได้"),
                ],
                db_default="",
                default="",
                max_length=8,
                verbose_name="ความเห็นของนักเรียน",
            ),
        ),
    ]
