"""Load the demo area. Refuses a database that holds a real one."""

import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from journal.context import acting
from schools.models import Area
from studentcare.demo.load import load


class Command(BaseCommand):
    help = "Load the invented demo area, its dates counted back from today (as the owner role)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--today", type=datetime.date.fromisoformat, default=None, help="YYYY-MM-DD, ค.ศ.")
        parser.add_argument("--seed", type=int, default=2568)

    def handle(self, *args: Any, **options: Any) -> None:
        if Area.objects.filter(is_demo=False).exists():
            raise CommandError("this database holds a real area: the demo is loaded into a database of its own")
        if Area.objects.exists():
            self.stdout.write("the demo area is already here")
            return
        with acting(system="demo"):
            told = load(today=options["today"] or timezone.localdate(), seed=options["seed"])
        self.stdout.write(told)
