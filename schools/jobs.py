"""What the worker does for everybody's forms: drafts do not stay."""

from procrastinate.contrib.django import app

from journal.context import acting
from schools.actions import purge_drafts


@app.periodic(cron="40 20 * * *")  # 03:40 in Bangkok; the worker's clock is UTC
@app.task(name="schools.purge_drafts", queueing_lock="schools.purge_drafts")
def purge(timestamp: int) -> None:
    """A draft lives 14 days."""
    with acting(system="purge_drafts"):
        purge_drafts()
