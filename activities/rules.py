"""May this person do this to an activity, a group, a meeting, what was seen of a child?"""

from datetime import datetime, timedelta

from activities.models import Activity, Circle, Kind, Observation, Picture
from schools.models import Area, Classroom, School, User
from students.models import Student

LEADERS = ("homeroom", "level_head", "counselor", "head", "discipline", "nurse")
WHOLE = ("counselor", "head")
WRITER_MAY_REMOVE = timedelta(hours=24)


def keeps_room(user: User, classroom: Classroom) -> bool:
    """Its homeroom teachers and the counselors and heads of its school."""
    return classroom.pk in user.rights.rooms or user.rights.has(*WHOLE, school=classroom.school_id)


def leads_level(user: User, classroom: Classroom) -> bool:
    """The head of a level the room holds: reads, writes nothing."""
    return any(school == classroom.school_id and classroom.holds(level) for school, level in user.rights.levels)


# -- activities -----------------------------------------------------------------------------------------------------


def may_list_activities(user: User) -> bool:
    """Everybody who may lead one; the registrar and who keeps accounts do not."""
    return user.rights.has(*LEADERS)


def may_record_of_school(user: User, school: int) -> bool:
    return user.rights.has(*LEADERS, school=school)


def may_record_of_circle(user: User, circle: Circle) -> bool:
    return circle.ended_at is None and keeps_circle(user, circle)


def may_edit(user: User, activity: Activity) -> bool:
    """Of a room, also its meetings: who keeps the room now, whoever led it then.

    Of a group or the whole school: who led or wrote it, as long as she works there; counselors and heads.
    """
    if activity.classroom is not None:
        return keeps_room(user, activity.classroom)
    if user.pk in (activity.led_by_id, activity.recorded_by_id):
        return may_record_of_school(user, activity.school_id)
    return user.rights.has(*WHOLE, school=activity.school_id)


def may_mark(user: User, activity: Activity, classroom: Classroom | None) -> bool:
    """Who took part: whoever keeps the record; of what the whole school did, each room by its own teachers."""
    if may_edit(user, activity):
        return True
    is_of_school = activity.classroom_id is None and activity.circle_id is None
    return is_of_school and classroom is not None and keeps_room(user, classroom)


def may_print(user: User, activity: Activity) -> bool:
    """Who keeps it, the discipline office, its level's head; a paper leaves a line.

    A meeting with parents has a paper of its own: who came is not everybody's to read.
    """
    if activity.removed_at is not None or activity.kind == Kind.MEETING:
        return False
    return may_edit(user, activity) or reads_all_of(user, activity)


def reads_all_of(user: User, activity: Activity) -> bool:
    if user.rights.has("discipline", school=activity.school_id):
        return True
    if activity.classroom is not None:
        return leads_level(user, activity.classroom)
    return user.rights.has("level_head", school=activity.school_id)


def may_remove_picture(user: User, picture: Picture, *, now: "datetime") -> bool:
    """Who added it, within a day; afterwards counselors and heads."""
    is_fresh = picture.added_by_id == user.pk and now - picture.added_at <= WRITER_MAY_REMOVE
    return is_fresh or user.rights.has(*WHOLE, school=picture.school_id)


# -- groups ---------------------------------------------------------------------------------------------------------


def may_make_circle(user: User, school: int) -> bool:
    return user.rights.has("homeroom", *WHOLE, school=school)


def keeps_circle(user: User, circle: Circle) -> bool:
    """Who leads it, as long as she works there; counselors and heads of its school."""
    leads = circle.led_by_id == user.pk and may_record_of_school(user, circle.school_id)
    return leads or user.rights.has(*WHOLE, school=circle.school_id)


def may_reopen_circle(user: User, circle: Circle, *, year: int) -> bool:
    """As long as its academic year runs."""
    return circle.ended_at is not None and circle.year == year and keeps_circle(user, circle)


def may_pick_from(user: User, circle: Circle, classroom: Classroom) -> bool:
    """Take children of a room in: counselor and head from any room, who leads the group from her own."""
    return circle.school_id == classroom.school_id and keeps_circle(user, circle) and keeps_room(user, classroom)


# -- how far a room, a school is ------------------------------------------------------------------------------------


def may_follow(user: User, classroom: Classroom) -> bool:
    """Who of a room took part in what: who keeps it, the head of its level, the discipline office."""
    return (
        keeps_room(user, classroom)
        or leads_level(user, classroom)
        or user.rights.has("discipline", school=classroom.school_id)
    )


def may_follow_school(user: User, school: int) -> bool:
    return user.rights.has(*WHOLE, "level_head", "discipline", school=school)


# -- meetings with parents, committees -----------------------------------------------------------------------------


def may_follow_room(user: User, classroom: Classroom) -> bool:
    """Who came, who sits on the parents' committee: who keeps the room, and the head of its level."""
    return keeps_room(user, classroom) or leads_level(user, classroom)


def may_edit_meeting(user: User, meeting: Activity) -> bool:
    return meeting.classroom is not None and keeps_room(user, meeting.classroom)


def may_see_duties(user: User, classroom: Classroom) -> bool:
    """The offices of a room's children (T1): also the discipline office."""
    return may_follow_room(user, classroom) or user.rights.has("discipline", school=classroom.school_id)


def may_list_network(user: User) -> bool:
    """The parents' network of the whole school."""
    return user.rights.has("counselor", "head")


# -- what was seen of a child ---------------------------------------------------------------------------------------

WRITER_MAY_CANCEL = timedelta(hours=24)
OBSERVERS = ("counselor", "head", "discipline")


def may_read_observations(user: User, student: Student) -> bool:
    """Her homeroom teachers, her level's heads; counselors, heads, discipline of her school. No nurse, no registrar."""
    rights = user.rights
    return (
        student.classroom_id in rights.rooms
        or rights.has(*OBSERVERS, school=student.school_id)
        or (student.school_id, student.level) in rights.levels
    )


def may_observe(user: User, student: Student) -> bool:
    return student.is_enrolled() and may_read_observations(user, student)


def may_observe_somewhere(user: User) -> bool:
    return bool(user.rights.rooms or user.rights.levels) or user.rights.has(*OBSERVERS)


def may_observe_room(user: User, classroom: Classroom) -> bool:
    return keeps_room(user, classroom) or may_see_duties(user, classroom)


def may_cancel(user: User, observation: Observation, *, now: datetime) -> bool:
    """Who wrote it, within a day; afterwards discipline, counselor and head."""
    is_fresh = observation.by_id == user.pk and now - observation.at <= WRITER_MAY_CANCEL
    return is_fresh or user.rights.has(*OBSERVERS, school=observation.school_id)


def may_keep_rules(user: User, school: School) -> bool:
    """The school's own list of conduct: the discipline office and the head."""
    return user.rights.has("discipline", "head", school=school.pk)


def may_read_rules(user: User) -> bool:
    return may_observe_somewhere(user)


# -- an area's words ------------------------------------------------------------------------------------------------


def may_keep_tags(user: User, area: Area) -> bool:
    return area.pk in user.rights.areas_as("area_officer")
