"""Pages of step 1: one child, the numbers of a room, the import of a file."""

from students.views.checking import check_rows, confirm, errors_xlsx, import_result, undo
from students.views.imports import choose_file, imports, map_columns, template_xlsx
from students.views.numbers import class_numbers
from students.views.registrar import add_student, edit_student, identify, leave, move_student

__all__ = [
    "add_student",
    "check_rows",
    "choose_file",
    "class_numbers",
    "confirm",
    "edit_student",
    "errors_xlsx",
    "identify",
    "import_result",
    "imports",
    "leave",
    "map_columns",
    "move_student",
    "template_xlsx",
    "undo",
]
