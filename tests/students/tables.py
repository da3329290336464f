"""What a class table's form sends, and rows of it."""

from decimal import Decimal

from students.class_table.columns import TABLES, Kind
from students.models import Measure, MonthAttendance, TermResult, Welfare
from tests.make import now


def form(child, kind, *, was=None, **cells):
    """The fields of one child's line; `was` is what stood in the cells when the page was made."""
    columns = [column.name for column in TABLES[Kind(kind)].cells]
    sent = {f"{child.public_id}-{name}": str(cells.get(name, "")) for name in columns}
    return {**sent, f"{child.public_id}-was": "|".join((was or {}).get(name, "") for name in columns)}


def _about(child, by):
    return {"student": child, "school": child.school, "recorded_by": by, "recorded_at": now()}


def result(child, *, by, year=2568, term=1, **more):
    more = {name: Decimal(value) if name in ("gpa", "gpax") else value for name, value in more.items()}
    return TermResult.objects.create(**_about(child, by), classroom=child.classroom, year=year, term=term, **more)


def attendance(child, month, *, by, days=20, **more):
    return MonthAttendance.objects.create(
        **_about(child, by), classroom=child.classroom, month=month, school_days=days, **more
    )


def measure(child, *, by, on, year=2568, term=1, weight=None, height=None):
    return Measure.objects.create(
        **_about(child, by), year=year, term=term, measured_on=on, weight=weight, height=height
    )


def welfare(child, *, by, on, year=2568, term=1, result="poor"):
    return Welfare.objects.create(**_about(child, by), year=year, term=term, known_on=on, result=result)
