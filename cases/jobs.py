"""What the worker does by itself: what nobody has passed on or taken in time comes before the heads."""

from procrastinate.contrib.django import app

from cases.actions.passing import escalate_passings
from cases.actions.protection import escalate_protections
from journal.context import acting


@app.periodic(cron="*/10 * * * *")
@app.task(name="cases.escalate", queueing_lock="cases.escalate")
def escalate(timestamp: int) -> None:
    """A record of protection that was told to no authority in time (security.md row 34)."""
    with acting(system="escalate"):
        escalate_protections()


@app.periodic(cron="30 0 * * *")  # 07:30 in Bangkok; the worker's clock is UTC
@app.task(name="cases.escalate_untaken", queueing_lock="cases.escalate_untaken")
def escalate_untaken(timestamp: int) -> None:
    """A case that came with its child and that nobody has taken in three working days."""
    with acting(system="escalate"):
        escalate_passings()
