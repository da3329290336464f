"""Pages of step 3: activities and who took part, groups, meetings with parents, what was seen."""

from activities.views.activities import activities, activities_xlsx, activity
from activities.views.circles import circle, circles, edit_circle, end_circle, members, new_circle, reopen_circle
from activities.views.committees import (
    add_parent,
    edit_parent,
    end_parent,
    network,
    network_xlsx,
    parents,
    parents_pdf,
)
from activities.views.conduct import add_rule, conduct_rules, edit_rule, fill_rules, move_rule, retire_rule
from activities.views.coverage import class_activities, school_activities
from activities.views.entry import edit_activity, new_activity, remove_activity, restore_activity
from activities.views.marks import marks
from activities.views.meetings import edit_meeting, meeting, meeting_pdf, meetings, new_meeting, sign_in_pdf
from activities.views.observations import (
    cancel_observation,
    class_observations,
    class_observations_xlsx,
    observations_of,
    observe,
)
from activities.views.papers import activity_pdf, homerooms_pdf
from activities.views.pictures import add_picture, picture, remove_picture
from activities.views.tags import edit_tag, load_tags, tags
from activities.views.white_room import white_room, white_room_pdf

__all__ = [
    "activities",
    "activities_xlsx",
    "activity",
    "activity_pdf",
    "add_parent",
    "add_picture",
    "add_rule",
    "cancel_observation",
    "circle",
    "circles",
    "class_activities",
    "class_observations",
    "class_observations_xlsx",
    "conduct_rules",
    "edit_activity",
    "edit_circle",
    "edit_meeting",
    "edit_parent",
    "edit_rule",
    "edit_tag",
    "end_circle",
    "end_parent",
    "fill_rules",
    "homerooms_pdf",
    "load_tags",
    "marks",
    "meeting",
    "meeting_pdf",
    "meetings",
    "members",
    "move_rule",
    "network",
    "network_xlsx",
    "new_activity",
    "new_circle",
    "new_meeting",
    "observations_of",
    "observe",
    "parents",
    "parents_pdf",
    "picture",
    "remove_activity",
    "remove_picture",
    "reopen_circle",
    "restore_activity",
    "retire_rule",
    "school_activities",
    "sign_in_pdf",
    "tags",
    "white_room",
    "white_room_pdf",
]
