"""Who may do what with a referral or an agency. What its state allows is guarded by the actions."""

from cases.models import TAKEN, Case
from referrals.models import Agency, Referral
from schools.models import User


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


def may_see_agencies(user: User) -> bool:
    return bool(user.rights.care_schools or user.rights.areas_as("area_officer", "area_admin"))


def may_add_agency(user: User) -> bool:
    return user.rights.has("counselor") or bool(user.rights.areas_as("area_officer", "area_admin"))


def may_keep_agency(user: User, agency: Agency) -> bool:
    """A school's own agency: its counselors. The area's: the area's officers and admins."""
    if agency.school_id:
        return user.rights.has("counselor", school=agency.school_id)
    return agency.area_id in user.rights.areas_as("area_officer", "area_admin")
