"""D2 ระเบียนนักเรียนรายบุคคล (ux.md §3.2): one child on two sheets, and only what its reader may read."""

from collections.abc import Sequence

from django.utils import timezone

from cases.models import Case, Task, homeroom_of
from journal.papers import Pdf
from schools.models import User
from screening.models import Row
from studentcare import rules
from studentcare.story.facts import facts_of
from studentcare.story.known import Known
from studentcare.story.lines import Fact, Facts
from studentcare.story.rounds import table_of
from students.models import Student, Visit

LINES = 9  # of a section
VISITS, CASES, TASKS = 3, 4, 5
WIDTH = 32  # characters of a value on one printed line
CUT = 64  # characters of a value that are printed
LABEL = 28  # characters of a label, on two lines
COLUMN = 36  # printed lines of one of the two columns of the first sheet


Part = tuple[Facts, list[Fact]]


def record(user: User, *, sid: str, full: bool = False) -> Pdf:
    """Never a note of a case; the sensitive aspects only on the full one, to who keeps the child."""
    children = Student.objects.visible_to(user).select_related("school__area", "classroom__school")
    child = children.get(public_id=sid)
    today = timezone.localdate()
    known = Known.of(user, child, today)
    is_full = full and rules.may_print_full_record(user, child)
    cases = Case.objects.visible_to(user).filter(student=child).select_related("owner").order_by("-opened_at")
    tasks = Task.objects.visible_to(user).undone().filter(student=child).in_order()
    context = {
        "student": child,
        "on": today,
        "columns": in_columns(facts_of(user, child, known)),
        "table": table_of(user, child, rows_of(user, child), full=is_full),
        "visits": [visit for visit in known.visits if visit.way != Visit.Way.NOT_DONE][:VISITS],
        "cases": cases[:CASES],
        "tasks": tasks[:TASKS],
        "teacher": homeroom_of(child, today).first() if child.classroom else None,
        "full": is_full,
    }
    return Pdf("studentcare/pdf/record.html", context, f"ระเบียนนักเรียนรายบุคคล {child.short_name}")


def height(fact: Fact) -> int:
    """Printed lines: the value's or the label's, whichever is longer."""
    return 1 + max(len(fact.value[:CUT] + fact.hint) // WIDTH, len(fact.label[:LABEL]) // (LABEL // 2))


def in_columns(sections: Sequence[Facts]) -> tuple[list[Part], list[Part]]:
    """Left and right of the first sheet; what does not fit is left to the page on the screen (ux.md: two sheets)."""
    columns: tuple[list[Part], list[Part]] = ([], [])
    left = [COLUMN, COLUMN]
    half = sum(2 + sum(map(height, section.lines[:LINES])) for section in sections) / 2
    for section in sections:
        side = 0 if left[0] > max(COLUMN - half, 4) else 1
        left[side] -= 3 if section.source else 2
        kept = []
        for fact in section.lines[:LINES]:
            left[side] -= height(fact)
            if left[side] < 0:
                break
            kept.append(fact)
        if kept:
            columns[side].append((section, kept))
    return columns


def rows_of(user: User, child: Student) -> list[Row]:
    if not rules.may_see_results(user, child):
        return []
    rows = Row.objects.visible_to(user).filter(student=child).select_related("round__year")
    return list(rows.order_by("-round__opens_on", "-round_id"))
