"""May this person do this with a room's screening? Booleans over objects in hand."""

from typing import TYPE_CHECKING

from schools.models import Area, Classroom, School, User
from screening.instruments.definition import Definition
from screening.models import Aspect, Finding, Group, Instrument, Round, Row, Submission
from students.models import Student

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date


# -- reading ----------------------------------------------------------------------------------------------------


def keeps_room(user: User, classroom: Classroom) -> bool:
    """Homeroom teachers of the room and the school's counselors: they fill in, and read every letter (C2)."""
    return classroom.pk in user.rights.rooms or user.rights.has("counselor", school=classroom.school_id)


def heads_level(user: User, classroom: Classroom) -> bool:
    return any(
        school == classroom.school_id and classroom.level <= level <= classroom.to_level
        for school, level in user.rights.levels
    )


def may_see_results(user: User, classroom: Classroom) -> bool:
    """The registrar and the account admin keep rooms and identities, and see no result (decisions C3)."""
    return (
        keeps_room(user, classroom)
        or heads_level(user, classroom)
        or user.rights.has("head", "nurse", "discipline", school=classroom.school_id)
    )


def may_see_aspect(user: User, aspect: Aspect, classroom: Classroom) -> bool:
    """The letters of an aspect for a whole room."""
    if keeps_room(user, classroom) or user.rights.has(*aspect.also_read_by, school=classroom.school_id):
        return True
    leads = user.rights.has("head", school=classroom.school_id) or heads_level(user, classroom)
    return leads and not aspect.is_sensitive


def may_see_level(user: User, aspect: Aspect, student: Student) -> bool:
    """The letter of one aspect for one child (decisions C2).

    Homeroom teachers of the child's room and counselors of her school: every aspect. Head and level head: those
    that are not sensitive. Nurse and discipline: those that name them. Everybody else: 🔒.
    """
    rights = user.rights
    if student.classroom_id in rights.rooms or rights.has("counselor", *aspect.also_read_by, school=student.school_id):
        return True
    leads = rights.has("head", school=student.school_id) or (student.school_id, student.level) in rights.levels
    return leads and not aspect.is_sensitive


def may_see_reasons(user: User, classroom: Classroom) -> bool:
    """Indicators and reason texts; those of a sensitive aspect are narrowed further by `Finding.visible_to`."""
    return keeps_room(user, classroom)


def is_reason_hidden(user: User, row: Row, aspect: Aspect) -> bool:
    """A colleague wrote one about a sensitive aspect: it is neither read nor written over."""
    written = Finding.objects.filter(row=row, aspect=aspect)
    return written.exists() and not written.visible_to(user).exists()


# -- printing ---------------------------------------------------------------------------------------------------


def may_print(user: User, classroom: Classroom) -> bool:
    """The short class sheet (D1 ฉบับย่อ), its Excel and the blank sheet to carry."""
    return (
        keeps_room(user, classroom)
        or heads_level(user, classroom)
        or user.rights.has("head", school=classroom.school_id)
    )


def may_print_full(user: User, classroom: Classroom) -> bool:
    """D1 ฉบับเต็ม (ลับ) with the sensitive columns (decisions C2)."""
    return keeps_room(user, classroom)


# -- filling in -------------------------------------------------------------------------------------------------


def is_open_for(round_: Round, submission: Submission | None, *, on: "date") -> bool:
    """Does the state allow changes: not handed in, and the round runs or this room was opened again?"""
    if submission is not None and submission.submitted_at:
        return False
    return round_.is_open(on=on) or bool(submission and submission.reopened_at)


def may_record(
    user: User, round_: Round, classroom: Classroom, submission: Submission | None = None, *, on: "date"
) -> bool:
    return keeps_room(user, classroom) and is_open_for(round_, submission, on=on)


def may_submit(
    user: User, round_: Round, classroom: Classroom, submission: Submission | None = None, *, on: "date"
) -> bool:
    return may_record(user, round_, classroom, submission, on=on)


def may_override(user: User, classroom: Classroom, *, computed: int, group: int) -> bool:
    """Up: homeroom and counselor, with a reason. Down: the counselor only (decisions B8)."""
    if computed == Group.NONE or group == Group.NONE:
        return False
    if group < computed:
        return user.rights.has("counselor", school=classroom.school_id)
    return keeps_room(user, classroom)


def may_set_urgency(user: User, classroom: Classroom) -> bool:
    """Also when the round is over: it says what to do now, not what was found."""
    return user.rights.has("counselor", school=classroom.school_id)


def may_ask(
    user: User, round_: Round, classroom: Classroom, submission: Submission | None = None, *, on: "date"
) -> bool:
    """Who fills in asks to open a room that is closed; a counselor opens it herself."""
    return keeps_room(user, classroom) and not is_open_for(round_, submission, on=on) and on >= round_.opens_on


def may_reopen(user: User, classroom: Classroom) -> bool:
    return user.rights.has("counselor", school=classroom.school_id)


# -- instruments ------------------------------------------------------------------------------------------------


def holds(user: User, roles: "Collection[str]", classroom: Classroom) -> bool:
    """One of an instrument's roles, for the children of this room."""
    of_school = set(roles) & {"counselor", "discipline", "nurse", "head"}
    return (
        ("homeroom" in roles and classroom.pk in user.rights.rooms)
        or ("level_head" in roles and heads_level(user, classroom))
        or (bool(of_school) and user.rights.has(*of_school, school=classroom.school_id))
    )


def holds_of(user: User, roles: "Collection[str]", student: Student) -> bool:
    """One of an instrument's roles, for one child, also of a child who sits in no room."""
    of_school = set(roles) & {"counselor", "discipline", "nurse", "head"}
    return (
        ("homeroom" in roles and student.classroom_id in user.rights.rooms)
        or ("level_head" in roles and (student.school_id, student.level) in user.rights.levels)
        or (bool(of_school) and user.rights.has(*of_school, school=student.school_id))
    )


def may_open_results(user: User, student: Student) -> bool:
    """The page of what instruments said; each result on it is asked for by itself."""
    return holds_of(user, ("homeroom", "level_head", "counselor", "discipline", "nurse", "head"), student)


def may_find_results(user: User, student: Student) -> bool:
    """Is there anything on that page for her? For the discipline office only where an instrument in use names it."""
    if holds_of(user, ("homeroom", "level_head", "counselor", "nurse", "head"), student):
        return True
    in_use = Instrument.objects.visible_to(user).for_area(student.school.area_id)
    return may_open_results(user, student) and any(may_read_of(user, one.parsed, student) for one in in_use)


def may_read_of(user: User, definition: Definition, student: Student) -> bool:
    """Scores and bands of one child."""
    return holds_of(user, definition.results_read_by, student)


def may_follow_of(user: User, definition: Definition, student: Student) -> bool:
    """Only whether somebody must follow the child up."""
    return holds_of(user, definition.follow_read_by, student)


def may_assess(user: User, definition: Definition, student: Student) -> bool:
    """Type one child's paper: who administers the instrument, for a child who is here."""
    return student.is_enrolled() and holds_of(user, definition.administered_by, student)


def may_administer(user: User, definition: Definition, classroom: Classroom) -> bool:
    """Type what stands on its papers."""
    return holds(user, definition.administered_by, classroom)


def may_read_instrument(user: User, definition: Definition, classroom: Classroom) -> bool:
    """Scores and bands."""
    return holds(user, definition.results_read_by, classroom)


def may_read_follow(user: User, definition: Definition, classroom: Classroom) -> bool:
    """Only whether somebody must follow the child up."""
    return holds(user, definition.follow_read_by, classroom) or may_read_instrument(user, definition, classroom)


def may_open_instrument(user: User, definition: Definition, classroom: Classroom) -> bool:
    return may_administer(user, definition, classroom) or may_read_follow(user, definition, classroom)


def may_open_instruments(user: User, classroom: Classroom) -> bool:
    """The list of a room's instruments: everybody whom the shipped ones name."""
    return may_print(user, classroom) or user.rights.has("nurse", school=classroom.school_id)


def may_type_items(definition: Definition, classroom: Classroom) -> bool:
    """Item by item: where the file says so, or where the area holds the owner's permission (decisions C27)."""
    if definition.item_entry == "permission":
        return bool(classroom.school.area.item_entry_permission)
    return definition.item_entry == "open"


# -- rounds -----------------------------------------------------------------------------------------------------


def may_open_round(user: User) -> bool:
    return bool(user.rights.schools("counselor") or user.rights.areas_as("area_officer"))


def may_open_round_for(user: User, place: School | Area) -> bool:
    """A counselor for her school, an area officer for all schools of the area (decisions B9)."""
    if isinstance(place, School):
        return user.rights.has("counselor", school=place.pk)
    return place.pk in user.rights.areas_as("area_officer")


def may_edit_round(user: User, round_: Round) -> bool:
    if round_.school_id:
        return user.rights.has("counselor", school=round_.school_id)
    return round_.area_id in user.rights.areas_as("area_officer")


def may_remind(user: User, round_: Round) -> bool:
    """Who copies the text for LINE: counselors and heads of schools in the round, and the area's officers."""
    rights = user.rights
    if rights.areas_as("area_officer"):
        return True
    return (
        bool(rights.schools("counselor", "head"))
        if round_.school_id is None
        else rights.has("counselor", "head", school=round_.school_id)
    )


# -- instruments ------------------------------------------------------------------------------------------------


def may_see_instruments(user: User) -> bool:
    """What is scored how, and from which source. No child stands in it."""
    return user.rights.has("counselor", "area_admin")


def may_keep_instruments(user: User) -> bool:
    """Load versions and wordings, and say that the area may key in items, for the whole area."""
    return bool(user.rights.areas_as("area_admin"))


def may_choose_version(user: User, instrument: Instrument) -> bool:
    """Go back to another version: one of her area, or the shipped one that stands at present."""
    if instrument.area_id is None:
        return instrument.is_current and may_keep_instruments(user)
    return instrument.area_id in user.rights.areas_as("area_admin")


# -- early warning ----------------------------------------------------------------------------------------------


def may_read_warnings(user: User) -> bool:
    """Homeroom teachers, level heads, counselors and heads: of the children `warned.watched` names."""
    return user.rights.has("homeroom", "level_head", "counselor", "head")


def may_read_warnings_of(user: User, student: Student) -> bool:
    """One child's: who keeps or leads her room."""
    rights = user.rights
    return student.is_enrolled() and (
        student.classroom_id in rights.rooms
        or rights.has("counselor", "head", school=student.school_id)
        or (student.school_id, student.level) in rights.levels
    )


def may_ask_for_help(user: User, student: Student) -> bool:
    """Whether the list offers to open a case: to her homeroom teachers, counselors and heads, as `cases` asks again."""
    return student.classroom_id in user.rights.rooms or user.rights.has("counselor", "head", school=student.school_id)


def may_set_warnings(user: User, place: School | Area) -> bool:
    """The steps and points: a counselor for her school, an area officer for the area."""
    if isinstance(place, School):
        return user.rights.has("counselor", school=place.pk)
    return place.pk in user.rights.areas_as("area_officer")
