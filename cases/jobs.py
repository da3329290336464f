"""What the worker does by itself: danger that nobody has passed on comes before the heads and the area."""

from procrastinate.contrib.django import app

from cases.actions.protection import escalate_protections
from journal.context import acting


@app.periodic(cron="*/10 * * * *")
@app.task(name="cases.escalate", queueing_lock="cases.escalate")
def escalate(timestamp: int) -> None:
    """A record of protection that was told to no authority in time (security.md row 34)."""
    with acting(system="escalate"):
        escalate_protections()
