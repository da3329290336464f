"""Who cares for a child at home, who lives there, and what the household was granted."""

from collections.abc import Sequence

from django.urls import reverse

from schools import calendar
from studentcare import rules
from studentcare.story.known import MOST, Known
from studentcare.story.lines import Fact, Facts, Pages, present
from students import rules as student_rules
from students import visit_form
from students.models import Guardian, Scholarship, Visit
from students.siblings import Link
from students.suspicion import is_home_suspected

AT_HOME = ("lives_with", "with_whom", "minder")  # questions of the visit that say who lives with whom
NOT_RUNG = "ยังไม่แจ้งผู้ปกครอง เพราะสงสัยคนในบ้าน ปรึกษาครูแนะแนวหรือ 1300 ก่อน"


def family(known: Known, guardians: Sequence[Guardian], pages: Pages) -> Facts:
    """Guardians are not rung while somebody at home is suspected: their numbers do not stand here."""
    student = known.student
    lines = at_home(known.visit)
    has_phone = any(guardian.phone for guardian in guardians)
    is_suspected = has_phone and is_home_suspected(student)
    for guardian in guardians:
        named = " ".join(part for part in (str(guardian), kin(guardian)) if part)
        lines.append(Fact(guardian.get_relation_display(), named, "เพิ่มชื่อ", pages.guardians))
        if guardian.phone and not is_suspected:
            lines.append(Fact("โทรศัพท์", guardian.phone, is_code=True))
    if not guardians:
        lines.append(Fact("ผู้ปกครอง", "", "เพิ่มชื่อผู้ปกครอง", pages.guardians))
    if is_suspected:
        lines.append(Fact("โทรศัพท์", "ซ่อนไว้", hint=NOT_RUNG))
    elif not has_phone:
        lines.append(Fact("โทรศัพท์", student.phone, "เพิ่มเบอร์โทรผู้ปกครอง", pages.guardians, is_code=True))
    lines.append(Fact("ที่อยู่", student.address, "เพิ่มที่อยู่", pages.register("edit_student")))
    lines += [sibling(link) for link in known.siblings]
    if not known.siblings and pages.siblings:
        lines.append(Fact("พี่น้อง", "", "เชื่อมพี่น้อง", pages.siblings))
    elif known.siblings and pages.siblings:
        lines[-1] = with_more(lines[-1], "แก้ไขพี่น้อง", pages.siblings)
    return Facts("ครอบครัวและผู้ติดต่อ", tuple(lines), "", pages.guardians)


def at_home(visit: Visit | None) -> list[Fact]:
    """From the latest home visit; nothing is asked again here."""
    if visit is None or visit.visited_on is None:
        return []
    source = f"จากเยี่ยมบ้าน {calendar.format_tiny(visit.visited_on)}"
    said = [
        (visit_form.QUESTIONS[code].label, visit_form.said(visit_form.QUESTIONS[code], visit.answers.get(code)))
        for code in AT_HOME
    ]
    lines = present(*said)
    return [*lines[:-1], Fact(lines[-1].label, lines[-1].value, hint=source)] if lines else []


def kin(guardian: Guardian) -> str:
    return " · ".join(part for part in (guardian.kinship, guardian.occupation) if part)


def sibling(link: Link) -> Fact:
    if link.child is None:
        return Fact("พี่น้อง", link.sentence)
    room = link.child.classroom.name if link.child.classroom else "ออกแล้ว"
    where = room if link.is_same_school else f"{room} รร.{link.school.name}"
    page = reverse("studentcare:student", args=[link.child.public_id])
    return Fact("พี่น้อง", f"{link.child.full_name} {where}", url=page)


def with_more(fact: Fact, word: str, url: str) -> Fact:
    return Fact(fact.label, fact.value, url=fact.url, more=(word, url))


def welfare(known: Known) -> Facts:
    """What กสศ. decided is copied as it came; the income is a rule to read. No verdict is computed here (D.3)."""
    student = known.student
    lines = [
        Fact(
            f"{granted.source} {granted.term}/{granted.year}",
            str(granted.get_result_display()),
            hint=f"ประกาศ {calendar.format_tiny(granted.known_on)}",
        )
        for granted in known.welfare
    ]
    lines += scholarships(known)
    if known.income and known.visit and known.visit.visited_on:
        source = f"จากเยี่ยมบ้าน {calendar.format_tiny(known.visit.visited_on)}"
        lines.append(Fact("รายได้ครัวเรือน", known.income.sentence, hint=source))
    if rules.may_see_welfare(known.user, student):
        lines += present(("ความด้อยโอกาส (DMC)", student.disadvantage), ("สถานะใน DMC", student.suspended))
    return Facts("ทุนและสวัสดิการ", tuple(lines))


def scholarships(known: Known) -> list[Fact]:
    """Help in money beside กสศ.; one statement, for who may read or keep it."""
    student, keeps = known.student, student_rules.may_keep_scholarships(known.user, known.student)
    if not (keeps or rules.may_see_welfare(known.user, student)):
        return []
    page = reverse("students:scholarships", args=[student.public_id]) if keeps and student.is_enrolled() else ""
    kept = Scholarship.objects.visible_to(known.user).filter(student=student).order_by("-year", "-pk")[:MOST]
    told = [
        Fact(
            f"ทุนอื่น {one.term}/{one.year}" if one.term else f"ทุนอื่น {one.year}",
            f"{one.giver} {one.amount:,}\u00a0บาท" if one.amount else one.giver,
            url=page,
            hint=f"ได้รับ {calendar.format_tiny(one.given_on)}" if one.given_on else "",
        )
        for one in kept
    ]
    return told or ([Fact("ทุนอื่น", "", "เพิ่มทุนการศึกษา", page)] if page else [])
