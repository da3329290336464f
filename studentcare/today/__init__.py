"""The first page of everybody's day: what her duties ask of her now (ux.md 1.5, decisions B18)."""

from collections.abc import Callable
from datetime import date

from cases.gaps import current_rows
from schools.duties import SEES
from schools.models import Role, User
from studentcare.today import area, duties, keeping, own, referring, room, school
from studentcare.today.asking import answer
from studentcare.today.cards import MOST, Day, arrange
from studentcare.today.urgent import urgent
from studentcare.today.warned import signs

Fill = Callable[[User, date, Day], None]

# Each duty adds its part; who has several finds all of them, the most pressing first.
DUTIES: dict[str, Fill] = {
    "homeroom": room.homeroom,
    "counselor": school.counselor,
    "head": school.head,
    "level_head": duties.level_head,
    "discipline": duties.discipline,
    "nurse": duties.nurse,
    "registrar": keeping.registrar,
    "school_admin": keeping.school_admin,
    "area_officer": area.area_officer,
    "area_admin": area.area_admin,
    "group": area.group,
}
HINTS = {
    "area_psychologist": [
        ("เห็นเฉพาะเรื่องที่โรงเรียนส่งถึง", "ดูทุกเรื่อง", "referrals:inside_list"),
        ("เคสที่โรงเรียนเปิดให้อ่านทั้งเรื่อง", "ดูเคส", "cases:caseload"),
    ],
    "auditor": [
        (SEES[Role.AUDITOR], "ดูสิทธิของบัญชีนี้", "schools:account"),
        ("การเปิดข้อมูลฉุกเฉินในเขต เห็นโรงเรียนและผู้เปิด ไม่เห็นเด็ก", "ดูและทบทวน", "students:emergencies"),
    ],
}


def day_of(user: User, today: date) -> Day:
    day = Day()
    held = user.rights.roles
    urgent(user, day)
    referring.asked_of(user, today, day)
    for role, fill in DUTIES.items():
        if role in held:
            fill(user, today, day)
    if held & {"homeroom", "level_head"} and not held & {"counselor", "head"}:
        day.wanted.append(room.gap(current_rows(user, known=day.rounds)))
    if held & {"homeroom", "counselor"}:
        signs(user, today, day)
    if user.rights.care_schools:
        own.work(user, day)
    day.hints += [hint for role, hints in HINTS.items() if role in held for hint in hints]
    if not held:
        day.hints.append(("บัญชีนี้ยังไม่มีหน้าที่ ติดต่อผู้ดูแลบัญชีของโรงเรียน", "ติดต่อใคร", "studentcare:help"))
    every = arrange(answer(user, day), today)
    day.cards, day.more = every[:MOST], every[MOST:]
    return day
