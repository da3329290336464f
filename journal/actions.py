"""The one way to write an act or a look into the journal."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import connection, models

from journal.models import Verb

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def record(
    verb: Verb,
    about: models.Model,
    *,
    by: "AbstractBaseUser | None",
    students: Iterable[int] | None = None,
    **detail: Any,
) -> None:
    """Write that `verb` was done to `about`. The actor is the context's: a `by` who is not acting is an error.

    The school and the child are read from `about` where it has them; `students` names more children. `detail`
    holds short facts (a page, an outcome, a count), never what was typed about a child.
    """
    line(
        verb,
        about._meta.label,
        about.pk,
        by=by,
        school=_school_of(about),
        students=_students_of(about) if students is None else students,
        **detail,
    )


def line(
    verb: Verb,
    about: str,
    about_id: int | None = None,
    *,
    by: "AbstractBaseUser | None",
    school: int | None = None,
    students: Iterable[int] = (),
    **detail: Any,
) -> None:
    """The same for what is no row: a route refused, a search."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT journal_write(%s, %s, %s, %s, %s, %s, %s::jsonb)",
            [
                verb.value,
                about,
                about_id,
                school,
                sorted(students),
                by.pk if by is not None else None,
                json.dumps(detail, ensure_ascii=False, default=str),
            ],
        )


def _school_of(about: models.Model) -> int | None:
    school: int | None = about.pk if about._meta.label == "schools.School" else getattr(about, "school_id", None)
    return school


def _students_of(about: models.Model) -> list[int]:
    student = about.pk if about._meta.label == "students.Student" else getattr(about, "student_id", None)
    return [student] if student else []
