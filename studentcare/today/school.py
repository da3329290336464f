"""The counselor's and the head's day: the school's children."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from cases import caseload as queues
from cases.gaps import Rounds, current_rows, needing_care, rounds_of
from cases.models import State as CaseState
from cases.models.case import CaseQuerySet
from referrals.waiting import letters_to_sign
from schools import calendar
from schools.models import Appointment, Role, School, User
from schools.models.rights import CARING
from screening.models import Round, Submission
from studentcare.today import moving, referring
from studentcare.today.asking import CHILD, Asked, Found, Made, Question, asked
from studentcare.today.cards import Card, Day, Rail, and_more
from studentcare.today.duties import incidents
from students.models import Emergency, RoomCount


def counselor(user: User, today: date, day: Day) -> None:
    ours = schools_of(user, "counselor")
    keys = [school.pk for school in ours]
    day.wanted.append(overdue(user, keys, today))
    day.wanted.append(looked_after_late(user, today))
    referring.counselor(user, ours, today, day)
    day.wanted.append(queue("คำขอเปิดเคสใหม่จากครู", "รับเรื่อง", "intake", queues.intake_cases(user)))
    day.wanted.append(queue("เคสที่ไม่มีความเคลื่อนไหว 14 วัน", "ดูเคส", "silent", queues.silent_cases(user)))
    incidents(user, day)
    day.wanted.append(emergencies(user))
    rounds = {school.pk: rounds_of(school) for school in ours}
    for school in ours:
        rooms_left(user, school, rounds[school.pk].current, day, may_reopen=True)
    day.hints.append(("เยี่ยมบ้านของทุกห้อง", "ดูความคืบหน้า", "students:campaigns"))
    day.hints.append(("รอบคัดกรองของโรงเรียน", "ดูทุกรอบ", "screening:rounds"))
    in_hand(user, day, keys)
    gap(user, day, keys, rounds)


def head(user: User, today: date, day: Day) -> None:
    ours = schools_of(user, "head")
    keys = [school.pk for school in ours]
    if "registrar" not in user.rights.roles:
        moving.transfers(user, day)
    day.wanted.append(queue("แผนหรือการปิดเคสรออนุมัติ", "เปิดดู", "approval", queues.awaiting_approval(user)))
    day.wanted.append(letters(user))
    day.wanted.append(new_duties(user, keys, today))
    if "counselor" not in user.rights.roles:
        incidents(user, day)
        day.wanted.append(emergencies(user))
        rounds = {school.pk: rounds_of(school) for school in ours}
        for school in ours:
            rooms_left(user, school, rounds[school.pk].current, day, may_reopen=False)
        gap(user, day, keys, rounds)
        day.hints.append(("เยี่ยมบ้านของทุกห้อง", "ดูความคืบหน้า", "students:campaigns"))
    day.hints.append(("ครูประจำชั้นของแต่ละห้อง", "เปิดรายชื่อห้อง", "schools:classrooms"))


def queue(title: str, button: str, tab: str, cases: CaseQuerySet) -> Asked:
    """A tab of the caseload with its number; the only one there is opens at once (two taps to approve, ux.md 4.1)."""

    def card(found: Found) -> Made:
        url = f"{reverse('cases:caseload')}?tab={tab}"
        if found.count == 1:
            url = reverse("cases:case", args=[found.first[0]["cid"]])
        return Card(title, button, url, count=found.count)

    return asked(card, Question(cases.order_by("pk"), first={"cid": "public_id"}, most=1))


def letters(user: User) -> Asked:
    """One tap opens the letter that waits longest, one signs it; its next page leads to the one after (ux.md 4.1)."""

    def card(found: Found) -> Made:
        if not found.count:
            return "ไม่มีหนังสือรอลงนาม"
        url = reverse("referrals:sign", args=[found.first[0]["rid"]])
        since = f"รอตั้งแต่ {waiting_since(found.due)}" if found.due else ""
        button = "เปิดฉบับที่รอนานสุด" if found.count > 1 else "เปิดดูและลงนาม"
        return Card("หนังสือส่งต่อรอลงนาม", button, url, count=found.count, notes=(since,))

    first = {"rid": "public_id"}
    return asked(card, Question(letters_to_sign(user), due="asked_to_sign_at", first=first, most=1))


def emergencies(user: User) -> Asked:
    def card(found: Found) -> Made:
        due = timezone.localtime(found.due).date() if found.due else None
        url = reverse("students:emergencies")
        return Card("การเปิดข้อมูลฉุกเฉินที่ต้องทบทวน", "ทบทวน", url, count=found.count, due=due)

    return asked(card, Question(Emergency.objects.to_review(user), due="review_by_at"))


def new_duties(user: User, schools: Collection[int], today: date) -> Asked:
    """Nobody comes to read about children without the head having been told."""
    given = (
        Appointment.objects.begun_lately(today)
        .filter(school__in=schools, role__in=CARING)
        .exclude(role=Role.HEAD)
        .exclude(made_by=user)
        .order_by("-from_on", "pk")
    )

    def card(found: Found) -> Made:
        who = [f"{one['name'] or one['login']} {Role(one['role']).label}" for one in found.first[:2]]
        url = f"{reverse('schools:people')}?new=on"
        notes = (and_more(who, found.count - len(who), "หน้าที่"),)
        return Card("หน้าที่ใหม่ใน 7 วัน", "ดูว่าใคร", url, count=found.count, notes=notes)

    first = {"name": "user__first_name", "login": "user__username", "role": "role"}
    return asked(card, Question(given, first=first))


def waiting_since(at: datetime) -> str:
    return calendar.format_tiny(timezone.localtime(at).date())


def schools_of(user: User, role: str) -> list[School]:
    return list(
        {held.school.pk: held.school for held in user.rights.held if held.school and held.role == role}.values()
    )


def overdue(user: User, schools: Collection[int], today: date) -> Asked:
    """Everybody's tasks at her schools whose day has passed."""
    late = queues.overdue_tasks(user, of_school=True).filter(school__in=schools).order_by("due_on", "pk")

    def card(found: Found) -> Made:
        return Card(
            "งานที่เลยกำหนด",
            "เปิดงาน",
            f"{reverse('cases:tasks')}?of=school",
            count=found.count,
            notes=(found.names(before="text", most=2, unit="งาน"),),
            due=found.due,
        )

    return asked(card, Question(late, due="due_on", first={"text": "text", **CHILD}))


def looked_after_late(user: User, today: date) -> Asked:
    """Plans past their review and children past their next look (Primero's split of what is overdue, ux.md 1.5)."""

    def card(found: Found) -> Made:
        url = f"{reverse('cases:caseload')}?tab=late"
        title = "เคสที่เลยกำหนดทบทวนหรือติดตาม"
        return Card(title, "ดูเคส", url, count=found.count, notes=(found.names(),), due=found.due)

    return asked(card, Question(queues.late_cases(user).order_by("due_on", "pk"), due="due_on", first=CHILD))


def rooms_left(user: User, school: School, round_: Round | None, day: Day, *, may_reopen: bool) -> None:
    """Rooms that have not handed in; and those that ask to open their results again."""
    if round_ is None:
        if may_reopen:
            text = f"รร.{school.name} ยังไม่มีรอบคัดกรอง"
            day.hints.append((text, "เปิดรอบคัดกรอง", "screening:open_round"))
        return
    rooms = RoomCount.objects.visible_to(user).filter(school=school, enrolled__gt=0)
    mine = Submission.objects.filter(round=round_, classroom=OuterRef("classroom"))
    url = reverse("screening:round_progress", args=[round_.public_id])
    name, closes = round_.name, round_.closes_on

    def left(every: Found, handed: Found) -> Made:
        if every.count and every.count == handed.count:
            return f"คัดกรอง {name} ส่งครบทุกห้องแล้ว {every.count}/{every.count}"
        missing, far = every.count - handed.count, (handed.count, every.count)
        return Card("ห้องที่ยังส่งผลไม่ครบ", "ดูว่าห้องไหน", url, count=missing, progress=far, due=closes)

    def asking(found: Found) -> Made:
        return Card("ห้องขอเปิดแก้ไขผลคัดกรอง", "ดูคำขอ", url, count=found.count) if may_reopen else None

    day.wanted.append(asked(left, Question(rooms), Question(rooms.filter(Exists(mine.handed_in())))))
    day.wanted.append(asked(asking, Question(rooms.filter(Exists(mine.asking())))))


def in_hand(user: User, day: Day, schools: Collection[int]) -> None:
    """The open cases by state, beside the cards."""
    states = [state for state in CaseState if state != CaseState.CLOSED]
    cases = queues.open_cases(user).filter(school__in=schools).order_by("pk")

    def rail(*found: Found) -> Made:
        every = sum(one.count for one in found)
        bars = tuple((state.label, one.count, every) for state, one in zip(states, found, strict=True))
        day.rails.append(Rail(f"เคสที่เปิดอยู่ {every} เคส", bars=bars, url=reverse("cases:caseload"), link="ดูทั้งหมด"))
        return None

    day.wanted.append(asked(rail, *[Question(cases.filter(state=state)) for state in states]))


def gap(user: User, day: Day, schools: Collection[int], rounds: Mapping[int, Rounds]) -> None:
    """How many children at risk have nobody, and in how many rooms."""
    waiting = needing_care(current_rows(user, known=rounds)).filter(school__in=schools).order_by("pk")

    def rail(children: Found, rooms: Found) -> Made:
        if not children.count:
            day.rails.append(Rail("ยังไม่มีใครดูแล", (("ทุกคนในกลุ่มเสี่ยงมีผู้ดูแลแล้ว", "✓"),)))
            return None
        lines = (("คนที่เข้าเกณฑ์", str(children.count)), ("จำนวนห้อง", str(rooms.count)))
        day.rails.append(Rail("ยังไม่มีใครดูแล", lines, url=reverse("cases:gap_list"), link="ดูรายชื่อ"))
        return None

    day.wanted.append(asked(rail, Question(waiting), Question(waiting, of="student__classroom")))
