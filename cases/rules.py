"""Who may do what in a case. What its state allows is guarded by the acts themselves."""

from collections.abc import Collection

from cases.models import Case, Event, Incident, Note, Passing, Protection, Secrecy, Task, heads_of
from schools.models import Area, Classroom, User
from students.models import Alert, Student

GAPS = ("homeroom", "level_head", "counselor", "head")


def is_counselor_of(user: User, school: int) -> bool:
    return user.rights.has("counselor", school=school)


def is_homeroom_of(user: User, student: Student) -> bool:
    return student.classroom_id is not None and student.classroom_id in user.rights.rooms


def may_list_cases(user: User) -> bool:
    """Whoever may open a child, and the area's psychologist, with whom a child can be shared."""
    return bool(user.rights.care_schools) or user.rights.has("area_psychologist")


def may_list_gaps(user: User) -> bool:
    return user.rights.has(*GAPS)


def may_see_gaps(user: User, classroom: Classroom) -> bool:
    """The heat map of a room: its homeroom teachers, its level heads, the school's counselors and heads."""
    rights = user.rights
    return (
        classroom.pk in rights.rooms
        or rights.has("counselor", "head", school=classroom.school_id)
        or any(school == classroom.school_id and classroom.holds(level) for school, level in rights.levels)
    )


def may_open(user: User, student: Student) -> bool:
    """Her homeroom teachers ask (`intake`), the school's counselors and heads too."""
    return is_homeroom_of(user, student) or user.rights.has("counselor", "head", school=student.school_id)


def may_settle_alert(user: User, alert: Alert) -> bool:
    return user.rights.has("counselor", "head", school=alert.school_id)


def may_read_alert(user: User, alert: Alert) -> bool:
    """That there is one, and what to do: also for the homeroom teachers of the child's room."""
    return may_settle_alert(user, alert) or is_homeroom_of(user, alert.student)


def may_lead(user: User, case: Case) -> bool:
    """The school's counselors; its heads, when no counselor is left (a small school, or she is shut out)."""
    school = case.school_id
    return is_counselor_of(user, school) or (user.rights.has("head", school=school) and not case.has_counselor)


def may_accept(user: User, case: Case) -> bool:
    return may_lead(user, case)


def may_assign(user: User, case: Case) -> bool:
    return user.rights.has("counselor", "head", school=case.school_id)


def may_plan(user: User, case: Case) -> bool:
    """Its owner, and who may lead it."""
    return case.owner_id == user.pk or may_lead(user, case)


def may_add_task(user: User, case: Case) -> bool:
    return may_plan(user, case)


def may_mark_done(user: User, case: Case, task: Task) -> bool:
    return task.responsible_id == user.pk or may_plan(user, case)


def may_change_task(user: User, case: Case) -> bool:
    """Another day, another person, cancelled or not: who leads the case."""
    return may_plan(user, case)


def may_choose_many(user: User) -> bool:
    """Several cases at once: those who sort them. What may be done to each row is asked row by row."""
    return user.rights.has("counselor", "head")


def may_list_work(user: User) -> bool:
    return user.rights.has("counselor", "head")


def may_hand_over_work(user: User, person: User) -> bool:
    """All that somebody of the school was to do and to look after, when she leaves or falls ill."""
    return person.school_id is not None and user.rights.has("counselor", "head", school=person.school_id)


def is_near(user: User, case: Case) -> bool:
    """Owner, counselors, the child's homeroom teachers, who opened it: in the team whatever they have to do."""
    return may_plan(user, case) or is_homeroom_of(user, case.student) or case.opened_by_id == user.pk


def is_in_team(user: User, case: Case) -> bool:
    """Who is near it, who has a task in it (`case.tasks`), and with whom it is shared."""
    has_task = any(task.responsible_id == user.pk for task in case.tasks.all())
    return is_near(user, case) or has_task or user.pk in case.shared_with


def is_of_school(user: User, case: Case) -> bool:
    """She looks after children of its school; else a share lets her read the case and nothing behind it."""
    return case.school_id in user.rights.care_schools


def writes_by_share(user: User, case: Case) -> bool:
    """The area's psychologist, while the case is shared with her. Nobody else writes in a case by a share."""
    return case.school.area_id in user.rights.areas_as("area_psychologist") and user.pk in case.shared_with


def may_write_note(user: User, case: Case) -> bool:
    return (is_in_team(user, case) and is_of_school(user, case)) or writes_by_share(user, case)


def may_keep_secret(user: User, case: Case) -> bool:
    """Only counselors write what only counselors read."""
    return is_counselor_of(user, case.school_id)


def may_name_readers(user: User, case: Case) -> bool:
    """A note for named people only: of who leads the case, and of the head."""
    return may_plan(user, case) or user.rights.has("head", school=case.school_id)


def may_read_note(user: User, case: Case, note: Note) -> bool:
    """The words. That a note exists is seen by whoever sees the case. Load notes `with_readers`."""
    if note.written_by_id == user.pk:
        return True
    if note.secrecy == Secrecy.NAMED:
        words = getattr(note, "words", None)  # None: the table's own wall hides them from her
        return words is not None and user.pk in words.readers
    return is_counselor_of(user, case.school_id) or (note.secrecy == Secrecy.TEAM and is_in_team(user, case))


def may_hold_conference(user: User, case: Case) -> bool:
    """Write its minutes and finish them: who leads the case."""
    return may_plan(user, case)


def may_read_conference(user: User, case: Case) -> bool:
    """Minutes, and the page on the wall: the team and the head."""
    is_of_team = is_in_team(user, case) and is_of_school(user, case)
    return is_of_team or user.rights.has("head", school=case.school_id)


def may_correct_note(user: User, case: Case, note: Note) -> bool:
    """Who wrote it; from outside the school as long as she may write."""
    return note.written_by_id == user.pk and (is_of_school(user, case) or writes_by_share(user, case))


def may_close(user: User, case: Case) -> bool:
    return may_plan(user, case)


def may_reopen(user: User, case: Case) -> bool:
    return may_plan(user, case)


def may_assess(user: User, case: Case) -> bool:
    return may_plan(user, case)


def may_submit_plan(user: User, case: Case) -> bool:
    return may_plan(user, case)


def may_check_in(user: User, case: Case) -> bool:
    return is_in_team(user, case) and is_of_school(user, case)


def may_look_again(user: User, case: Case) -> bool:
    """Rate the concerned aspects before closing; each only by who may see it."""
    return may_plan(user, case) or is_homeroom_of(user, case.student)


def may_approve_plan(user: User, case: Case) -> bool:
    return _may_answer(user, case, authors=case.plan_authors)


def may_approve_closing(user: User, case: Case) -> bool:
    return _may_answer(user, case, authors=[case.closing_asked_by_id or 0])


def _may_answer(user: User, case: Case, *, authors: Collection[int]) -> bool:
    """A head of the school who neither asked nor made it (keys), unless there is no such head (decisions A4)."""
    if not user.rights.has("head", school=case.school_id):
        return False
    return user.pk not in authors or not heads_of(case).exclude(pk__in=authors).exists()


def may_link(user: User, case: Case) -> bool:
    return may_plan(user, case)


def may_keep_strategies(user: User, area: Area) -> bool:
    """The library of strategies is the area officer's."""
    return area.pk in user.rights.areas_as("area_officer")


def may_see_self_approved(user: User, area: Area) -> bool:
    return area.pk in user.rights.areas_as("area_officer")


def may_refer(user: User, case: Case) -> bool:
    """Whether the page offers the step that `referrals` takes."""
    return is_counselor_of(user, case.school_id)


def may_print(user: User, case: Case) -> bool:
    return may_plan(user, case) or is_homeroom_of(user, case.student) or user.rights.has("head", school=case.school_id)


KEEP_INCIDENTS = ("counselor", "head", "discipline")


def may_report(user: User) -> bool:
    """The quick lane: everybody with a duty towards children."""
    return bool(user.rights.care_schools)


def may_list_incidents(user: User) -> bool:
    return user.rights.has(*KEEP_INCIDENTS)


def may_write_incident(user: User, school: int) -> bool:
    return user.rights.has(*KEEP_INCIDENTS, school=school)


def may_keep_incident(user: User, incident: Incident) -> bool:
    """Read, mend and settle it: counselors and heads; the discipline office, unless rights were violated."""
    if user.rights.has("counselor", "head", school=incident.school_id):
        return True
    return incident.group != Incident.Group.RIGHT and user.rights.has("discipline", school=incident.school_id)


def may_choose_right(user: User, school: int) -> bool:
    """Make it a violated right by editing: who goes on reading it then. The discipline office hands it on instead."""
    return user.rights.has("counselor", "head", school=school)


def may_print_incident(user: User, incident: Incident) -> bool:
    return may_keep_incident(user, incident)


def may_protect(user: User, student: Student) -> bool:
    """Whoever of her school may see her, writes down that she may be in danger."""
    return student.school_id in user.rights.care_schools


def may_list_protections(user: User) -> bool:
    return user.rights.has("counselor", "head")


def may_see_event(user: User, event: Event) -> bool:
    """Of a case she sees: all but that a record of protection was written, which counselors and heads know."""
    return event.kind != Event.Kind.PROTECTED or user.rights.has("counselor", "head", school=event.school_id)


def may_settle_protection(user: User, protection: Protection) -> bool:
    return user.rights.has("counselor", "head", school=protection.school_id)


def may_print_protection(user: User, protection: Protection) -> bool:
    return may_settle_protection(user, protection)


def may_see_recorder(user: User, protection: Protection) -> bool:
    """Who recorded it is protected (พ.ร.บ.คุ้มครองเด็ก ม.41): counselor, head and herself know."""
    return protection.recorded_by_id == user.pk or may_settle_protection(user, protection)


def is_at_new_school(user: User, passing: Passing) -> bool:
    """A case that goes with its child: who leads it here prepares it (`may_lead`), and there takes it."""
    return user.rights.has("counselor", "head", school=passing.to_school_id)


def may_take(user: User, passing: Passing) -> bool:
    """The new school's counselors; its heads, when none is left or nobody took it in time."""
    is_late = passing.escalated_at is not None or not passing.has_counselor
    here = passing.to_school_id
    return is_counselor_of(user, here) or (is_late and user.rights.has("head", school=here))


def may_read_part(user: User, passing: Passing, *, is_sensitive: bool) -> bool:
    """What is sensitive is for counselors on either side (decisions C2)."""
    sides = (passing.from_school_id, passing.to_school_id)
    return not is_sensitive or any(is_counselor_of(user, school) for school in sides)


def may_list_passings(user: User) -> bool:
    return user.rights.has("counselor", "head")
