"""May this person do this? Keeping accounts, duties and places never opens a child."""

from django.utils import timezone

from schools.models import Appointment, Area, OneTimeCode, School, User
from schools.models.people import AREA_ROLES, Role

# Who grants what. Nobody grants her own kind of account keeping upwards, and nobody anything to herself.
# Heads come from the area (and deputies from the head): whoever keeps accounts could make herself a second one.
IN_SCHOOL = (
    Role.HOMEROOM,
    Role.LEVEL_HEAD,
    Role.COUNSELOR,
    Role.DISCIPLINE,
    Role.NURSE,
    Role.REGISTRAR,
)
BY_HEAD = (*IN_SCHOOL, Role.HEAD, Role.SCHOOL_ADMIN)
BY_AREA = (Role.HEAD, Role.SCHOOL_ADMIN)
OF_AREA = (Role.GROUP, *AREA_ROLES)


# --- people ----------------------------------------------------------------------------------------------


def may_see_people(user: User) -> bool:
    return user.rights.has("school_admin", "head", "area_admin")


def may_add_people(user: User) -> bool:
    return user.rights.has("school_admin", "area_admin")


def area_of(person: User) -> int | None:
    return person.area_id or (person.school.area_id if person.school else None)


def is_area_admin_of(user: User, person: User) -> bool:
    return area_of(person) in user.rights.areas_as("area_admin")


def may_open(user: User, person: User) -> bool:
    """Her page: who keeps the accounts of her school or area, and the head of her school."""
    return is_area_admin_of(user, person) or user.rights.has("school_admin", "head", school=_school(person))


def may_keep(user: User, person: User) -> bool:
    """Edit, give a code, close. The area keeps its own people and those who run a school.

    A head's account is kept by the area alone: whoever gives its code could sign in as the head.
    """
    if not person.is_active or person.pk == user.pk:
        return False
    if is_area_admin_of(user, person) and (person.school_id is None or runs_a_school(person)):
        return True
    return user.rights.has("school_admin", school=_school(person)) and not person.rights.has("head")


def may_relieve(user: User, person: User) -> bool:
    """Whether her page leads to all that she has to do, for who hands it to others when she leaves."""
    return person.school_id is not None and user.rights.has("counselor", "head", school=person.school_id)


def may_code(user: User, person: User) -> bool:
    """Hand out her one-time code. Of one who becomes head on a later day only the area does."""
    becomes_head = person.appointments.filter(role=Role.HEAD, from_on__gt=timezone.localdate())
    return may_keep(user, person) and (is_area_admin_of(user, person) or not becomes_head.exists())


def may_open_with(code: OneTimeCode) -> bool:
    """A code from before its owner became head opens nothing, unless the area (or the first start) made it."""
    by, person = code.made_by, code.user
    return by is None or is_area_admin_of(by, person) or not person.rights.has("head")


def runs_a_school(person: User) -> bool:
    """Holds a duty the area grants in schools, or none at all yet."""
    return not person.rights.held or person.rights.has("head", "school_admin", "group")


def grantable(user: User, person: User) -> list[Role]:
    """The duties that `user` may give to and take from `person`, in the order of Role."""
    if person.pk == user.pk or not person.is_active:
        return []
    roles: set[Role] = set()
    if person.school_id:
        roles |= set(IN_SCHOOL) if user.rights.has("school_admin", school=person.school_id) else set()
        roles |= set(BY_HEAD) if user.rights.has("head", school=person.school_id) else set()
        roles |= {*BY_AREA, Role.GROUP} if is_area_admin_of(user, person) else set()
    elif is_area_admin_of(user, person):
        roles |= set(OF_AREA)
    return [role for role in Role if role in roles]


def may_appoint(user: User, person: User) -> bool:
    return bool(grantable(user, person))


def may_end(user: User, appointment: Appointment) -> bool:
    """Who may give a duty may also end it, until it is over. One in another school is that school's business."""
    if appointment.until_on < timezone.localdate():
        return False
    return _keeps_place(user, appointment.school) and Role(appointment.role) in grantable(user, appointment.user)


# --- places ----------------------------------------------------------------------------------------------


def may_see_schools(user: User) -> bool:
    return bool(user.rights.schools() or user.rights.groups or user.rights.areas)


def may_add_school(user: User) -> bool:
    return user.rights.has("area_admin")


def may_edit_school(user: User, school: School) -> bool:
    return user.rights.has("school_admin", "head", school=school.pk) or may_place_school(user, school)


def may_place_school(user: User, school: School) -> bool:
    """Name, codes and group are the area's business."""
    return school.area_id in user.rights.areas_as("area_admin")


def may_edit_area(user: User, area: Area) -> bool:
    return area.pk in user.rights.areas_as("area_admin")


def may_see_classrooms(user: User) -> bool:
    return bool(user.rights.schools())


def may_edit_classrooms(user: User, school: School) -> bool:
    return user.rights.has("school_admin", "registrar", school=school.pk)


def may_appoint_homerooms(user: User, school: School) -> bool:
    """Set the homeroom teachers of every room: who may give that duty there."""
    return user.rights.has("school_admin", "head", school=school.pk)


def may_lead_activities(user: User) -> bool:
    """Do links to what is done with children lead anywhere for her? Not for the registrar (C3)."""
    return user.rights.has("homeroom", "level_head", "counselor", "head", "discipline", "nurse")


def may_open_children(user: User) -> bool:
    """Do links to a room's children lead anywhere for her?"""
    return bool(user.rights.care_schools)


# --- calendar --------------------------------------------------------------------------------------------


def _keeps_place(user: User, school: School | None) -> bool:
    return school is None or may_place_school(user, school) or user.rights.has("school_admin", "head", school=school.pk)


def _school(person: User) -> int:
    return person.school_id or 0
