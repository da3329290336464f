"""D2 ระเบียนนักเรียนรายบุคคล (ux.md §3.2): one child on two sheets, and only what its reader may read."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

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
CUT = 64  # characters of a value that are printed; what is vital is printed whole
WIDE = 80  # characters of a line across the sheet
LABEL = 28  # characters of a label, on two lines
COLUMN = 35  # printed lines of one of the two columns of the first sheet
OWN = (("strengths", 160), ("interests", 100), ("own_words", 100))  # characters of her own words
TITLE = 60  # characters of a case's title, of a task's text
MORE = Fact("", "มีต่อในระบบ")

Part = tuple[Facts, list[Fact]]


def record(user: User, *, sid: str, full: bool = False) -> Pdf:
    """Never a note of a case; the sensitive aspects only on the full one, to who keeps the child."""
    children = Student.objects.visible_to(user).select_related("school__area", "classroom__school")
    child = children.get(public_id=sid)
    today = timezone.localdate()
    known = Known.of(user, child, today)
    is_full = full and rules.may_print_full_record(user, child)
    cases = Case.objects.visible_to(user).filter(student=child).select_related("owner").order_by("-opened_at")
    tasks = Task.objects.visible_to(user).undone().filter(student=child, case__in=cases.open()).in_order()
    sections = facts_of(user, child, known)
    vital = [(section.source, fact) for section in sections for fact in section.lines if fact.is_vital]
    columns, left_out = in_columns(sections, COLUMN - sum(2 + len(fact.value) // WIDE for _, fact in vital))
    met = [visit for visit in known.visits if visit.way != Visit.Way.NOT_DONE]
    context = {
        "student": child,
        "on": today,
        "vital": [fact for _, fact in vital],
        "vital_source": vital[0][0] if vital else "",
        "columns": columns,
        "left_out": left_out,
        "own_is_cut": any(len(getattr(child, name)) > most for name, most in OWN),
        "table": table_of(user, child, rows_of(user, child), full=is_full),
        "visits": met[:VISITS],
        "more_visits": len(met) > VISITS,
        **shortened("cases", cases, CASES, "title"),
        **shortened("tasks", tasks, TASKS, "text"),
        "teacher": homeroom_of(child, today).first() if child.classroom else None,
        "full": is_full,
    }
    return Pdf("studentcare/pdf/record.html", context, f"ระเบียนนักเรียนรายบุคคล {child.short_name}")


def height(fact: Fact) -> int:
    """Printed lines: the value's or the label's, whichever is longer."""
    return 1 + max(len(fact.value[:CUT] + fact.hint) // WIDTH, len(fact.label[:LABEL]) // (LABEL // 2))


def shortened(name: str, rows: Iterable[Any], most: int, text: str) -> dict[str, Any]:
    """The first rows, and whether the system holds more than is printed of them."""
    found = list(islice(rows, most + 1))
    is_more = len(found) > most or any(len(getattr(row, text)) > TITLE for row in found[:most])
    return {name: found[:most], f"more_{name}": is_more}


def in_columns(sections: Sequence[Facts], room: int) -> tuple[tuple[list[Part], list[Part]], list[str]]:
    """Left and right of the first sheet, `room` lines each; the titles of what has no room there.

    What does not fit is left to the page on the screen (ux.md: two sheets), and the sheet says so.
    """
    columns: tuple[list[Part], list[Part]] = ([], [])
    left_out = []
    left = [room, room]
    of_columns = [(section, [fact for fact in section.lines if not fact.is_vital]) for section in sections]
    half = sum(2 + sum(map(height, lines[:LINES])) for _, lines in of_columns) / 2
    for section, lines in of_columns:
        side = 0 if left[0] > max(room - half, 4) else 1
        space = left[side] - (3 if section.source else 2)
        kept = fitting(lines, space)
        if kept:
            columns[side].append((section, kept))
            left[side] = space - sum(map(height, kept))
        elif lines:
            left_out.append(section.title)
    return columns, left_out


def fitting(lines: Sequence[Fact], space: int) -> list[Fact]:
    """The lines that fit; the last one says when there is more."""
    kept: list[Fact] = []
    for fact in lines[:LINES]:
        if height(fact) > space - 1:
            break
        kept.append(fact)
        space -= height(fact)
    is_cut = len(kept) < len(lines) or any(len(fact.value) > CUT for fact in kept)
    return [*kept, MORE] if kept and is_cut else kept


def rows_of(user: User, child: Student) -> list[Row]:
    if not rules.may_see_results(user, child):
        return []
    rows = Row.objects.visible_to(user).filter(student=child).select_related("round__year")
    return list(rows.order_by("-round__opens_on", "-round_id"))
