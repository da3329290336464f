"""Band words that were copied from another system, for a whole room: all of them or none."""

from collections.abc import Sequence

from django.db import transaction

from schools.models import Classroom, User
from screening.actions.assessments import record_assessments
from screening.actions.papers import Entry, Recorded
from screening.models import Instrument, Round


class NotWhole(Exception):
    """Somebody wrote one of these results meanwhile, or a paper cannot hold one: nothing was kept."""

    def __init__(self, done: Recorded) -> None:
        super().__init__(f"{len(done.conflicts)} conflicts, {len(done.refused)} refused")
        self.done = done


@transaction.atomic
def record_bands(
    round_: Round, *, classroom: Classroom, instrument: Instrument, rater: str, entries: Sequence[Entry], by: User
) -> Recorded:
    """Keep results that came without scores. Raises NotWhole and Closed."""
    done = record_assessments(round_, classroom=classroom, instrument=instrument, rater=rater, entries=entries, by=by)
    if done.conflicts or done.refused:
        raise NotWhole(done)
    return done
