"""Step 3, ส่งเสริมและพัฒนา: what a school does for all its children, who took part, and the good that was seen."""

from activities.models.activity import Activity, Kind, Participation, Picture
from activities.models.circle import Circle, Membership, ParentMember, RoomDuty
from activities.models.observation import ConductRule, Observation
from activities.models.tags import Tag

__all__ = [
    "Activity",
    "Circle",
    "ConductRule",
    "Kind",
    "Membership",
    "Observation",
    "ParentMember",
    "Participation",
    "Picture",
    "RoomDuty",
    "Tag",
]
