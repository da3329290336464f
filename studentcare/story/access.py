"""Who may open a child today and why, and who did in the last ninety days (ใครเห็นข้อมูลนี้ เพราะอะไร)."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from cases.models import Case, Task
from referrals.offered import labels
from schools import calendar, duties
from schools.models import Appointment, Role, User
from students.models import Emergency, Exclusion, Share, Student
from students.models.student import WHOLE_SCHOOL

DAYS = 90


ORDER = (Role.HOMEROOM, Role.COUNSELOR, Role.LEVEL_HEAD, Role.NURSE, Role.DISCIPLINE, Role.HEAD, Role.REGISTRAR)


@dataclass(frozen=True)
class Reason:
    """ "ครูประจำชั้น" "ป.4/1", and what the duty lets her read."""

    word: str
    more: str = ""
    sees: str = ""


@dataclass
class Viewer:
    """One person who may open the child, with each reason."""

    user: User
    reasons: list[Reason] = field(default_factory=list)


@dataclass(frozen=True)
class Opening:
    """What one person opened or took out since `DAYS` days ago."""

    user: User
    role: str
    opened: int
    printed: int
    revealed: int
    last_at: datetime

    @property
    def what(self) -> str:
        """ "เปิดดู 4 ครั้ง พิมพ์ 1 ครั้ง"."""
        counts = (("เปิดดู", self.opened), ("พิมพ์หรือส่งออก", self.printed), ("ดูเลขประชาชนเต็ม", self.revealed))
        return " · ".join(f"{word}\u00a0{count}\u00a0ครั้ง" for word, count in counts if count)


def viewers_of(student: Student, on: date) -> list[Viewer]:
    """Who may open her today, each once. Who is shut out is not among them and not named. Three statements."""
    shut_out = set(Exclusion.objects.filter(student=student).values_list("user_id", flat=True))
    found: dict[int, Viewer] = {}
    for appointment in sorted(duties_of(student, on), key=lambda one: (ORDER.index(Role(one.role)), one.pk)):
        viewer = found.setdefault(appointment.user_id, Viewer(appointment.user))
        viewer.reasons.append(reason(appointment))
    for one in Emergency.objects.running(timezone.now()).filter(student=student).select_related("user").order_by("pk"):
        viewer = found.setdefault(one.user_id, Viewer(one.user))
        until = calendar.format_time(timezone.localtime(one.until_at))
        viewer.reasons.append(Reason("เปิดข้อมูลฉุกเฉิน", f"ถึง {until}"))
    return [viewer for key, viewer in found.items() if key not in shut_out]


def readers_of(student: Student, on: date) -> list[Viewer]:
    """Who reads something that was sent to her (referrals), and what of it. None of them opens the child's page."""
    shut_out = set(Exclusion.objects.filter(student=student).values_list("user_id", flat=True))
    found: dict[int, Viewer] = {}
    shares = Share.objects.running(on).filter(student=student).exclude(to_user__in=shut_out)
    for share in shares.select_related("to_user").order_by("pk"):
        viewer = found.setdefault(share.to_user_id, Viewer(share.to_user))
        until = f"ถึง {calendar.format_short(share.until_on)}"
        viewer.reasons.append(Reason(share.reason, until, " · ".join(labels(share.sections)) or "เฉพาะเหตุผลที่เขียนไว้"))
    return list(found.values())


def duties_of(student: Student, on: date) -> list[Appointment]:
    """The same people as `Student.objects.visible_to` lets in."""
    duty = Q(school=student.school_id, role__in=WHOLE_SCHOOL)
    duty |= Q(school=student.school_id, role=Role.LEVEL_HEAD, level=student.level)
    if student.classroom_id:
        duty |= Q(role=Role.HOMEROOM, classroom=student.classroom_id)
    return list(duties.held(on, *ORDER).filter(duty).select_related("user", "classroom"))


def reason(appointment: Appointment) -> Reason:
    """Of the whole school's duties the school is understood."""
    role = Role(appointment.role)
    scope = appointment.scope_name if role in (Role.HOMEROOM, Role.LEVEL_HEAD) else ""
    return Reason(str(role.label).split("/")[0], scope, duties.SEES[role])


def openings_of(student: Student) -> list[Opening]:
    """Through the database's own function, which answers only about a child one may open. Two statements."""
    since = timezone.now() - timedelta(days=DAYS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM child_openings(%s, %s)", [student.pk, since])
        rows = cursor.fetchall()
    people = {
        user.pk: user
        for user in User.objects.filter(pk__in=[row[0] for row in rows])
        .select_related("school", "area")
        .prefetch_related("appointments")
    }
    found = [Opening(people[row[0]], role_of(people[row[0]]), *row[1:]) for row in rows if row[0] in people]
    return sorted(found, key=lambda opening: opening.last_at, reverse=True)


def role_of(user: User) -> str:
    """Her duties today in a few words, else where her account is kept."""
    today = timezone.localdate()
    held = [one for one in user.appointments.all() if one.from_on <= today <= one.until_on]
    words = sorted({str(Role(one.role).label) for one in held})
    place = f"รร.{user.school.name}" if user.school else (user.area.name if user.area else "")
    return f"{', '.join(words)} {place}".strip() if words else f"ไม่มีหน้าที่แล้ว {place}".strip()


@dataclass(frozen=True)
class Marks:
    """What only who may shut out and review reads of a child: who is shut out, and each emergency, for ever."""

    exclusions: list[Exclusion]
    emergencies: list[Emergency]
    left_over: list[tuple[User, Case]]


def marks_of(user: User, student: Student) -> Marks:
    found = Exclusion.objects.visible_to(user).filter(student=student).select_related("user", "ground")
    exclusions = list(found.order_by("made_at"))
    opened = Emergency.objects.visible_to(user).filter(student=student).select_related("user", "reviewed_by")
    return Marks(exclusions, list(opened.order_by("-opened_at", "-pk")), left_over(user, student, exclusions))


def left_over(user: User, student: Student, exclusions: list[Exclusion]) -> list[tuple[User, Case]]:
    """Open cases of hers that somebody who is shut out owns or has work in: to be handed over."""
    if not exclusions:
        return []
    people = {one.user_id: one.user for one in exclusions}
    cases = Case.objects.visible_to(user).open().filter(student=student).order_by("opened_at")
    tasks = Task.objects.filter(case__in=cases, done_at=None, responsible__in=people).values_list("responsible", "case")
    held = {(case.owner_id, case.pk) for case in cases} | set(tasks)
    return [(people[person], case) for case in cases for person in people if (person, case.pk) in held]


def sentence(viewers: list[Viewer]) -> str:
    """ "7 คนเปิดหน้านี้ได้: ครูประจำชั้น, ครูแนะแนว, ผอ."."""
    words = dict.fromkeys(reason.word for viewer in viewers for reason in viewer.reasons)
    return f"{len(viewers)}\u00a0คนเปิดหน้านี้ได้: {', '.join(words)}"
