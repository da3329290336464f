"""34 cases in every state that exists, told so that each role finds something to do (ux.md §6.3)."""

import datetime
from dataclasses import dataclass, field

from django.db.models import Q

from cases.models import Case, Event, Note, Outcome, Secrecy, State, Task, Urgency, Words
from schools import calendar
from schools.models import User
from screening.models import Row
from studentcare.demo.children import SMALL
from studentcare.demo.places import World
from studentcare.demo.screenings import NOT_STARTED, Screened
from studentcare.demo.staff import Staff
from students.models import Student

GOALS = {
    "economy": ("ช่วยเหลือด้านเศรษฐกิจ", "มีอาหารกลางวันทุกวันเรียน"),
    "learning": ("ช่วยเหลือด้านการเรียน", "อ่านออกเสียงได้คล่องขึ้นหนึ่งระดับ"),
    "health": ("ดูแลสุขภาพ", "ได้ตรวจและมีแว่นใช้ในห้องเรียน"),
    "games": ("จัดเวลาเล่นเกม", "เข้านอนก่อนสามทุ่มในวันเรียน"),
    "safety": ("ดูแลความเป็นอยู่ที่บ้าน", "มีผู้ใหญ่ดูแลหลังเลิกเรียนทุกวัน"),
}
OTHER = ("ดูแลช่วยเหลือรายบุคคล", "มาเรียนสม่ำเสมอและมีเพื่อนเล่น")


@dataclass
class Caseload:
    """Cases by their number, in the order they were opened."""

    made: list[Case] = field(default_factory=list)
    of_school: dict[int, int] = field(default_factory=dict)


def build_cases(world: World, staff: Staff, screened: Screened) -> Caseload:
    teller = _Teller(world, staff, screened)
    teller.own_school()
    teller.other_schools()
    return teller.load


class _Teller:
    def __init__(self, world: World, staff: Staff, screened: Screened) -> None:
        self.world, self.staff, self.screened = world, staff, screened
        self.load = Caseload()
        self.room = world.room(SMALL, "ป.4/1")
        self.year = calendar.academic_year(world.today)
        known = Q(round=screened.now) | Q(round=screened.before, school=world.schools[NOT_STARTED])
        risky = Row.objects.filter(known, final_group__gte=2).select_related("student__classroom", "school")
        self.risky = list(risky.order_by("school_id", "-final_group", "student_id"))

    def child(self, first_name: str) -> Student:
        return Student.objects.select_related("classroom", "school").get(
            first_name=first_name, classroom=self.room,
            last_name__in=["ลองเรียน", "สมมุติใจ", "ทดสอบชัย", "ตัวอย่างดี"], number__lte=17,
        )  # fmt: skip

    # -- the school of the story ------------------------------------------------------------------------------
    def own_school(self) -> None:
        somying, kanplu = self.staff.people["somying"], self.staff.people["kanplu"]
        main = self.open("ชบา", "ช่วยเหลือด้านเศรษฐกิจ", days=12, aspects=["economy", "safety"], urgency=Urgency.HIGH)
        self.accept(main, kanplu, days=12, goal="ชบามาเรียนไม่น้อยกว่า 95% ภายใน 6 สัปดาห์", measure="บันทึกการมาเรียน")
        self.task(main, "ขอทุนอาหารกลางวัน", somying, due=-6, done=8)
        self.task(main, "พูดคุยรายสัปดาห์", kanplu, due=2)
        self.task(main, "โทรผู้ปกครอง เรื่องวันจันทร์ที่ขาดเรียน", somying, due=-2)
        self.note(main, kanplu, 7, "ชบาเล่าว่ากินข้าวเช้าที่โรงเรียนแล้วมีแรงเรียน อยากเข้าชมรมศิลปะ นัดคุยอีกครั้ง")
        self.note(
            main, kanplu, 5, "บันทึกนี้เห็นเฉพาะครูแนะแนว: ยายขอให้โรงเรียนช่วยเรื่องรายได้ชั่วคราว", secrecy=Secrecy.COUNSELORS
        )
        on_time = self.open("วาโย", "ช่วยเหลือด้านการเรียน", days=20, aspects=["learning"])
        self.accept(on_time, kanplu, days=19, goal="วาโยส่งงานครบทุกวิชาใน 6 สัปดาห์", measure="ใบส่งงาน")
        self.task(on_time, "สอนเสริมอ่านวันพุธ", somying, due=1)
        self.task(on_time, "คุยกับครูประจำวิชา", somying, due=-10, done=11)
        self.open("ใบเตย", "ดูแลสุขภาพ", days=0, aspects=["health"])
        for number in (13, 14):
            row = next(row for row in self.risky if row.classroom_id == self.room.pk and row.student.number == number)
            case = self.make(row.student, GOALS["economy"][0], 9, ["economy"], Urgency.NORMAL)
            self.accept(case, kanplu, days=8, goal=GOALS["economy"][1], measure="ครูเวรโรงอาหาร")
            self.task(case, "เยี่ยมบ้านกับครูประจำชั้น", somying, due=5)
        self.from_rows(self.world.schools[SMALL].pk, 7)

    def other_schools(self) -> None:
        plan = {"บ้านดอนจำลอง": 4, "อนุบาลตัวอย่าง": 11, "บ้านท่านิทาน": 2, "ชุมชนบ้านทุ่งสาธิต": 4, "บ้านภูนามสมมุติ": 1}
        for name, cases in plan.items():
            self.from_rows(self.world.schools[name].pk, cases)

    def from_rows(self, school: int, cases: int) -> None:
        """Cases for children at risk of one school, through all states in turn."""
        taken = set(Case.objects.values_list("student_id", flat=True))
        ours = [row for row in self.risky if row.school_id == school and row.student_id not in taken]
        ours = [row for row in ours if row.classroom_id != self.room.pk]
        for number, row in enumerate(ours[:cases]):
            self.one_of_each(number, row)

    def one_of_each(self, number: int, row: Row) -> None:
        slugs = [
            slug
            for slug, aspect in self.screened.aspects.items()
            if row.level_of(aspect) >= 2 and aspect.kind == "level"
        ]
        title, goal = GOALS.get(slugs[0], OTHER)
        counselor = self.staff.counselors[row.school_id]
        case = self.make(row.student, title, 30 - number, slugs, Urgency.NORMAL, row=row)
        if number % 6 == 5:
            return
        self.accept(case, counselor, days=29 - number, goal=goal, measure="สังเกตและพูดคุยทุกสัปดาห์")
        teacher = case.opened_by
        self.task(case, "พูดคุยกับผู้ปกครอง", teacher, due=(-3, 4, 6)[number % 3])
        self.note(case, counselor, 3 + number, "พูดคุยครั้งที่ 1 นักเรียนให้ความร่วมมือดี")
        if number % 6 in (1, 2, 4):
            outcome = (Outcome.IMPROVED, Outcome.HANDED_OVER, Outcome.IMPROVED)[(number % 6) // 2]
            self.close(case, counselor, outcome, days=2)
        if number % 6 == 4:
            self.reopen(case, counselor, days=1)

    # -- one act each, at its own time ------------------------------------------------------------------------
    def open(
        self, first_name: str, title: str, *, days: int, aspects: list[str], urgency: Urgency = Urgency.NORMAL
    ) -> Case:
        return self.make(self.child(first_name), title, days, aspects, urgency)

    def make(
        self, child: Student, title: str, days: int, aspects: list[str], urgency: Urgency, *, row: Row | None = None
    ) -> Case:
        row = row or self.screened.rows.get(child.pk)
        before, now = self.screened.before, self.screened.now
        school = child.school_id
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
            aspects=aspects,
            urgency=urgency,
            row=row,
            opened_by=self.staff.homeroom[child.classroom_id or 0],
            opened_at=at,
            touched_at=at,
        )
        self.event(case, Event.Kind.OPENED, case.opened_by, at, case.reason)
        self.load.made.append(case)
        return case

    def accept(self, case: Case, by: User, *, days: int, goal: str, measure: str) -> None:
        at = self.world.moment(days, 13, 30)
        case.state, case.owner, case.accepted_by, case.accepted_at = State.HELPING, by, by, at
        case.goal, case.measure = goal, measure
        case.review_on = at.date() + datetime.timedelta(weeks=case.weeks)
        self.touch(case, at)
        self.event(case, Event.Kind.ACCEPTED, by, at)
        self.event(case, Event.Kind.PLANNED, by, at + datetime.timedelta(minutes=5), goal)

    def task(self, case: Case, text: str, who: User, *, due: int, done: int | None = None) -> None:
        added_at = case.accepted_at or case.opened_at
        done_at = self.world.moment(done, 10, 5) if done is not None else None
        Task.objects.create(
            public_id=self.world.public_id(),
            case=case,
            student=case.student,
            school=case.school,
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
