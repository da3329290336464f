"""Load the reference data of fixtures/. May be run again at any time: deploy and demo both do."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from studentcare.reference import load_all


class Command(BaseCommand):
    help = "Load criteria, agency types and holidays from fixtures/ (as the owner role)."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, count in load_all(settings.BASE_DIR / "fixtures").items():
            self.stdout.write(f"{name}: {count}")
