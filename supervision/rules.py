"""Who reads which figures. Area and group people get numbers of schools, heads and counselors their own school's."""

from schools.models import Area, QualityGroup, User

OWN_SCHOOL = ("head", "counselor")


def may_see_area(user: User, area: Area) -> bool:
    return area.pk in user.rights.areas_as("area_officer")


def may_see_group(user: User, group: QualityGroup) -> bool:
    return group.pk in user.rights.groups or group.area_id in user.rights.areas_as("area_officer")
