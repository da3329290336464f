"""May this person do this to what is known about a child?"""

from datetime import timedelta
from typing import TYPE_CHECKING

from schools.models import Area, Classroom, School, User
from students.class_table.columns import Column, Kind, Table
from students.models import Campaign, Emergency, Import, Photo, Student, Transfer, Visit
from students.models.student import WHOLE_SCHOOL
from students.sections import BY_KEY

if TYPE_CHECKING:
    from datetime import datetime


def may_import_somewhere(user: User) -> bool:
    return user.rights.has("registrar")


def may_add(user: User) -> bool:
    return user.rights.has("registrar")


def may_undo(user: User, run: Import) -> bool:
    return user.rights.has("registrar", school=run.school_id)


def may_roll_over_somewhere(user: User) -> bool:
    """The step into a new year is written into the register."""
    return user.rights.has("registrar")


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


def may_read_health(user: User, student: Student) -> bool:
    """What she lives with (T2): who looks after her, the nurse and the head. Not the registrar, not discipline."""
    return may_write_health(user, student) or user.rights.has("head", school=student.school_id)


def may_write_health(user: User, student: Student) -> bool:
    rights = user.rights
    return student.classroom_id in rights.rooms or rights.has("counselor", "nurse", school=student.school_id)


def may_keep_scholarships(user: User, student: Student) -> bool:
    """Help in money beside กสศ.: who knows the child."""
    return may_tell(user, student)


def may_link_siblings(user: User, student: Student) -> bool:
    return may_tell(user, student)


def may_reveal_id(user: User, student: Student) -> bool:
    """The whole number (T4) is for the school's counselor alone (security.md §1.2); the registrar sees T1 (C3)."""
    return user.rights.has("counselor", school=student.school_id)


def may_number(user: User, classroom: Classroom) -> bool:
    """เลขที่ of a room: its homeroom teachers and the registrar."""
    return classroom.pk in user.rights.rooms or user.rights.has("registrar", school=classroom.school_id)


# -- tables of a class --------------------------------------------------------------------------------------------


def keeps_room(user: User, classroom: Classroom) -> bool:
    """Homeroom teachers of the room and the school's counselors."""
    return classroom.pk in user.rights.rooms or user.rights.has("counselor", school=classroom.school_id)


def leads_room(user: User, classroom: Classroom) -> bool:
    """The head and the head of the room's level: they read and type nothing."""
    rights = user.rights
    return rights.has("head", school=classroom.school_id) or any(
        school == classroom.school_id and classroom.holds(level) for school, level in rights.levels
    )


def may_fill_table(user: User, classroom: Classroom, kind: Kind) -> bool:
    """Results and attendance: who keeps the room and the registrar. The body: who keeps it and the nurse.

    What กสศ. decided about a household: counselor and registrar only.
    """
    if kind == Kind.WELFARE:
        return user.rights.has("counselor", "registrar", school=classroom.school_id)
    helper = "nurse" if kind == Kind.MEASURES else "registrar"
    return keeps_room(user, classroom) or user.rights.has(helper, school=classroom.school_id)


FILLS = ("homeroom", "counselor", "registrar")


def may_load_tables(user: User) -> bool:
    """A file of several rooms: whoever fills in results and attendance anywhere; of it only her own rooms are read."""
    return user.rights.has(*FILLS)


def may_read_table(user: User, classroom: Classroom, kind: Kind) -> bool:
    """Who fills it in; for all but welfare also who leads; discipline reads the conduct points."""
    if may_fill_table(user, classroom, kind):
        return True
    if kind == Kind.WELFARE:
        return False
    reads_conduct = kind == Kind.RESULTS and user.rights.has("discipline", school=classroom.school_id)
    return leads_room(user, classroom) or reads_conduct


def first_table(user: User, classroom: Classroom) -> Kind | None:
    """Where her way into the room's tables begins."""
    return next((kind for kind in Kind if may_read_table(user, classroom, kind)), None)


def columns_of(user: User, classroom: Classroom, table: Table) -> tuple[Column, ...]:
    """The table's columns; only the conduct points for who is of the discipline office and nothing else."""
    if may_fill_table(user, classroom, table.kind) or leads_room(user, classroom):
        return table.cells
    return tuple(column for column in table.cells if column.name == "conduct")


# -- home visits ------------------------------------------------------------------------------------------------

WRITER_MAY_REMOVE = timedelta(hours=24)


def keeps_child(user: User, student: Student) -> bool:
    """Her homeroom teachers and the counselors of her school: they visit her at home."""
    return student.classroom_id in user.rights.rooms or user.rights.has("counselor", school=student.school_id)


def may_visit(user: User, student: Student) -> bool:
    return student.is_enrolled() and keeps_child(user, student)


def may_visit_room(user: User, classroom: Classroom) -> bool:
    """Type the small forms of a room back, carry them, print them."""
    return classroom.pk in user.rights.rooms or user.rights.has("counselor", school=classroom.school_id)


def may_follow_visits(user: User, classroom: Classroom) -> bool:
    """Who of a room has been visited: also the head and the head of the level."""
    return (
        may_visit_room(user, classroom)
        or user.rights.has("head", school=classroom.school_id)
        or any(school == classroom.school_id and classroom.holds(level) for school, level in user.rights.levels)
    )


def may_edit_visit(user: User, visit: Visit) -> bool:
    """A draft is its writer's; a finished visit is corrected by who keeps the child."""
    if visit.is_draft:
        return visit.by_id == user.pk
    return keeps_child(user, visit.student)


def may_read_sensitive(user: User, visit: Visit) -> bool:
    """Safety, drugs, violence, intimacy (T3): who wrote them and the counselor (decisions C2)."""
    return visit.by_id == user.pk or user.rights.has("counselor", school=visit.school_id)


def may_print_visit(user: User, visit: Visit) -> bool:
    """The form that guardian, teacher and head sign: who keeps the child, and the head."""
    return not visit.is_draft and (keeps_child(user, visit.student) or user.rights.has("head", school=visit.school_id))


def may_remove_photo(user: User, photo: Photo, *, now: "datetime") -> bool:
    """Who added it, within a day; afterwards the counselor."""
    is_fresh = photo.added_by_id == user.pk and now - photo.added_at <= WRITER_MAY_REMOVE
    return is_fresh or user.rights.has("counselor", school=photo.school_id)


def may_open_campaign(user: User) -> bool:
    return bool(user.rights.schools("counselor") or user.rights.areas_as("area_officer"))


def may_open_campaign_for(user: User, place: School | Area) -> bool:
    """A counselor for her school, an area officer for all schools of the area."""
    if isinstance(place, School):
        return user.rights.has("counselor", school=place.pk)
    return place.pk in user.rights.areas_as("area_officer")


def may_edit_campaign(user: User, campaign: Campaign) -> bool:
    if campaign.school_id:
        return user.rights.has("counselor", school=campaign.school_id)
    return campaign.area_id in user.rights.areas_as("area_officer")


def may_remind(user: User, campaign: Campaign) -> bool:
    """Who copies the text for LINE: counselors and heads of the schools in it, and the area's officers."""
    if campaign.area_id in user.rights.areas_as("area_officer"):
        return True
    if campaign.school_id:
        return user.rights.has("counselor", "head", school=campaign.school_id)
    return bool(user.rights.schools("counselor", "head"))


def may_set_income_limit(user: User, area: Area) -> bool:
    return area.pk in user.rights.areas_as("area_admin")


# -- a move to another school -------------------------------------------------------------------------------------

MOVERS = ("registrar", "counselor", "head")


def may_see_transfers(user: User) -> bool:
    return user.rights.has(*MOVERS)


def may_ask_transfer(user: User) -> bool:
    return user.rights.has("registrar")


def may_prepare_transfer(user: User, student: Student) -> bool:
    """Choose what goes along, offer it, take it back: registrar, counselor and head of the school she is at."""
    return user.rights.has(*MOVERS, school=student.school_id)


def may_keep_transfer(user: User, transfer: Transfer) -> bool:
    """The old school's side of it."""
    return user.rights.has(*MOVERS, school=transfer.from_school_id)


def may_answer_transfer(user: User, transfer: Transfer) -> bool:
    """Accept or decline an offer: registrar and head of the new school. The same two give up a request."""
    return user.rights.has("registrar", "head", school=transfer.to_school_id)


def chooses_section(user: User, key: str, school: int) -> bool:
    """Put a section into the packet at the old school, read it at the new one."""
    return user.rights.has(*BY_KEY[key].readers, school=school)


def may_read_part(user: User, transfer: Transfer, key: str, *, is_sensitive: bool, room: int | None = None) -> bool:
    """`room`: where the child sits at the new school; its teachers read all but what is sensitive (decisions C2)."""
    if chooses_section(user, key, transfer.to_school_id) or chooses_section(user, key, transfer.from_school_id):
        return True
    return not is_sensitive and (room in user.rights.rooms or user.rights.has("head", school=transfer.to_school_id))


# -- words for the next teacher -----------------------------------------------------------------------------------


def may_write_handover(user: User, classroom: Classroom) -> bool:
    """While she has the room."""
    return classroom.pk in user.rights.rooms


def may_read_handover(user: User, student: Student) -> bool:
    """What was passed on: the child's teachers of now, the counselor, the head. The registrar sees T1 (C3)."""
    rights = user.rights
    return student.classroom_id in rights.rooms or rights.has("counselor", "head", school=student.school_id)


def may_decide_handover(user: User, classroom: Classroom) -> bool:
    return user.rights.has("counselor", school=classroom.school_id)


# -- who is shut out, and emergencies -------------------------------------------------------------------------------


def may_shut_out(user: User, student: Student) -> bool:
    """Shut somebody out, let her in, read why: counselors and heads of the child's school who see her."""
    return user.rights.has("counselor", "head", school=student.school_id)


def may_open_emergency(user: User) -> bool:
    """Staff who look after children of a school, but not after every child of it."""
    return bool(user.rights.care_schools - user.rights.schools(*WHOLE_SCHOOL))


def may_list_emergencies(user: User) -> bool:
    """Who opens one, who reviews them, and the auditor, who reads no child."""
    return may_open_emergency(user) or user.rights.has("counselor", "head", "auditor")


def may_review(user: User, emergency: Emergency) -> bool:
    """A counselor or head of the school, never who opened it herself."""
    return emergency.user_id != user.pk and user.rights.has("counselor", "head", school=emergency.school_id)
