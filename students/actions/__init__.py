"""Everything that can happen to what is known about children."""

from students.actions.alerts import raise_alert, settle_alert
from students.actions.confirming import confirm
from students.actions.enrolling import enrol, leave, move_room, set_class_numbers
from students.actions.identity import add_student, correct, identify
from students.actions.importing import decide, map_columns, remembered, start_import
from students.actions.undoing import can_be_undone, undo

__all__ = [
    "add_student",
    "can_be_undone",
    "confirm",
    "correct",
    "decide",
    "enrol",
    "identify",
    "leave",
    "map_columns",
    "move_room",
    "raise_alert",
    "remembered",
    "set_class_numbers",
    "settle_alert",
    "start_import",
    "undo",
]
