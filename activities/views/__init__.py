"""Pages of step 3: activities and who took part, groups, meetings with parents, what was seen."""

from activities.views.conduct import add_rule, conduct_rules, edit_rule, fill_rules, move_rule, retire_rule
from activities.views.observations import (
    cancel_observation,
    class_observations,
    class_observations_xlsx,
    observations_of,
    observe,
)

__all__ = [
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
