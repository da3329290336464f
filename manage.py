#!/usr/bin/env python3
"""Django's door at the terminal; commands that change tables or tell of all schools enter as their owner."""

import os
import sys

from django.core.management import execute_from_command_line

# Everything else, `runserver` and the worker above all, runs as the application, whom the walls hold.
AS_OWNER = {
    "createcachetable",
    "load_demo",
    "load_reference",
    "makemigrations",
    "migrate",
    "open_area",
    "recount",
    "showmigrations",
    "sqlmigrate",
    "verify_journal",
}


def role(arguments: list[str]) -> str:
    """The database role for one command line: "owner" or "app"."""
    words = arguments[1:3]
    return "owner" if words[:1] and words[0] in AS_OWNER or words == ["procrastinate", "schema"] else "app"


def main() -> None:
    """Choose the role, then hand over to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studentcare.settings")
    os.environ.setdefault("STUDENTCARE_ROLE", role(sys.argv))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
