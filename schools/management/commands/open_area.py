"""Open a real area: its office, this academic year, and the one account that makes all the others."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from journal.context import acting
from schools import actions, calendar, codes
from schools.models import Area, User
from schools.roster import USERNAME
from schools.thai import clean


class Command(BaseCommand):
    help = "Open a real area and print the one-time code of its first admin (as the owner role)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the area's name, e.g. สพป.ตัวอย่าง เขต 1")
        parser.add_argument("--admin", required=True, help="the username of its first admin")
        parser.add_argument(
            "--address", default="", help="where people open the system, e.g. https://care.example.go.th"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        name, admin = clean(options["name"])[:200], options["admin"].lower()
        self.refuse(name, admin)
        with acting(system="open_area"):
            person = actions.open_area(name=name, admin=admin)
            code = actions.make_code(person, by=None)
        call_command("load_reference", stdout=self.stdout)
        until = calendar.format_moment(timezone.localtime() + codes.LIFE)
        self.stdout.write(
            f"\nเปิด{name}แล้ว / The area is open.\n"
            f"  เข้าที่ / open      {self.address(options['address'])}{reverse('schools:use_code')}\n"
            f"  ชื่อผู้ใช้ / username  {person.username}\n"
            f"  รหัส / code        {codes.spoken(code)}\n"
            f"  ใช้ได้ครั้งเดียว ถึง {until} / works once, for 72 hours"
        )

    def refuse(self, name: str, admin: str) -> None:
        if settings.DEMO or Area.objects.filter(is_demo=True).exists():
            raise CommandError("this is the demo, or its database: a real area starts with DEMO=0 in an empty database")
        if not name:
            raise CommandError("the area needs a name")
        if not USERNAME.fullmatch(admin):
            raise CommandError("--admin: 3 to 30 of a-z 0-9 . _ -, beginning with a letter or a number")
        if Area.objects.filter(name=name).exists():
            raise CommandError(f"{name} is open already")
        if User.objects.filter(username__iexact=admin).exists():
            raise CommandError(f"the username {admin} is taken")

    def address(self, given: str) -> str:
        """What was said, else the first trusted origin of the settings, else this machine."""
        return (given or next(iter(settings.CSRF_TRUSTED_ORIGINS), "http://localhost:8000")).rstrip("/")
