"""Follow every chain of the journal and name the first bad row."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from journal.chain import faults
from journal.models import Head, Line


class Command(BaseCommand):
    help = "Check that no line of the journal was changed, removed or put in between (as the owner role)."

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(faults())
        for fault in found:
            self.stderr.write(str(fault))
        if found:
            raise CommandError(f"{len(found)} chains are broken")
        demo = Line.objects.filter(actor="system:demo").count()
        told = f", {demo} of them demo" if demo else ""
        self.stdout.write(f"{Line.objects.count()} lines{told} in {Head.objects.count()} chains: all as sealed")
