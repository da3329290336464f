"""34 cases in every state that exists, told so that each role finds something to do (ux.md §6.3)."""

from django.db.models import Q

from cases.actions import fill_strategies
from cases.models import Case, CheckIn, Outcome, Secrecy, Task, Urgency, counted_due
from schools.models import User
from screening.models import Row
from studentcare.demo.case_acts import Acts, Caseload
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


def keep_due_days() -> None:
    """What is due next in each case, as the acts would have left it."""
    Case.objects.open().update(due_on=counted_due())


def build_cases(world: World, staff: Staff, screened: Screened) -> Caseload:
    fill_strategies(world.area, by=None)
    teller = _Teller(world, staff, screened)
    teller.own_school()
    teller.other_schools()
    return teller.load


class _Teller(Acts):
    def __init__(self, world: World, staff: Staff, screened: Screened) -> None:
        super().__init__(world, staff, screened)
        self.room = world.room(SMALL, "ป.4/1")
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
        """One case for every state, under the numbers of ux.md 6.3."""
        somying, kanplu = self.staff.people["somying"], self.staff.people["kanplu"]
        head = self.staff.heads[self.world.schools[SMALL].pk]
        main = self.open(
            42, self.child("ชบา"), "ช่วยเหลือด้านเศรษฐกิจ", days=12, aspects=["economy", "safety"], urgency=Urgency.HIGH
        )
        self.accept(main, kanplu, days=12, goal="ชบามาเรียนไม่น้อยกว่า 95% ภายใน 6 สัปดาห์", measure="บันทึกการมาเรียน")
        self.approve(main, head, days=11)
        self.task(main, "ขอทุนอาหารกลางวัน", somying, due=-6, done=8)
        self.task(main, "พูดคุยรายสัปดาห์", kanplu, due=2)
        self.task(main, "โทรผู้ปกครอง เรื่องวันจันทร์ที่ขาดเรียน", somying, due=-2)
        self.note(main, kanplu, 7, "ชบาเล่าว่ากินข้าวเช้าที่โรงเรียนแล้วมีแรงเรียน อยากเข้าชมรมศิลปะ นัดคุยอีกครั้ง")
        self.note(
            main, kanplu, 5, "บันทึกนี้เห็นเฉพาะครูแนะแนว: ยายขอให้โรงเรียนช่วยเรื่องรายได้ชั่วคราว", secrecy=Secrecy.COUNSELORS
        )
        self.look(main, kanplu, 4, CheckIn.Progress.BETTER, "มาเรียน 4 จาก 5 วัน")
        on_time = self.open(34, self.child("วาโย"), "ช่วยเหลือด้านการเรียน", days=20, aspects=["learning"])
        self.accept(on_time, kanplu, days=19, goal="วาโยส่งงานครบทุกวิชาใน 6 สัปดาห์", measure="ใบส่งงาน")
        self.task(on_time, "สอนเสริมอ่านวันพุธ", somying, due=1)
        self.task(on_time, "คุยกับครูประจำวิชา", somying, due=-10, done=11)
        self.task(on_time, "ติดตามผลตามแผน", kanplu, due=3, kind=Task.Kind.CHECK)
        self.look(on_time, kanplu, 11, CheckIn.Progress.SAME, "ส่งงาน 2 จาก 5 วิชา")
        self.look(on_time, kanplu, 4, CheckIn.Progress.BETTER, "ส่งงาน 4 จาก 5 วิชา")
        self.open(31, self.child("ใบเตย"), "ดูแลสุขภาพ", days=0, aspects=["health"])
        kin = self.child("เอื้องฟ้า")
        sibling = self.open(40, kin, "ช่วยเรื่องปากท้องและค่าใช้จ่าย", days=9, aspects=["economy"])
        self.accept(sibling, kanplu, days=8, goal=GOALS["economy"][1], measure="ครูเวรโรงอาหาร")
        self.link(main, sibling, kanplu)
        number = self.in_room([13, 14], besides=kin)
        asked = self.open(32, number, GOALS["economy"][0], days=9, aspects=["economy"])
        self.take(asked, kanplu, days=8)
        self.note(asked, kanplu, 6, "คุยครั้งแรก นักเรียนเล่าเรื่องงานอดิเรกและเพื่อนในห้อง")
        self.note(asked, kanplu, 4, "บันทึกนี้เห็นเฉพาะครูแนะแนว: รอคุยกับผู้ปกครองก่อน", secrecy=Secrecy.COUNSELORS)
        self.story_elsewhere(kanplu, head)
        self.load.of_school[self.world.schools[SMALL].pk] = main.number

    def story_elsewhere(self, kanplu: User, head: User) -> None:
        """The states that other rooms of the school show."""
        rows = iter(self.free_rows(self.world.schools[SMALL].pk))
        improved = self.of_row(20, next(rows), days=60, lead=kanplu)
        self.look(improved, kanplu, 30, CheckIn.Progress.REACHED, "ครบทุกสัปดาห์")
        self.look_again(improved, kanplu, days=16)
        self.close(improved, kanplu, Outcome.IMPROVED, days=15)
        handed = self.of_row(21, next(rows), days=50, lead=kanplu)
        self.look_again(handed, kanplu, days=11)
        self.close(handed, kanplu, Outcome.HANDED_OVER, days=10)
        again = self.of_row(22, next(rows), days=40, lead=kanplu)
        self.look_again(again, kanplu, days=13)
        self.close(again, kanplu, Outcome.IMPROVED, days=12)
        self.reopen(again, kanplu, days=3)
        row = next(rows)
        waiting = self.of_row(33, row, days=8, urgency=Urgency.HIGH)
        self.take(waiting, kanplu, days=7)
        self.assess(waiting, kanplu, days=6)
        goal = GOALS.get(self.risky_aspects(row)[0], OTHER)[1]
        self.plan(waiting, goal=goal, measure="สังเกตและพูดคุยทุกสัปดาห์")
        self.ask(waiting, kanplu, days=1)
        late = self.of_row(35, next(rows), days=16, lead=kanplu)
        self.task(late, "เยี่ยมบ้านกับครูประจำชั้น", late.opened_by, due=-2, kind=Task.Kind.VISIT)
        urgent = self.of_row(36, next(rows), days=3, lead=kanplu, urgency=Urgency.URGENT)
        self.approve(urgent, head, days=2)
        self.task(urgent, "คุยกับนักเรียนทุกเช้า", kanplu, due=0, kind=Task.Kind.TALK)
        watched = self.of_row(38, next(rows), days=75, lead=kanplu)
        self.look(watched, kanplu, 40, CheckIn.Progress.REACHED, "ทำได้เอง 3 สัปดาห์ติดกัน")
        self.monitor(watched, kanplu, days=30)

    def of_row(
        self, number: int, row: Row, *, days: int, lead: User | None = None, urgency: Urgency = Urgency.NORMAL
    ) -> Case:
        """A case of a child at risk in another room; with `lead` it is being helped."""
        slugs = self.risky_aspects(row)
        title, goal = GOALS.get(slugs[0], OTHER)
        case = self.make(row.student, title, days, slugs, urgency, row=row, number=number)
        if lead is not None:
            self.accept(case, lead, days=days - 1, goal=goal, measure="สังเกตและพูดคุยทุกสัปดาห์")
        return case

    def in_room(self, numbers: list[int], *, besides: Student) -> Student:
        rows = (row for row in self.risky if row.classroom_id == self.room.pk and row.student.number in numbers)
        return next(row.student for row in rows if row.student_id != besides.pk)

    def other_schools(self) -> None:
        plan = {"บ้านดอนจำลอง": 4, "อนุบาลตัวอย่าง": 11, "บ้านท่านิทาน": 2, "ชุมชนบ้านทุ่งสาธิต": 4, "บ้านภูนามสมมุติ": 1}
        for name, cases in plan.items():
            self.from_rows(self.world.schools[name].pk, cases)

    def free_rows(self, school: int) -> list[Row]:
        taken = set(Case.objects.values_list("student_id", flat=True))
        ours = [row for row in self.risky if row.school_id == school and row.student_id not in taken]
        return [row for row in ours if row.classroom_id != self.room.pk]

    def risky_aspects(self, row: Row) -> list[str]:
        levels = ((slug, aspect) for slug, aspect in self.screened.aspects.items() if aspect.kind == "level")
        return [slug for slug, aspect in levels if row.level_of(aspect) >= 2]

    def from_rows(self, school: int, cases: int) -> None:
        """Cases for children at risk of one school, through all states in turn."""
        for number, row in enumerate(self.free_rows(school)[:cases]):
            self.one_of_each(number, row)

    def one_of_each(self, number: int, row: Row) -> None:
        slugs = self.risky_aspects(row)
        title, goal = GOALS.get(slugs[0], OTHER)
        counselor = self.staff.counselors[row.school_id]
        case = self.make(row.student, title, 30 - number, slugs, Urgency.NORMAL, row=row)
        if number % 6 == 5:
            return
        self.accept(case, counselor, days=29 - number, goal=goal, measure="สังเกตและพูดคุยทุกสัปดาห์")
        teacher = case.opened_by
        self.task(case, "พูดคุยกับผู้ปกครอง", teacher, due=(-3, 4, 6)[number % 3])
        self.note(case, counselor, 3 + number, "พูดคุยครั้งที่ 1 นักเรียนให้ความร่วมมือดี")
        self.look(case, counselor, 3, CheckIn.Progress.BETTER, "ร่วมกิจกรรมในห้อง")
        if number % 6 in (1, 2, 4):
            outcome = (Outcome.IMPROVED, Outcome.HANDED_OVER, Outcome.IMPROVED)[(number % 6) // 2]
            self.look_again(case, counselor, days=2)
            self.close(case, counselor, outcome, days=2)
        if number % 6 == 4:
            self.reopen(case, counselor, days=1)
