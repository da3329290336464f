"""Compare the kept counts with the rows they count; with --mend, count them again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from activities import figures as activities
from journal.context import acting
from screening import figures as screening
from students import figures as students
from supervision import figures as supervision

COUNTED = (screening, students, activities, supervision)


class Command(BaseCommand):
    help = "Compare counts with rows (as the owner role); --mend writes them anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mend", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        with acting(system="recount"):
            found = [line for counts in COUNTED for line in counts.differences()]
            for line in found:
                self.stdout.write(line)
            if found and not options["mend"]:
                raise CommandError(f"{len(found)} counts differ from their rows; --mend writes them anew")
            if found:
                for counts in COUNTED:
                    counts.rebuild()
        self.stdout.write(f"{len(found)} counts mended" if found else "every count equals its rows")
