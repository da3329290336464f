"""Whether somebody at home is suspected of hurting a child: then her parents are not rung first."""

from django.db import connection
from django.db.models import BooleanField, Func

from students.models import Student


def is_home_suspected(student: Student) -> bool:
    """Any alert that nobody has settled, or record of a later step that is still open, says so.

    Asked of the database's own function: who asks may not know of the record. False for a child who is not hers to see.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT home_suspected(%s)", [student.pk])
        return bool(cursor.fetchone()[0])


def home_suspected(student: str) -> Func:
    """The same for rows about children, in the statement that reads them. `student`: the rows' own foreign key."""
    return Func(student, function="home_suspected", output_field=BooleanField())
