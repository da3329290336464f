"""The worker's door: before it takes a job it refuses what the web refuses (studentcare/wsgi.py)."""

from typing import Any

from django.db import connections
from procrastinate.contrib.django.management.commands import procrastinate

from journal.checks import refuse_privileges
from schools.checks import refuse_mixture


class Command(procrastinate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        if options["command"] == "worker":
            refuse_privileges()
            refuse_mixture()
            connections.close_all()
        super().handle(*args, **options)
