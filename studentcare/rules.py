"""What the pages that look across steps may show. The steps' own questions are asked of the steps."""

from schools.models import Classroom, User
from screening import rules as screening
from students import rules as students
from students.class_table.columns import Kind
from students.models import Student
from students.models.student import WHOLE_SCHOOL

# Poverty and disability labels of the register: very sensitive, and nobody else needs them to help.
WELFARE = ("counselor", "registrar")


def may_open_room(user: User, classroom: Classroom) -> bool:
    """Whoever may open its children; account keepers keep the room and see no child in it."""
    rights = user.rights
    return (
        classroom.pk in rights.rooms
        or rights.has(*WHOLE_SCHOOL, school=classroom.school_id)
        or any(school == classroom.school_id and classroom.holds(level) for school, level in rights.levels)
    )


def may_search(user: User) -> bool:
    return bool(user.rights.care_schools)


def may_see_results(user: User, student: Student) -> bool:
    """Screening, body and blood: not for the registrar, who keeps the identity (decisions C3)."""
    if student.classroom is not None:
        return screening.may_see_results(user, student.classroom)
    return user.rights.has("counselor", "head", "nurse", "discipline", school=student.school_id)


def may_see_reasons(user: User, student: Student) -> bool:
    """Why a group was changed (T3): homeroom teachers of the child's room and counselors, as on the room's sheet."""
    if student.classroom is not None:
        return screening.may_see_reasons(user, student.classroom)
    return user.rights.has("counselor", school=student.school_id)


def may_see_welfare(user: User, student: Student) -> bool:
    return user.rights.has(*WELFARE, school=student.school_id)


def may_see_home(user: User, student: Student) -> bool:
    """What was seen and told at home (T2): who visits her."""
    return students.keeps_child(user, student)


def may_see_learning(user: User, student: Student) -> bool:
    """Results and attendance as on the room's tables; of a child who left her school's counselor, head, registrar."""
    room = student.classroom
    if room is not None:
        return students.may_fill_table(user, room, Kind.RESULTS) or students.leads_room(user, room)
    return user.rights.has("counselor", "head", "registrar", school=student.school_id)


def may_see_body(user: User, student: Student) -> bool:
    """Weight and height term by term."""
    room = student.classroom
    if room is not None:
        return students.may_read_table(user, room, Kind.MEASURES)
    return students.may_read_health(user, student)


def may_see_access(user: User, student: Student) -> bool:
    """Who sees a child and who opened her page: told to who works with her in her school."""
    return student.school_id in user.rights.care_schools


def may_print_record(user: User, student: Student) -> bool:
    """D2: who keeps the child, and the head; on paper stands only what the person may read."""
    return students.keeps_child(user, student) or user.rights.has("head", school=student.school_id)


def may_print_full_record(user: User, student: Student) -> bool:
    """With the sensitive aspects (decisions C2)."""
    return students.keeps_child(user, student)


def may_see_alert(user: User, student: Student) -> bool:
    return student.classroom_id in user.rights.rooms or user.rights.has("counselor", "head", school=student.school_id)


# Who watches over a whole school: health (T2) as on the child's page, conduct as discipline reads it (decisions C2).
WATCHES_HEALTH = ("nurse", "counselor", "head")
WATCHES_CONDUCT = ("discipline", "counselor", "head")
