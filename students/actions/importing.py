"""The first steps of an import: the file, its columns, what is decided about its rows."""

import uuid
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from journal.actions import record
from journal.models import Verb
from schools.models import School, User
from schools.tables import Cell
from students.choices import Choices
from students.dmc import layout
from students.kept import rows_of, seal_choices, seal_rows
from students.models import Import


@transaction.atomic
def start_import(school: School, *, filename: str, rows: list[list[Cell]], by: User) -> Import:
    """Keep a file that was read, sealed for seven days, with the columns proposed or remembered from the last one."""
    found = layout.find(rows, remembered(school))
    run = Import(
        uid=uuid.uuid4(),
        school=school,
        by=by,
        at=timezone.now(),
        filename=filename[-200:],
        mapping=_mapping(found, found.columns),
    )
    run.sealed_file = seal_rows(run, rows)
    run.save()
    record(Verb.OPENED, run, by=by)
    return run


def remembered(school: School) -> Mapping[str, str]:
    """Which heading stood for which field in the last file of this school whose columns somebody confirmed."""
    done = Import.objects.filter(school=school).exclude(state=Import.State.CHOSEN)
    last = done.order_by("-at").values_list("mapping", flat=True).first()
    headings: Mapping[str, str] = (last or {}).get("headings", {})
    return headings


@transaction.atomic
def map_columns(run: Import, *, columns: Mapping[str, int], by: User) -> Import:
    """Say which column (from 0) holds which field. A confirmed import is not mapped again."""
    run = _open(run)
    if run.state in (Import.State.CHOSEN, Import.State.MAPPED):
        run.mapping = _mapping(layout.find(rows_of(run)), columns)
        run.state = Import.State.MAPPED
        run.save(update_fields=["mapping", "state"])
        record(Verb.RECORDED, run, by=by, what="columns")
    return run


@transaction.atomic
def decide(run: Import, *, choices: Choices, by: User) -> Import:
    """Keep what was decided about the rows, sealed like the file."""
    run = _open(run)
    if run.state == Import.State.MAPPED:
        run.sealed_decisions = seal_choices(run, choices)
        run.save(update_fields=["sealed_decisions"])
        record(Verb.RECORDED, run, by=by, what="decisions")
    return run


def _open(run: Import) -> Import:
    return Import.objects.select_for_update(of=("self",)).select_related("school").get(pk=run.pk)


def _mapping(found: layout.Layout, columns: Mapping[str, int]) -> dict[str, object]:
    return {"columns": dict(columns), "headings": layout.remember(found.headings, columns)}
