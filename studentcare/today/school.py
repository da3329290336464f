"""The counselor's and the head's day: the school's children."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from cases.gaps import Rounds, current_rows, needing_care, rounds_of
from cases.models import Case, Task
from cases.models import State as CaseState
from referrals.clock import SILENT, waiting
from referrals.models import Referral
from referrals.models import State as ReferralState
from schools import calendar
from schools.models import Appointment, Holiday, Role, School, User
from schools.models.rights import CARING
from screening.models import Round, Submission
from studentcare.today import moving
from studentcare.today.cards import Card, Day, Rail, names
from studentcare.today.room import own_tasks
from students.models import Alert, RoomCount


def counselor(user: User, today: date, day: Day) -> None:
    ours = schools_of(user, "counselor")
    keys = [school.pk for school in ours]
    day.cards.append(alerts(user, keys, with_names=True))
    day.cards.append(overdue(user, keys, today))
    day.cards.append(silent(user, ours, today))
    states = dict(
        Case.objects.visible_to(user)
        .open()
        .filter(school__in=keys)
        .values_list("state")
        .annotate(all=Count("pk", distinct=True))
        .order_by()
    )
    day.cards.append(
        Card(
            "คำขอเปิดเคสใหม่จากครู",
            "รับเรื่อง",
            f"{reverse('cases:caseload')}?tab=intake",
            count=states.get(CaseState.INTAKE, 0),
        )
    )
    rounds = {school.pk: rounds_of(school) for school in ours}
    for school in ours:
        day.cards += rooms_left(user, school, rounds[school.pk].current, day, may_reopen=True)
    day.hints.append(("เยี่ยมบ้านของทุกห้อง", "ดูความคืบหน้า", "students:campaigns"))
    in_hand = sum(states.values())
    day.rails.append(
        Rail(
            f"เคสที่เปิดอยู่ {in_hand} เคส",
            bars=tuple(
                (state.label, states.get(state, 0), in_hand) for state in CaseState if state != CaseState.CLOSED
            ),
            url=reverse("cases:caseload"),
            link="ดูทั้งหมด",
        )
    )
    day.rails.append(gap(user, keys, rounds))


def head(user: User, today: date, day: Day) -> None:
    ours = schools_of(user, "head")
    keys = [school.pk for school in ours]
    day.cards.append(alerts(user, keys, with_names=False))
    if "registrar" not in user.rights.roles:
        moving.transfers(user, day)
    to_sign = (
        Referral.objects.visible_to(user)
        .filter(school__in=keys, state=ReferralState.AWAITING_SIGNATURE)
        .aggregate(all=Count("pk", distinct=True), first=Min("asked_to_sign_at"))
    )
    since = f"รอตั้งแต่ {waiting_since(to_sign['first'])}" if to_sign["first"] else ""
    day.cards.append(
        Card(
            "หนังสือส่งต่อรอลงนาม",
            "เปิดดูและลงนาม",
            f"{reverse('referrals:board')}?state={ReferralState.AWAITING_SIGNATURE}",
            count=to_sign["all"],
            notes=(since,),
        )
    )
    day.cards.append(new_duties(user, keys, today))
    if "counselor" not in user.rights.roles:
        rounds = {school.pk: rounds_of(school) for school in ours}
        for school in ours:
            day.cards += rooms_left(user, school, rounds[school.pk].current, day, may_reopen=False)
        day.rails.append(gap(user, keys, rounds))
    if "counselor" not in user.rights.roles:
        day.hints.append(("เยี่ยมบ้านของทุกห้อง", "ดูความคืบหน้า", "students:campaigns"))
    day.hints.append(("ครูประจำชั้นของแต่ละห้อง", "เปิดรายชื่อห้อง", "schools:classrooms"))
    if not to_sign["all"]:
        day.done.append("ไม่มีหนังสือรอลงนาม")
    own_tasks(user, today, day)


def new_duties(user: User, schools: Collection[int], today: date) -> Card:
    """Nobody comes to read about children without the head having been told."""
    given = (
        Appointment.objects.begun_lately(today)
        .filter(school__in=schools, role__in=CARING)
        .exclude(role=Role.HEAD)
        .exclude(made_by=user)
        .select_related("user", "classroom", "school")
        .order_by("-from_on", "pk")
    )
    found = list(given)
    who = names((f"{one.user.call_name} {one.get_role_display()}" for one in found), most=2, unit="หน้าที่")
    url = f"{reverse('schools:people')}?new=on"
    return Card("หน้าที่ใหม่ใน 7 วัน", "ดูว่าใคร", url, count=len(found), notes=(who,))


def waiting_since(at: datetime) -> str:
    return calendar.format_tiny(timezone.localtime(at).date())


def schools_of(user: User, role: str) -> list[School]:
    return list(
        {held.school.pk: held.school for held in user.rights.held if held.school and held.role == role}.values()
    )


def alerts(user: User, schools: Collection[int], *, with_names: bool) -> Card:
    """The head reads how many, not whom (ux.md 1.5); the counselor opens the queue."""
    raised = list(
        Alert.objects.visible_to(user)
        .unsettled()
        .filter(school__in=schools)
        .select_related("student")
        .order_by("due_at")
    )
    who = names(alert.student.short_name for alert in raised) if with_names else ""
    return Card(
        "คนต้องช่วยทันที",
        "เปิดรายการ",
        reverse("cases:caseload"),
        count=len({alert.student_id for alert in raised}),
        notes=(who,),
        due=timezone.localtime(raised[0].due_at).date() if raised else None,
        is_urgent=True,
    )


def overdue(user: User, schools: Collection[int], today: date) -> Card:
    late = list(
        Task.objects.visible_to(user)
        .overdue(today)
        .filter(school__in=schools)
        .exclude(case__state=CaseState.CLOSED)
        .select_related("student", "case")
        .order_by("due_on", "pk")
    )
    url = reverse("cases:case", args=[late[0].case.public_id]) if len(late) == 1 else reverse("cases:caseload")
    return Card(
        "งานที่เลยกำหนด",
        "ดูเคส",
        url,
        count=len(late),
        notes=(names((f"{task.text} {task.student.short_name}" for task in late), most=2, unit="งาน"),),
        due=late[0].due_on if late else None,
    )


def silent(user: User, schools: list[School], today: date) -> Card:
    """Sent more than seven working days ago, and nobody has answered."""
    sent = list(
        Referral.objects.visible_to(user)
        .waiting()
        .filter(school__in=schools, sent_on__lt=today - timedelta(days=SILENT))
        .order_by("sent_on")
    )
    holidays = holidays_of(schools, sent[0].sent_on) if sent and sent[0].sent_on else frozenset()
    late = [one for one in sent if one.sent_on and waiting(one.sent_on, today, holidays).is_silent]
    longest = waiting(late[0].sent_on, today, holidays).words if late and late[0].sent_on else ""
    return Card(
        f"การส่งต่อที่หน่วยงานยังไม่ตอบเกิน {SILENT} วันทำการ",
        "ติดตาม",
        f"{reverse('referrals:board')}?state={ReferralState.SENT}&silent=1",
        count=len(late),
        notes=(f"นานสุด {longest}",) if longest else (),
    )


def holidays_of(schools: list[School], since: date) -> frozenset[date]:
    areas = {school.area_id for school in schools}
    return frozenset(Holiday.objects.filter(area__in=areas, on__gte=since).values_list("on", flat=True))


@dataclass(frozen=True)
class Rooms:
    all: int
    left: int
    asking: int


def rooms_left(user: User, school: School, round_: Round | None, day: Day, *, may_reopen: bool) -> list[Card]:
    """Rooms that have not handed in; and those that ask to open their results again."""
    if round_ is None:
        if may_reopen:
            text = f"รร.{school.name} ยังไม่มีรอบคัดกรอง"
            day.hints.append((text, "เปิดรอบคัดกรอง", "screening:open_round"))
        return []
    rooms = rooms_of(user, school, round_)
    url = reverse("screening:round_progress", args=[round_.public_id])
    if rooms.all and not rooms.left:
        day.done.append(f"คัดกรอง {round_.name} ส่งครบทุกห้องแล้ว {rooms.all}/{rooms.all}")
    cards = [
        Card(
            "ห้องที่ยังส่งผลไม่ครบ",
            "ดูว่าห้องไหน",
            url,
            count=rooms.left,
            progress=(rooms.all - rooms.left, rooms.all),
            due=round_.closes_on,
        )
    ]
    if may_reopen:
        cards.append(Card("ห้องขอเปิดแก้ไขผลคัดกรอง", "ดูคำขอ", url, count=rooms.asking))
    return cards


def rooms_of(user: User, school: School, round_: Round) -> Rooms:
    mine = Submission.objects.filter(round=round_, classroom=OuterRef("classroom"))
    counts = (
        RoomCount.objects.visible_to(user)
        .filter(school=school, enrolled__gt=0)
        .aggregate(
            all=Count("pk"),
            handed=Count("pk", filter=Exists(mine.handed_in())),
            asking=Count("pk", filter=Q(Exists(mine.asking()))),
        )
    )
    return Rooms(counts["all"], counts["all"] - counts["handed"], counts["asking"])


def gap(user: User, schools: Collection[int], rounds: Mapping[int, Rounds]) -> Rail:
    counts = (
        needing_care(current_rows(user, known=rounds))
        .filter(school__in=schools)
        .aggregate(children=Count("pk", distinct=True), rooms=Count("student__classroom", distinct=True))
    )
    if not counts["children"]:
        return Rail("ยังไม่มีใครดูแล", (("ทุกคนในกลุ่มเสี่ยงมีผู้ดูแลแล้ว", "✓"),))
    lines = (("คนที่เข้าเกณฑ์", str(counts["children"])), ("จำนวนห้อง", str(counts["rooms"])))
    return Rail("ยังไม่มีใครดูแล", lines, url=reverse("cases:gap_list"), link="ดูรายชื่อ")
