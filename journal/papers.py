"""What leaves the building is written down by the same act that makes it: `disclose` is the only door.

An app's `documents.py` says what a paper holds: functions `(user, **ids) -> Document` that reach rows through
`visible_to(user)`. A bounded document is made at once; a longer one is ordered from a worker in the same
transaction and the answer leads to its page (decisions C12).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from openpyxl import Workbook as Book
from openpyxl.styles import Alignment, Font
from procrastinate.contrib.django import app as jobs

from journal.actions import record
from journal.models import Paper, Verb
from journal.typeset import typeset

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

PDF = "application/pdf"
MAKE_PAPER = "journal.make_paper"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_STARTS = tuple("=+-@|%\t\r")


@dataclass(frozen=True)
class Pdf:
    """A template under `templates/<app>/pdf/` and what it is filled with. `title` names it for people.

    `pictures` are those the template may show by name (`<img src="asset:photo-1">`).
    """

    template: str
    context: dict[str, Any]
    title: str
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Workbook:
    """One sheet: a title, header cells and rows of text and numbers."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str | int | float | None]]
    widths: Sequence[int] = field(default_factory=tuple)


@dataclass(frozen=True)
class Packed:
    """A file that is written already and leaves as it is: a machine-readable copy for another system."""

    content: bytes
    content_type: str
    title: str


Document = Pdf | Workbook | Packed
Build = Callable[..., Document]


def disclose(
    request: HttpRequest,
    build: Build,
    *,
    about: models.Model,
    filename: str,
    at_once: bool = True,
    students: Iterable[int] | None = None,
    kind: str = "",
    **ids: Any,
) -> HttpResponse:
    """Make the document, write the line, hand it out (inline PDF, attached xlsx).

    `ids` are plain values for `build`, so that a worker can call it again. With `at_once=False` (more than 5 pages
    or 60 table rows) the answer is a redirect to the page of the ordered paper. `students` names the children on a
    paper that is about no single one, `kind` says in the line which form of it left ("full", "short").
    """
    user = cast("AbstractBaseUser", request.user)  # the gate lets only signed-in people come here
    told = {"document": filename} | ({"kind": kind} if kind else {})
    record(Verb.DISCLOSED, about, by=user, students=students, **told)
    if not at_once:
        return redirect("journal:paper", order(build, ids, filename=filename, by=user).public_id)
    document = build(user, **ids)
    content, content_type = make(document, by=user)
    return hand_out(content, content_type, filename)


def order(build: Build, ids: dict[str, Any], *, filename: str, by: "AbstractBaseUser") -> Paper:
    """Ask a worker for the document; rolled back together with the request that asks."""
    paper = Paper.objects.create(by_id=by.pk, title=filename, filename=filename, asked_at=timezone.now())
    jobs.configure_task(MAKE_PAPER, allow_unknown=False).defer(
        acting_id=by.pk, paper_id=paper.pk, build=f"{build.__module__}.{build.__name__}", ids=ids
    )
    return paper


def make(document: Document, *, by: "AbstractBaseUser") -> tuple[bytes, str]:
    """(content, content type) of the finished file."""
    if isinstance(document, Workbook):
        return write_sheet(document), XLSX
    if isinstance(document, Packed):
        return document.content, document.content_type
    context = {
        **document.context,
        "document_title": document.title,
        "printed_at": timezone.localtime(),
        "printed_by": by,
        "demo": settings.DEMO,
    }
    return typeset(render_to_string(document.template, context), assets=document.pictures), PDF


def hand_out(content: bytes, content_type: str, filename: str) -> HttpResponse:
    kind = "inline" if content_type == PDF else "attachment"
    headers = {"Content-Disposition": f"{kind}; filename*=UTF-8''{quote(filename)}"}
    return HttpResponse(content, content_type=content_type, headers=headers)


def write_sheet(document: Workbook) -> bytes:
    """An xlsx whose cells are never formulas: text that would start one is quoted (security.md §2.6)."""
    book = Book()
    sheet = book.worksheets[0]
    sheet.title = document.title[:31]
    sheet.append(list(document.header))
    for row in document.rows:
        sheet.append([plain(value) for value in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for column, width in enumerate(document.widths, start=1):
        sheet.column_dimensions[chr(64 + column)].width = width
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    sheet.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def plain(value: str | int | float | None) -> str | int | float | None:
    if isinstance(value, str) and value.lstrip("\ufeff \u00a0\x00\x0b").startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
