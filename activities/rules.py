"""May this person do this to an activity, a group, a meeting, what was seen of a child?"""

from schools.models import Classroom, User


def keeps_room(user: User, classroom: Classroom) -> bool:
    """Its homeroom teachers and the counselors and heads of its school."""
    return classroom.pk in user.rights.rooms or user.rights.has("counselor", "head", school=classroom.school_id)


def leads_level(user: User, classroom: Classroom) -> bool:
    """The head of a level the room holds: reads, writes nothing."""
    return any(school == classroom.school_id and classroom.holds(level) for school, level in user.rights.levels)
