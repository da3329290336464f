"""Ordered papers: only who asked."""

from django.utils import timezone

from journal.models import Paper
from tests.access.route import Route, Who


def build(world):
    world.paper = Paper.objects.create(
        by=world.kanplu,
        title="สรุปเขต",
        filename="area.csv",
        content="เขต,เด็ก".encode(),
        content_type="text/csv",
        state=Paper.State.READY,
        asked_at=timezone.now(),
        done_at=timezone.now(),
    )


def of_paper(world):
    return {"pid": world.paper.public_id}


ROUTES = {
    "journal:paper": Route(get=Who(may="kanplu"), kwargs=of_paper),
    "journal:paper_file": Route(get=Who(may="kanplu"), kwargs=of_paper),
}
