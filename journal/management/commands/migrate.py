"""Django's migrate, and then what the application role may do to each table."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from journal import grants


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        grants.apply(connections[options["database"]])
