"""What an import keeps between two pages: the rows of the file and the decisions, sealed to its row."""

import json

from django.conf import settings

from schools.reading import pack, unpack
from schools.sealing import place, seal, unseal
from schools.tables import Cell
from students.choices import Choices
from students.models import Import, TableFile


class Gone(Exception):
    """The file has been deleted, as it is after seven days."""


def seal_rows(run: Import | TableFile, rows: list[list[Cell]]) -> bytes:
    return seal(settings.FIELD_KEYS, pack(rows), at=_place(run, "sealed_file"))


def rows_of(run: Import | TableFile) -> list[list[Cell]]:
    """The rows as they were read.  Raises Gone."""
    if run.sealed_file is None:
        raise Gone
    return unpack(unseal(settings.FIELD_KEYS, run.sealed_file, at=_place(run, "sealed_file")))


def seal_choices(run: Import, choices: Choices) -> bytes:
    kept = json.dumps(choices.as_json(), ensure_ascii=False).encode()
    return seal(settings.FIELD_KEYS, kept, at=_place(run, "sealed_decisions"))


def choices_of(run: Import) -> Choices:
    if run.sealed_decisions is None:
        return Choices()
    opened = unseal(settings.FIELD_KEYS, run.sealed_decisions, at=_place(run, "sealed_decisions"))
    return Choices.from_json(json.loads(opened))


def _place(run: Import | TableFile, column: str) -> str:
    return place(run._meta.db_table, column, run.uid)
