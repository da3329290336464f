"""The second wall and the journal's triggers around referrals and replies."""

from django.db import migrations

from journal.walls import journaled, walled


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_links"), ("cases", "0003_walls")]
    operations = [
        walled("referrals_referral"),
        walled("referrals_reply"),
        journaled("referrals_referral"),
        journaled("referrals_reply"),
    ]
