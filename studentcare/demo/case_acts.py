"""The acts of the demo's cases, each at its own time, as the system would have left its rows."""

import datetime
from dataclasses import dataclass, field

from cases.models import (
    Case,
    CaseLink,
    CheckIn,
    Event,
    Note,
    Outcome,
    Rescreen,
    Secrecy,
    Source,
    State,
    Task,
    Urgency,
    Words,
)
from schools import calendar
from schools.models import User
from screening.models import Row
from studentcare.demo.places import World
from studentcare.demo.screenings import Screened
from studentcare.demo.staff import Staff
from students.models import Student

ASSESSED = "ครูประจำชั้นและผู้ปกครองเห็นตรงกันว่าเริ่มตั้งแต่ต้นภาคเรียน นักเรียนอยากทำได้ดีขึ้น แต่ยังไม่รู้จะเริ่มอย่างไร"
STRONG = "ตั้งใจฟัง ชอบช่วยเพื่อน มียายและครูประจำชั้นเป็นที่พึ่ง"


@dataclass
class Caseload:
    """Cases by their number, in the order they were opened."""

    made: list[Case] = field(default_factory=list)
    of_school: dict[int, int] = field(default_factory=dict)


class Acts:
    def __init__(self, world: World, staff: Staff, screened: Screened) -> None:
        self.world, self.staff, self.screened = world, staff, screened
        self.load = Caseload()
        self.year = calendar.academic_year(world.today)

    def open(
        self,
        number: int,
        child: Student,
        title: str,
        *,
        days: int,
        aspects: list[str],
        urgency: Urgency = Urgency.NORMAL,
    ) -> Case:
        return self.make(child, title, days, aspects, urgency, number=number)

    def make(
        self,
        child: Student,
        title: str,
        days: int,
        aspects: list[str],
        urgency: Urgency,
        *,
        row: Row | None = None,
        number: int | None = None,
    ) -> Case:
        row = row or self.screened.rows.get(child.pk)
        before, now = self.screened.before, self.screened.now
        school = child.school_id
        if number is None:
            number = self.load.of_school[school] = self.load.of_school.get(school, 0) + 1
        at = self.world.moment(days, 11, 2)
        case = Case.objects.create(
            public_id=self.world.public_id(),
            student=child,
            school=child.school,
            classroom=child.classroom,
            year=self.year,
            number=number,
            title=title,
            reason=f"เปิดจากผลคัดกรอง {(before if row and row.round_id == before.pk else now).name}",
            aspects=sorted(aspects),
            urgency=urgency,
            source=Source.SCREENING,
            row=row,
            opened_by=self.staff.homeroom[child.classroom_id or 0],
            opened_at=at,
            touched_at=at,
        )
        self.event(case, Event.Kind.OPENED, case.opened_by, at, case.reason)
        self.load.made.append(case)
        return case

    def take(self, case: Case, by: User, *, days: int) -> None:
        at = self.world.moment(days, 13, 30)
        case.state, case.owner, case.accepted_by, case.accepted_at = State.ASSESSMENT, by, by, at
        self.touch(case, at)
        self.event(case, Event.Kind.ACCEPTED, by, at, f"ผู้รับผิดชอบ {by.call_name}")

    def assess(self, case: Case, by: User, *, days: int) -> None:
        at = self.world.moment(days, 14, 0)
        case.assessment, case.strengths = ASSESSED, STRONG
        case.assessed_by, case.assessed_at = by, at
        self.touch(case, at)
        self.event(case, Event.Kind.ASSESSED, by, at)

    def plan(self, case: Case, *, goal: str, measure: str) -> None:
        case.goal, case.measure = goal, measure
        case.starts_on = (case.assessed_at or case.opened_at).date()
        case.review_on = case.starts_on + datetime.timedelta(weeks=case.weeks)

    def accept(self, case: Case, by: User, *, days: int, goal: str, measure: str) -> None:
        """All the way from the request into the help."""
        self.take(case, by, days=days)
        self.assess(case, by, days=days)
        self.plan(case, goal=goal, measure=measure)
        case.state = State.HELPING
        at = self.world.moment(days, 14, 5)
        self.touch(case, at)
        self.event(case, Event.Kind.PLANNED, by, at, goal)

    def ask(self, case: Case, by: User, *, days: int) -> None:
        at = self.world.moment(days, 10, 30)
        case.state, case.plan_asked_by, case.plan_asked_at = State.PLAN_REVIEW, by, at
        self.touch(case, at)
        self.event(case, Event.Kind.PLAN_ASKED, by, at, case.goal)

    def approve(self, case: Case, head: User, *, days: int) -> None:
        """An urgent plan: asked for by who leads the case, approved by the head."""
        at = self.world.moment(days, 15, 10)
        case.plan_asked_by, case.plan_asked_at = case.owner, case.assessed_at
        case.plan_approved_by, case.plan_approved_at = head, at
        self.touch(case, at)
        self.event(case, Event.Kind.PLAN_APPROVED, head, at, "เริ่มช่วยเหลือ")

    def look(self, case: Case, by: User, days: int, progress: CheckIn.Progress, value: str) -> None:
        at = self.world.moment(days, 15, 20)
        CheckIn.objects.create(
            case=case,
            student=case.student,
            school=case.school,
            on=at.date(),
            progress=progress,
            value=value,
            by=by,
            at=at,
        )
        self.touch(case, at)
        self.event(case, Event.Kind.CHECKED, by, at, progress.label)

    def look_again(self, case: Case, by: User, *, days: int) -> None:
        at = self.world.moment(days, 14, 40)
        found = self.screened.aspects
        Rescreen.objects.bulk_create(
            Rescreen(
                case=case,
                student=case.student,
                school=case.school,
                slug=slug,
                before=case.row.level_of(found[slug]) if case.row else 0,
                after=1,
                by=by,
                at=at,
            )
            for slug in case.aspects
        )
        self.event(case, Event.Kind.RESCREENED, by, at, f"{len(case.aspects)} ด้าน")

    def monitor(self, case: Case, by: User, *, days: int) -> None:
        """The look after 30 days is due today."""
        at = self.world.moment(days, 11, 15)
        case.state, case.monitoring_since = State.MONITORING, at.date()
        case.check_on = at.date() + datetime.timedelta(days=30)
        self.touch(case, at)
        self.event(case, Event.Kind.MONITORED, by, at)

    def link(self, case: Case, other: Case, by: User) -> None:
        one, two = sorted((case, other), key=lambda case: case.pk)
        at = self.world.moment(7, 9, 30)
        CaseLink.objects.create(
            one=one,
            other=two,
            one_student=one.student,
            other_student=two.student,
            school=one.school,
            kind=CaseLink.Kind.SIBLING,
            linked_by=by,
            linked_at=at,
        )
        for mine in (case, other):
            self.event(mine, Event.Kind.LINKED, by, at)

    def task(
        self,
        case: Case,
        text: str,
        who: User,
        *,
        due: int,
        done: int | None = None,
        kind: Task.Kind = Task.Kind.OTHER,
    ) -> None:
        added_at = case.accepted_at or case.opened_at
        done_at = self.world.moment(done, 10, 5) if done is not None else None
        Task.objects.create(
            public_id=self.world.public_id(),
            case=case,
            student=case.student,
            school=case.school,
            kind=kind,
            text=text,
            responsible=who,
            due_on=self.world.today + datetime.timedelta(days=due),
            added_by=case.owner or who,
            added_at=added_at,
            done_at=done_at,
            done_by=who if done_at else None,
        )
        if done_at:
            self.event(case, Event.Kind.TASK_DONE, who, done_at, text)

    def note(self, case: Case, by: User, days: int, text: str, secrecy: Secrecy = Secrecy.TEAM) -> None:
        at = self.world.moment(days, 14, 20)
        is_open = secrecy == Secrecy.TEAM
        note = Note.objects.create(
            public_id=self.world.public_id(),
            case=case,
            student=case.student,
            school=case.school,
            secrecy=secrecy,
            text=text if is_open else "",
            written_by=by,
            written_at=at,
        )
        if not is_open:
            whose = {"student": case.student, "school": case.school, "secrecy": secrecy}
            Words.objects.create(note=note, writer=by, text=text, **whose)
        self.touch(case, at)

    def close(self, case: Case, by: User, outcome: Outcome, *, days: int) -> None:
        at = self.world.moment(days, 15, 0)
        case.state, case.outcome, case.closed_by, case.closed_at = State.CLOSED, outcome, by, at
        case.closing_text = "นักเรียนมาเรียนสม่ำเสมอและครูประจำชั้นดูแลต่อ"
        self.touch(case, at)
        self.event(case, Event.Kind.CLOSED, by, at, Outcome(outcome).label)

    def reopen(self, case: Case, by: User, *, days: int) -> None:
        at = self.world.moment(days, 9, 40)
        case.state, case.outcome, case.closed_by, case.closed_at, case.closing_text = State.HELPING, "", None, None, ""
        self.touch(case, at)
        self.event(case, Event.Kind.REOPENED, by, at, "ขาดเรียนอีกสองวัน ขอดูแลต่อ")

    def touch(self, case: Case, at: datetime.datetime) -> None:
        case.touched_at = max(case.touched_at, at)
        case.save()

    def event(self, case: Case, kind: Event.Kind, by: User, at: datetime.datetime, text: str = "") -> None:
        Event.objects.create(
            case=case, student=case.student, school=case.school, kind=kind, by=by, at=at, text=text[:300]
        )
