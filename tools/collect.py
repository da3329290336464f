"""Cuts the fonts and gathers the files that pages fetch; started by tools/static.py when something has changed."""

import os
from collections.abc import Iterator

import django
from django.contrib.staticfiles.finders import AppDirectoriesFinder, BaseFinder
from django.core.management import call_command

from tools import fonts, static
from tools.localpg import default_state


def build() -> None:
    """Write <state>/fonts, then STATIC_ROOT."""
    fonts.cut(default_state() / "fonts")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studentcare.settings")
    django.setup()
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=list(unused()))


def unused() -> Iterator[str]:
    """The files of installed packages that no page of ours names."""
    yield from set(files_of(AppDirectoriesFinder())) - static.named()


def files_of(finder: BaseFinder) -> Iterator[str]:
    """The names under which a finder's files are served."""
    for path, storage in finder.list([]):
        prefix = getattr(storage, "prefix", None)
        yield f"{prefix}/{path}" if prefix else path


if __name__ == "__main__":
    build()
