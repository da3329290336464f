"""May this person do this to an activity, a group, a meeting, what was seen of a child?"""

from datetime import datetime, timedelta

from activities.models import Activity, Observation
from schools.models import Classroom, School, User
from students.models import Student


def keeps_room(user: User, classroom: Classroom) -> bool:
    """Its homeroom teachers and the counselors and heads of its school."""
    return classroom.pk in user.rights.rooms or user.rights.has("counselor", "head", school=classroom.school_id)


def leads_level(user: User, classroom: Classroom) -> bool:
    """The head of a level the room holds: reads, writes nothing."""
    return any(school == classroom.school_id and classroom.holds(level) for school, level in user.rights.levels)


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
    """Her homeroom teachers, her level's heads; counselors, heads and discipline of her school. Never nurse, registrar."""
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
