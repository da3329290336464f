"""What the worker does for screening: a whole area's จิตใจ (SDQ) follows another informant or norm set."""

from procrastinate.contrib.django import app

from journal.context import acting
from screening import minds
from screening.models import Round


@app.task(name=minds.FOLLOW_ALL)
def follow_minds(round_id: int) -> None:
    """Nobody who changes an area's round may see the children, so the system does it."""
    with acting(system="follow_minds"):
        minds.follow_all(Round.objects.select_related("criteria").get(pk=round_id))
