"""Work done by the worker, always on somebody's behalf: a job without a person sees no rows (decisions T11)."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from procrastinate.contrib.django import app

from journal.context import acting
from journal.models import Paper
from journal.papers import MAKE_PAPER, make

KEEP = timedelta(days=90)
logger = logging.getLogger(__name__)


def job(name: str) -> Callable[[Callable[..., None]], Any]:
    """A task that requires `acting_id` and runs inside `acting(that person)`, her rights read again."""

    def decorate(function: Callable[..., None]) -> Any:
        def run(*, acting_id: int, **ids: Any) -> None:
            person = get_user_model().objects.get(pk=acting_id, is_active=True)
            with acting(person):
                function(by=person, **ids)

        run.__name__ = function.__name__
        return app.task(name=name)(run)

    return decorate


@job(MAKE_PAPER)
def make_paper(*, by: Any, paper_id: int, build: str, ids: dict[str, Any]) -> None:
    """Fill one ordered paper. Only functions of a `documents` module are called."""
    paper = Paper.objects.select_for_update().get(pk=paper_id)
    if build.split(".")[-2] != "documents":
        raise ValueError(f"{build} is no document")
    try:
        with transaction.atomic():
            paper.content, paper.content_type = make(import_string(build)(by, **ids), by=by)
        paper.state = Paper.State.READY
    except Exception:
        logger.exception("paper %s could not be made", paper_id)
        paper.state = Paper.State.FAILED
    paper.done_at = timezone.now()
    paper.save()


@app.periodic(cron="*/1 * * * *")
@app.task(name="journal.retry_stalled", queueing_lock="journal.retry_stalled")
async def retry_stalled(timestamp: int) -> None:
    """A worker that was killed leaves its job `doing` for ever, unless somebody looks."""
    for stalled in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(stalled)


@app.periodic(cron="30 20 * * *")  # 03:30 in Bangkok; the worker's clock is UTC
@app.task(name="journal.discard_papers", queueing_lock="journal.discard_papers")
def discard_papers(timestamp: int) -> None:
    """Finished papers live 90 days."""
    with acting(system="discard_papers"):
        Paper.objects.filter(asked_at__lt=timezone.now() - KEEP).delete()
