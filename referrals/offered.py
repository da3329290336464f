"""What an internal referral may carry: of the items of a letter those its sender may read, and the case itself.

Everything is off until it is ticked (ux.md W7). The head neither sends nor gets the levels of sensitive aspects,
which she does not see (decisions C2).
"""

from collections.abc import Collection
from dataclasses import replace

from cases.models import Case
from cases.rules import is_in_team
from referrals.models import To
from referrals.sections import SECTIONS, Section
from schools.models import User
from students.models import Student
from students.rules import keeps_child, may_read_health

CASE = Section(
    "case",
    "เคสทั้งเรื่อง (เปิดหน้าเคสให้อ่าน)",
    "ให้อ่านแผน งาน เส้นเวลา และบันทึกของทีมเคส จนเรื่องนี้จบ",
    is_sensitive=True,
)
ALL = (*(replace(section, why=section.why.replace("หน่วยงาน", "ผู้รับ")) for section in SECTIONS), CASE)
BY_KEY = {section.key: section for section in ALL}

EVERYBODY = {"name", "age", "coordinator", "strengths", "plan"}
OF_HEADS = {"national_id", "address", "guardians", "welfare", "screening"}
OF_KEEPERS = OF_HEADS | {"findings", "screening_sensitive", "health"}
OF_TEAM = {"notes", "case"}
NEVER = {To.HEAD: {"screening_sensitive"}}


def offered(user: User, student: Student, case: Case | None, *, to: str = "") -> list[Section]:
    """`case` None: it is opened by the same act, so that there is nothing written in it yet."""
    keys = set(EVERYBODY)
    if user.rights.has("head", school=student.school_id):
        keys |= OF_HEADS
    if keeps_child(user, student):
        keys |= OF_KEEPERS
    if may_read_health(user, student):
        keys.add("health")
    if case is None:
        keys -= {"plan"}
    elif is_in_team(user, case):
        keys |= OF_TEAM
    if to:
        keys -= NEVER.get(To(to), set())
    return [section for section in ALL if section.key in keys]


def sensitive(keys: Collection[str]) -> list[Section]:
    return [section for section in ALL if section.key in keys and section.is_sensitive]


def labels(keys: Collection[str]) -> list[str]:
    return [section.label for section in ALL if section.key in keys]
