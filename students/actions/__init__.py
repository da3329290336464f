"""Everything that can happen to what is known about children."""

from students.actions.alerts import raise_alert, settle_alert
from students.actions.enrolling import enrol, leave, move_room, set_class_numbers
from students.actions.identity import add_student, correct, identify

__all__ = [
    "add_student",
    "correct",
    "enrol",
    "identify",
    "leave",
    "move_room",
    "raise_alert",
    "set_class_numbers",
    "settle_alert",
]
