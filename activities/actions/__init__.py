"""Everything that can happen to what was done with children and what was seen of them."""

from activities.actions.activities import (
    Stale,
    correct_activity,
    record_activity,
    remove_activity,
    restore_activity,
)
from activities.actions.circles import StaleCircle, edit_circle, end_circle, make_circle, set_members
from activities.actions.conduct import add_rule, edit_rule, fill_rules, move_rule, retire_rule
from activities.actions.marks import StaleMarks, mark_participation, seen
from activities.actions.observations import cancel_observation, observe
from activities.actions.pictures import add_picture, open_picture, remove_picture
from activities.actions.tags import add_tag, edit_tag, load_tags, move_tag, retire_tag, revive_tag

__all__ = [
    "Stale",
    "StaleCircle",
    "StaleMarks",
    "add_picture",
    "add_rule",
    "add_tag",
    "cancel_observation",
    "correct_activity",
    "edit_circle",
    "edit_rule",
    "edit_tag",
    "end_circle",
    "fill_rules",
    "load_tags",
    "make_circle",
    "mark_participation",
    "move_rule",
    "move_tag",
    "observe",
    "open_picture",
    "record_activity",
    "remove_activity",
    "remove_picture",
    "restore_activity",
    "retire_rule",
    "retire_tag",
    "revive_tag",
    "seen",
    "set_members",
]
