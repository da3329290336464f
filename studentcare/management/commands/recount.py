"""Compare the kept counts with the rows they count; with --mend, count them again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from journal.context import acting
from screening import figures as screening
from students import figures as students
from supervision import figures as supervision


class Command(BaseCommand):
    help = "Compare counts with rows (as the owner role); --mend writes them anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mend", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        with acting(system="recount"):
            found = [*screening.differences(), *students.differences(), *supervision.differences()]
            for line in found:
                self.stdout.write(line)
            if found and not options["mend"]:
                raise CommandError(f"{len(found)} counts differ from their rows; --mend writes them anew")
            if found:
                screening.rebuild()
                students.rebuild()
                supervision.rebuild()
        self.stdout.write(f"{len(found)} counts mended" if found else "every count equals its rows")
