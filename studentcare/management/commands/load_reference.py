"""Load the reference data of fixtures/. May be run again at any time: deploy and demo both do."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from screening.instruments.parsing import Refused
from studentcare.reference import load_all


class Command(BaseCommand):
    help = "Load criteria, instruments, agency types and holidays from fixtures/ (as the owner role)."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_all(settings.BASE_DIR / "fixtures")
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        for name, count in loaded.items():
            self.stdout.write(f"{name}: {count}")
