"""What the worker does by itself: telling heads of alerts nobody took, and forgetting files after seven days (W13)."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app

from journal.context import acting
from students.actions import escalate_alerts
from students.models import Import, TableFile

KEEP = timedelta(days=7)


@app.periodic(cron="40 20 * * *")  # 03:40 in Bangkok; the worker's clock is UTC
@app.task(name="students.forget_files", queueing_lock="students.forget_files")
def forget_files(timestamp: int) -> None:
    """The file and what was typed about it go; that there was an import, and what it did, stays."""
    with acting(system="forget_files"):
        old = Import.objects.filter(at__lt=timezone.now() - KEEP)
        old.filter(Q(sealed_file__isnull=False) | Q(sealed_decisions__isnull=False)).update(
            sealed_file=None, sealed_decisions=None
        )
        tables = TableFile.objects.filter(at__lt=timezone.now() - KEEP)
        tables.filter(sealed_file__isnull=False).update(sealed_file=None)


@app.periodic(cron="*/10 * * * *")
@app.task(name="students.escalate", queueing_lock="students.escalate")
def escalate(timestamp: int) -> None:
    """An alert that nobody took for four hours comes before the heads (decisions A2)."""
    with acting(system="escalate"):
        escalate_alerts()
