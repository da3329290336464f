"""Who may do what with a referral or an agency. What its state allows is guarded by the actions."""

from django.utils import timezone

from cases.models import TAKEN, Case
from cases.rules import is_homeroom_of, is_in_team, may_add_task
from referrals.models import OUTSIDE_SCHOOL, Agency, Agreement, Inside, Network, Referral, To
from schools.models import School, User


def may_refer(user: User, case: Case) -> bool:
    """The counselors of the case's school, while the case is being worked on."""
    return case.state in TAKEN and user.rights.has("counselor", school=case.school_id)


def may_prepare(user: User, referral: Referral) -> bool:
    """Write the draft, record what comes back, close: the school's counselors."""
    return user.rights.has("counselor", school=referral.school_id)


def may_sign(user: User, referral: Referral) -> bool:
    """Sign, or return to the draft: heads of the school. In a small school she may have written it as well."""
    return user.rights.has("head", school=referral.school_id)


def may_record_reply(user: User, referral: Referral) -> bool:
    """Whoever is called back: counselors and heads of the school."""
    return user.rights.has("counselor", "head", school=referral.school_id)


def may_read_packet(user: User, referral: Referral) -> bool:
    """Reason, packet, consent and the agency's answer in words. Others of the case see that and where, not what.

    Counselors always; heads from the moment it lies on their table.
    """
    if user.rights.has("counselor", school=referral.school_id):
        return True
    return not referral.is_draft and user.rights.has("head", school=referral.school_id)


def may_see_board(user: User) -> bool:
    return bool(user.rights.care_schools)


# --- board, ways out, what is made of an answer -----------------------------------------------------------


def may_begin(user: User) -> bool:
    """Start a referral from the board: counselors."""
    return user.rights.has("counselor")


def may_export(user: User) -> bool:
    """The table as a workbook: counselors and heads, of their own schools."""
    return user.rights.has("counselor", "head")


def may_revoke(user: User, referral: Referral) -> bool:
    """Call a letter back: who prepares it, and the head in whose name it went out."""
    return user.rights.has("counselor", "head", school=referral.school_id)


def may_take_advice(user: User, referral: Referral) -> bool:
    """Make tasks of an answer: who reads it and leads the case."""
    return may_read_packet(user, referral) and may_add_task(user, referral.case)


# --- link ------------------------------------------------------------------------------------------------


def may_keep_link(user: User, referral: Referral) -> bool:
    """Read out the code, renew, unlock: who is rung by the agency, counselors and heads of the school."""
    return user.rights.has("counselor", "head", school=referral.school_id)


# --- clock, follow-up, report ----------------------------------------------------------------------------


def may_list_waiting(user: User) -> bool:
    """Who rings agencies: counselors and heads."""
    return user.rights.has("counselor", "head")


def may_remind(user: User, referral: Referral) -> bool:
    return user.rights.has("counselor", "head", school=referral.school_id)


def may_follow_up(user: User, referral: Referral) -> bool:
    """Ask after the service, and plan when: counselors and heads of the school."""
    return user.rights.has("counselor", "head", school=referral.school_id)


def may_read_report(user: User, school: School) -> bool:
    return user.rights.has("counselor", "head", school=school.pk)


# --- agencies --------------------------------------------------------------------------------------------


def may_see_agencies(user: User) -> bool:
    return bool(user.rights.care_schools or user.rights.areas_as("area_officer", "area_admin"))


def may_add_agency(user: User) -> bool:
    return user.rights.has("counselor") or bool(user.rights.areas_as("area_officer", "area_admin"))


def may_keep_agency(user: User, agency: Agency | Agreement) -> bool:
    """A school's own agency or agreement: its counselors. The area's: the area's officers and admins."""
    if agency.school_id:
        return user.rights.has("counselor", school=agency.school_id)
    return agency.area_id in user.rights.areas_as("area_officer", "area_admin")


def may_merge(user: User, agency: Agency, into: Agency) -> bool:
    """Whoever keeps the double. It becomes another of the same list, or a school's becomes the area's."""
    if not may_keep_agency(user, agency) or agency.area_id != into.area_id:
        return False
    return into.school_id in (None, agency.school_id)


def may_keep_network(user: User, network: Network) -> bool:
    return network.area_id in user.rights.areas_as("area_officer", "area_admin")


def may_add_network(user: User) -> bool:
    return bool(user.rights.areas_as("area_officer", "area_admin"))


# -- inside the school and the area's office -------------------------------------------------------------------------

AREA_PEOPLE = ("area_officer", "area_psychologist")


def may_list_inside(user: User) -> bool:
    """Whoever may be asked: people who open children, the area's officers and psychologists."""
    return bool(user.rights.care_schools or user.rights.areas_as(*AREA_PEOPLE))


def may_send_inside(user: User, case: Case) -> bool:
    """The team of a case, its school's counselors and heads. A share alone sends nothing on."""
    if case.school_id not in user.rights.care_schools:
        return False
    return user.rights.has("counselor", "head", school=case.school_id) or is_in_team(user, case)


def may_ask_area(user: User, school: int) -> bool:
    """Psychologist and committee of the area: counselors and heads only."""
    return user.rights.has("counselor", "head", school=school)


def holds_its_duty(user: User, inside: Inside) -> bool:
    """She is named, and does still what she was asked for, in the school or its area (load with `addressees`)."""
    if user.pk not in [one.user_id for one in inside.addressees.all()]:
        return False
    if inside.to in OUTSIDE_SCHOOL:
        duties = AREA_PEOPLE if inside.to == To.COMMITTEE else ("area_psychologist",)
        return inside.school.area_id in user.rights.areas_as(*duties)
    return user.rights.has(inside.to, school=inside.school_id)


def is_addressee(user: User, inside: Inside) -> bool:
    """She holds her duty, and what was opened for her is open today."""
    today = timezone.localdate()
    shares = [one.share for one in inside.addressees.all() if one.user_id == user.pk]
    return holds_its_duty(user, inside) and any(share is not None and share.is_running(today) for share in shares)


def may_answer_inside(user: User, inside: Inside) -> bool:
    """Whom it is addressed to; a head of the school for her staff, never for the area's people."""
    return is_addressee(user, inside) or is_on_behalf(user, inside)


def is_on_behalf(user: User, inside: Inside) -> bool:
    return (
        not is_addressee(user, inside)
        and inside.to not in OUTSIDE_SCHOOL
        and user.rights.has("head", school=inside.school_id)
    )


def may_revoke_inside(user: User, inside: Inside) -> bool:
    """Who sent it, while she looks after children there; the school's counselors."""
    sent = inside.sent_by_id == user.pk and inside.school_id in user.rights.care_schools
    return sent or user.rights.has("counselor", school=inside.school_id)


def may_read_inside(user: User, inside: Inside) -> bool:
    """Reason and packet: counselors and heads of the school, who sent it, and its addressees while their share runs.

    Others who see the case see that something was sent, to whom and how far it is.
    """
    if user.rights.has("counselor", "head", school=inside.school_id):
        return True
    if inside.sent_by_id == user.pk and inside.school_id in user.rights.care_schools:
        stays = user.rights.has("discipline", "nurse", "level_head", school=inside.school_id)
        return stays or is_homeroom_of(user, inside.student)
    return is_addressee(user, inside)


def may_read_part(user: User, inside: Inside, *, is_sensitive: bool) -> bool:
    """Of what is in the packet: heads do not read what is sensitive, unless it is open to them (decisions C2)."""
    if not is_sensitive or user.rights.has("counselor", school=inside.school_id):
        return True
    return inside.sent_by_id == user.pk or is_addressee(user, inside)


def may_read_why(user: User, inside: Inside) -> bool:
    """Why it was declined or called back: as its forms promise, who sent it, whom it was addressed to, counselors."""
    sent = inside.sent_by_id == user.pk and inside.school_id in user.rights.care_schools
    return sent or holds_its_duty(user, inside) or user.rights.has("counselor", school=inside.school_id)


def may_print_inside(user: User, inside: Inside) -> bool:
    """The memo stays in the school: nobody of the area prints it."""
    return inside.school_id in user.rights.care_schools and may_read_inside(user, inside)


def may_take_inside_advice(user: User, inside: Inside) -> bool:
    """Make tasks of what was advised: the school's counselors."""
    return user.rights.has("counselor", school=inside.school_id)
