"""When an addressee first opened what was sent to her stands in the journal; no page asked this column."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("referrals", "0020_one_order_of_locks_and_an_agency_writes_no_more_than_its_answer")]
    operations = [migrations.RemoveField(model_name="addressee", name="read_at")]
