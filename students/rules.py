"""May this person do this to what is known about a child?"""

from schools.models import Classroom, User
from students.models import Import, Student


def may_import_somewhere(user: User) -> bool:
    return user.rights.has("registrar")


def may_add(user: User) -> bool:
    return user.rights.has("registrar")


def may_undo(user: User, run: Import) -> bool:
    return user.rights.has("registrar", school=run.school_id)


def may_correct(user: User, student: Student) -> bool:
    """Name, address, number of the register, room: the registrar of the child's school."""
    return user.rights.has("registrar", school=student.school_id)


def may_tell(user: User, student: Student) -> bool:
    """Nickname, telephone numbers, strengths, own words: also who knows the child."""
    return (
        may_correct(user, student)
        or user.rights.has("counselor", school=student.school_id)
        or student.classroom_id in user.rights.rooms
    )


def may_number(user: User, classroom: Classroom) -> bool:
    """เลขที่ of a room: its homeroom teachers and the registrar."""
    return classroom.pk in user.rights.rooms or user.rights.has("registrar", school=classroom.school_id)
