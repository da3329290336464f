"""Pages of step 3: activities and who took part, groups, meetings with parents, what was seen."""

from activities.views.activities import activities, activities_xlsx, activity
from activities.views.circles import circle, circles, edit_circle, end_circle, members, new_circle
from activities.views.conduct import add_rule, conduct_rules, edit_rule, fill_rules, move_rule, retire_rule
from activities.views.coverage import class_activities, school_activities
from activities.views.entry import edit_activity, new_activity, remove_activity, restore_activity
from activities.views.marks import marks
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

__all__ = [
    "activities",
    "activities_xlsx",
    "activity",
    "activity_pdf",
    "add_picture",
    "circle",
    "circles",
    "class_activities",
    "edit_activity",
    "edit_circle",
    "edit_tag",
    "end_circle",
    "homerooms_pdf",
    "load_tags",
    "marks",
    "members",
    "new_activity",
    "new_circle",
    "picture",
    "remove_activity",
    "remove_picture",
    "restore_activity",
    "school_activities",
    "tags",
    "add_rule",
    "cancel_observation",
    "class_observations",
    "class_observations_xlsx",
    "conduct_rules",
    "edit_rule",
    "fill_rules",
    "move_rule",
    "observations_of",
    "observe",
    "retire_rule",
]
