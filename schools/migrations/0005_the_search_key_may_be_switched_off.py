from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("schools", "0004_a_notice_is_read_by_whom_it_is_for")]
    operations = [
        migrations.AddField(
            model_name="user",
            name="slash_searches",
            field=models.BooleanField(default=True, verbose_name="กด / เพื่อไปที่ช่องค้นหา"),
        ),
    ]
