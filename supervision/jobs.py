"""What the worker does by itself: who is cared for depends on the day, so every school is counted when one begins."""

from procrastinate.contrib.django import app

from journal.context import acting
from supervision import figures


@app.periodic(cron="1 * * * *")
@app.task(name="supervision.recount", queueing_lock="supervision.recount")
def recount(timestamp: int) -> None:
    """Once an hour, since a machine may sleep through midnight; counted already today is left alone.

    Until it has run, whoever opens a page of figures waits for the counting.
    """
    with acting(system="recount"):
        figures.recount()
