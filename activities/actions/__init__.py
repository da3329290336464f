"""Everything that can happen to what was done with children and what was seen of them."""

from activities.actions.activities import (
    Stale,
    correct_activity,
    record_activity,
    remove_activity,
    restore_activity,
)
from activities.actions.circles import (
    StaleCircle,
    StaleMembers,
    edit_circle,
    end_circle,
    make_circle,
    members_seen,
    reopen_circle,
    set_members,
)
from activities.actions.committees import (
    StaleDuties,
    StaleParent,
    add_parent,
    duties_seen,
    edit_parent,
    end_parent,
    set_duties,
)
from activities.actions.conduct import add_rule, edit_rule, fill_rules, move_rule, retire_rule
from activities.actions.locked import Over
from activities.actions.marks import StaleMarks, mark_participation, seen
from activities.actions.meetings import correct_meeting, record_meeting
from activities.actions.observations import cancel_observation, observe
from activities.actions.pictures import add_picture, open_picture, remove_picture
from activities.actions.tags import add_tag, edit_tag, load_tags, move_tag, retire_tag, revive_tag

__all__ = [
    "Over",
    "Stale",
    "StaleCircle",
    "StaleDuties",
    "StaleMarks",
    "StaleMembers",
    "StaleParent",
    "add_parent",
    "add_picture",
    "add_rule",
    "add_tag",
    "cancel_observation",
    "correct_activity",
    "correct_meeting",
    "duties_seen",
    "edit_circle",
    "edit_parent",
    "edit_rule",
    "edit_tag",
    "end_circle",
    "end_parent",
    "fill_rules",
    "load_tags",
    "make_circle",
    "mark_participation",
    "members_seen",
    "move_rule",
    "move_tag",
    "observe",
    "open_picture",
    "record_activity",
    "record_meeting",
    "remove_activity",
    "remove_picture",
    "restore_activity",
    "retire_rule",
    "retire_tag",
    "revive_tag",
    "seen",
    "set_duties",
    "reopen_circle",
    "set_members",
]
