"""Pages of step 1: one child, the numbers of a room, the import of a file."""

from students.views.checking import check_rows, confirm, errors_xlsx, import_result, undo
from students.views.imports import choose_file, imports, map_columns, template_xlsx
from students.views.learning.child import term_facts
from students.views.learning.pasting import paste_table
from students.views.learning.tables import (
    class_attendance,
    class_measures,
    class_results,
    class_table_xlsx,
    class_welfare,
)
from students.views.numbers import class_numbers
from students.views.profile import health, reveal_id, siblings, tell, unlink_sibling
from students.views.registrar import add_student, edit_student, identify, leave, move_student
from students.views.rolling import confirm_roll_over, roll_over

__all__ = [
    "term_facts",
    "paste_table",
    "class_welfare",
    "class_table_xlsx",
    "class_results",
    "class_measures",
    "class_attendance",
    "add_student",
    "check_rows",
    "choose_file",
    "class_numbers",
    "confirm",
    "confirm_roll_over",
    "edit_student",
    "errors_xlsx",
    "health",
    "identify",
    "import_result",
    "imports",
    "leave",
    "map_columns",
    "move_student",
    "reveal_id",
    "roll_over",
    "siblings",
    "tell",
    "template_xlsx",
    "undo",
    "unlink_sibling",
]
